// A territory: one unit of the zoning, here a pays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/geometry.hpp"

namespace maillage {

struct Territory {
    std::string code;  ///< unique within a run ("CR0306~1" where the source gave one code to two names)
    std::string name;
    MultiPolygon outline;             ///< valid, CRS84; a drawing of the list of its communes
    bool approximate = false;         ///< the outline says `contour: approche`
    std::optional<std::int64_t> population_field;  ///< what the layer itself says, persons
    std::vector<std::optional<double>> columns;  ///< what the layer says in the columns of PriorityWeights, in their order
    std::size_t row = 0;              ///< as in Place::row
    std::string source_code;          ///< as the source wrote it; what a composition names

    // where its people live (design, rule 6); empty when no commune of it is known
    std::string departement;
    std::string region;
    std::vector<std::string> departements;  ///< ascending
    std::vector<std::string> regions;       ///< ascending
};

}  // namespace maillage
