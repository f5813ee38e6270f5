// How what a row says of its place was taken: one step from what is written to what it stands for.
#pragma once

#include <string>

namespace maillage {

/// What led from one to the other. Words are in the catalogue.
enum class StepKind {
    zero_restored,    ///< 1004 -> 01004
    name,             ///< a commune's name, with its context -> its code
    postal_code,      ///< -> the one commune it serves
    epci_name,        ///< -> SIREN
    territory_name,   ///< -> code of the territory that bears it
    merger,           ///< a commune's code -> that of the one it merged into
    split,            ///< -> each of those it was parted into
    recoding,         ///< -> the code it bears now (a change of département)
    part,             ///< commune déléguée, associée or municipal arrondissement -> its commune
};

struct Step {
    StepKind kind{};
    std::string from;
    std::string to;
    int year = 0;  ///< of the code officiel géographique in which it took effect; 0 where it has none
};

}  // namespace maillage
