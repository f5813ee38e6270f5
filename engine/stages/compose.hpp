// compose: from communes to territories, exactly (by outlines) or nearly (by points within frames).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/gazetteer.hpp"
#include "model/geometry.hpp"
#include "model/layer.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// Only the rows of `table` whose cells are what each condition says ("COLUMN=VALUE", compared as written).
/// Throws UsageError for a condition without "=", InputError when a column is not there or no row fits.
[[nodiscard]] Layer chosen(Layer table, const std::vector<std::string>& conditions);

/// Which territory each commune is in.
struct TerritoryOf {
    struct Member {
        std::string territory;
        std::size_t row = 0;  ///< of the table, that says so
    };
    std::string path;                         ///< of the table
    std::map<std::string, Member> by_commune;
    std::set<std::string> outside;            ///< communes that the table lists without a territory
    std::vector<std::string> codes;           ///< of territories, ascending
    std::vector<Finding> findings;
};

/// Must the gazetteer tell the members of some key: is one a SIREN that no row of `communes` has as its EPCI?
[[nodiscard]] bool needs_gazetteer(const CompositionTable& table, const Layer& communes);

/// An EPCI's communes are those that `communes` says are in it, else the gazetteer's. Rows of one key may be many, as long as
/// they agree. Throws InputError: nothing listed, a commune in two territories.
[[nodiscard]] TerritoryOf territory_of(const CompositionTable& table, const Layer& communes, const Gazetteer& gazetteer);

struct Outlines {
    std::map<std::string, MultiPolygon> by_code;
    std::vector<Finding> findings;
};

/// Union of the communes' outlines. `communes` is in CRS84. A commune of another vintage than the table's goes where its code
/// leads in the gazetteer (stages::telling_codes); an empty gazetteer leads nowhere.
[[nodiscard]] Outlines merged(const Layer& communes, const TerritoryOf& territories, const Gazetteer& gazetteer);

/// Each frame divided among its own points. A frame whose points are all of one territory, or that has no point and one
/// territory only, goes to it whole. Both layers are in CRS84.
[[nodiscard]] Outlines divided(const Layer& points, const Layer& frames, const std::string& within_key, const TerritoryOf& territories,
                               const Gazetteer& gazetteer);

}  // namespace maillage::stages
