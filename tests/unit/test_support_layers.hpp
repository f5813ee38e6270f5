// Small published layers, for the tests of what writes them.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.hpp"
#include "model/feature.hpp"

namespace maillage::test {

/// "Les liens": a text, an integer, a number, a list; drawn as lines or not at all.
inline catalogue::LayerKind liens_kind() {
    using catalogue::Type;
    return {"liens",
            {"Les liens", "The links"},
            {"LineString", "null"},
            {{"code", Type::text, "", false, {"Le code", "The code"}, {}},
             {"nombre", Type::integer, "", true, {"Un nombre", "A number"}, {}},
             {"distance_km", Type::number, "km", true, {"La distance", "The distance"}, {}},
             {"pays", Type::list, "", false, {"Les pays", "The pays"}, {}}},
            true};
}

inline std::vector<Feature> liens() {
    using List = std::vector<std::string>;
    return {{LineString{{{2.1234564, 46}, {3, 47}}}, {"01004", std::int64_t{7}, 1.25, List{"A", "B"}}, {{"src_Code", "=1+1"}, {"src_code", "x\ty\\N"}}},
            {Drawing{}, {"", Value{}, Value{}, List{}}, {{"src_Code", ""}, {"src_code", "é"}}}};
}

}  // namespace maillage::test
