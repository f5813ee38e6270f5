// A feature of a published layer, whatever the format it is written in.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "model/catalogue.hpp"
#include "model/geometry.hpp"

namespace maillage {

/// A property; monostate is null. Numbers are rounded before.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, std::vector<std::string>>;

struct LineString {
    std::vector<Point> points;
};

using Drawing = std::variant<std::monostate, Point, LineString, const MultiPolygon*>;

struct Feature {
    Drawing drawing;            ///< outlines are already rounded and normalised (geo/precision)
    std::vector<Value> values;  ///< by the columns of the layer
    std::vector<std::pair<std::string, std::string>> source;  ///< src_… columns and their text; "" is null
};

/// A layer about to be written; what it points to outlives it.
struct PublishedLayer {
    const catalogue::LayerKind* kind = nullptr;
    const std::vector<Feature>* features = nullptr;
    std::vector<std::string> source_columns;  ///< titles of Feature::source, where the kind has some
};

}  // namespace maillage
