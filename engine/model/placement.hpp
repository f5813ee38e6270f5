// Where a facility is, as far as its row tells.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/facility.hpp"

namespace maillage {

/// What decided.
enum class Method { none, code, point, commune_point, commune_name, territory, epci, area, departement, region };

struct Placement {
    Bucket bucket = Bucket::without_location;
    std::optional<std::size_t> territory;  ///< for Bucket::assigned
    std::vector<std::size_t> candidates;   ///< for Bucket::imprecise: territories it may be in, ascending
    bool may_be_outside = false;           ///< it may be hors pays too
    bool one_departement = false;          ///< the area it declares lies in one département
    Method method = Method::none;
    std::vector<Step> steps;  ///< from what the row says to the codes that decided
    /// The territories its area of action covers, ascending, where facilities are counted by it; else it counts for `territory`.
    std::optional<std::vector<std::size_t>> covers;
    std::optional<Point> position;  ///< for distances and the map: its own point, else its commune's
    std::optional<double> border_m;  ///< from its own address, where that decided, to the nearest border of a territory
};

}  // namespace maillage
