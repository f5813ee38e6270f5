// GeoJSON (RFC 7946): 6 decimals, right-hand rule, one feature a line, so that a git diff of a layer can be read.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "model/catalogue.hpp"
#include "model/geometry.hpp"

namespace maillage::formats {

/// A property; monostate is null. Numbers are rounded to `decimals` of the column's writer before.
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

/// `features` in the order given. Throws std::logic_error where a feature's values don't fit the layer's columns.
[[nodiscard]] std::string geojson(const catalogue::LayerKind& layer, const std::vector<Feature>& features);

/// A number kept to so many decimals.
[[nodiscard]] double kept(double value, int decimals);

}  // namespace maillage::formats
