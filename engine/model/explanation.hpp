// Why a pays has the statut it has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/coverage.hpp"
#include "model/facility.hpp"
#include "model/finding.hpp"
#include "model/placement.hpp"

namespace maillage {

struct ExplainedFacility {
    std::string id;
    std::string name;
    Stage stage = Stage::actif;
    std::optional<int> year;
    Precision precision = Precision::aucune;
    Bucket bucket = Bucket::assigned;
    std::size_t row = 0;                   ///< of the list as the run read it; 0 where that is not known
    std::vector<std::string> candidates;   ///< codes of the pays it may be in, this one too; empty where it is sure
    bool one_departement = false;          ///< these lie in one département
    bool may_be_outside = false;           ///< it may be hors pays too
    std::optional<double> distance_km;     ///< from the centre of the pays, on the same land
};

struct Explanation {
    std::string code;
    std::string name;
    std::string departement;  ///< name, else code; "" where none is known
    std::string region;
    std::optional<std::int64_t> population;
    Status status = Status::non_couvert;
    int target = 1;   ///< PTCE per pays
    int missing = 0;  ///< toward it
    std::vector<ExplainedFacility> counted;    ///< surely there, of a counted stage
    std::vector<ExplainedFacility> emerging;   ///< surely there, émergents
    std::vector<ExplainedFacility> possible;   ///< of a counted stage, that may be there
    std::vector<ExplainedFacility> set_aside;  ///< rows that are there or may be, and don't count: their bucket or stage says why
    std::size_t placeless = 0;                 ///< rows of the list that say no place at all, or that could not be read
    std::vector<ExplainedFacility> near;       ///< the nearest counted ones elsewhere, nearest first; distances are set
    std::optional<std::size_t> rank;           ///< among the pays not `couvert`, from 1
    std::size_t ranked = 0;
    std::string reason;                        ///< why it ranks there, in the language asked for
    std::string zone;                          ///< its white zone; "" = none
    std::vector<std::string> zone_pays;        ///< names of the others in it
    std::optional<std::int64_t> zone_population;
    std::vector<Finding> findings;             ///< about the pays itself
};

}  // namespace maillage
