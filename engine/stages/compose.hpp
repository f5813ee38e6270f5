// compose: from communes to territories, exactly (by outlines) or nearly (by points within frames).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/geometry.hpp"
#include "model/layer.hpp"

namespace maillage::stages {

/// Commune code -> territory code, as a table lists it; rows without a territory are left out.
struct TerritoryOf {
    std::map<std::string, std::string> by_commune;
    std::vector<std::string> codes;  ///< of territories, ascending
};

/// Throws InputError: no such column, nothing listed, a commune in two territories.
[[nodiscard]] TerritoryOf territory_of(const Layer& table, const std::string& key, const std::string& by);

struct Outlines {
    std::map<std::string, MultiPolygon> by_code;
    std::vector<Finding> findings;
};

/// Union of the communes' outlines. `communes` is in CRS84.
[[nodiscard]] Outlines merged(const Layer& communes, const TerritoryOf& territories);

/// Each frame divided among its own points. A frame whose points are all of one territory, or that has no point and one
/// territory only, goes to it whole. `frames` is in CRS84.
[[nodiscard]] Outlines divided(const Layer& points, const Layer& frames, const std::string& within_key, const TerritoryOf& territories);

}  // namespace maillage::stages
