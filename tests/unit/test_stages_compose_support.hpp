// Layers drawn for the tests of compose: unit squares on whole coordinates.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "model/gazetteer.hpp"
#include "model/layer.hpp"

namespace maillage::compose_test {

using Cells = std::vector<std::string>;

/// A table as a CSV source gives it: the first row is line 2.
inline Layer table(const std::string& path, const Cells& columns, const std::vector<Cells>& rows) {
    Layer layer;
    layer.path = path;
    layer.columns = columns;
    for (const Cells& cells : rows) {
        LayerRow& row = layer.rows.emplace_back();
        row.number = layer.rows.size() + 1;
        row.cells = cells;
    }
    return layer;
}

inline Ring square_ring(double west, double south) {
    return {{west, south}, {west + 1, south}, {west + 1, south + 1}, {west, south + 1}, {west, south}};
}

inline Shape polygon_of(MultiPolygon polygons) {
    Shape shape;
    shape.kind = Shape::Kind::polygon;
    shape.type = "Polygon";
    shape.polygons = std::move(polygons);
    return shape;
}

inline Shape square(double west, double south) { return polygon_of({Polygon{square_ring(west, south), {}}}); }

inline Shape point(double lon, double lat) {
    Shape shape;
    shape.kind = Shape::Kind::point;
    shape.type = "Point";
    shape.point = {lon, lat};
    return shape;
}

/// Gives the rows their shapes, in order.
inline Layer drawn(Layer layer, const std::vector<Shape>& shapes) {
    layer.has_geometry = true;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        layer.rows.at(i).shape = shapes[i];
        layer.rows[i].number = i + 1;
    }
    return layer;
}

/// EPCI 200000001: communes 01001 and 01002; 200000002: 02001. 01009 is a former code of 01002.
inline Gazetteer gazetteer() {
    Gazetteer known;
    known.communes = {{"01001", "A", "200000001", "01", "84", {}, {}},
                      {"01002", "B", "200000001", "01", "84", {}, {}},
                      {"02001", "C", "200000002", "02", "32", {}, {}}};
    known.index();
    known.add_former("01009", "01002");
    return known;
}

}  // namespace maillage::compose_test
