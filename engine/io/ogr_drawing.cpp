#include "io/ogr_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include "base/text.hpp"

namespace maillage::io {

namespace {

/// With the 6 decimals of the GeoJSON layers.
double published(double degrees) {
    constexpr double steps_per_degree = 1e6;
    return std::round(degrees * steps_per_degree) / steps_per_degree;
}

OGRGeometryH line_of(const std::vector<Point>& points, OGRwkbGeometryType type) {
    const OGRGeometryH line = OGR_G_CreateGeometry(type);
    OGR_G_SetPointCount(line, static_cast<int>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        OGR_G_SetPoint_2D(line, static_cast<int>(i), published(points[i].lon), published(points[i].lat));
    }
    return line;
}

/// Owned by the caller.
struct GeometryMaker {
    OGRGeometryH operator()(std::monostate) const { return nullptr; }
    OGRGeometryH operator()(Point point) const {
        const OGRGeometryH geometry = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(geometry, 0, published(point.lon), published(point.lat));
        return geometry;
    }
    OGRGeometryH operator()(const LineString& line) const { return line_of(line.points, wkbLineString); }
    OGRGeometryH operator()(const MultiPolygon* outline) const {
        if (outline->empty()) {
            return nullptr;
        }
        const OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
        for (const Polygon& polygon : *outline) {
            const OGRGeometryH part = OGR_G_CreateGeometry(wkbPolygon);
            OGR_G_AddGeometryDirectly(part, line_of(polygon.shell, wkbLinearRing));
            for (const Ring& hole : polygon.holes) {
                OGR_G_AddGeometryDirectly(part, line_of(hole, wkbLinearRing));
            }
            OGR_G_AddGeometryDirectly(all, part);
        }
        return all;
    }
};

/// Cut before the UTF-8 letter that would not fit whole.
std::string shortened(const std::string& name, std::size_t bytes) {
    std::size_t end = std::min(bytes, name.size());
    while (end < name.size() && end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return name.substr(0, end);
}

std::string distinct(const std::string& name, std::size_t bytes, const std::vector<std::string>& taken) {
    const auto is_taken = [&](const std::string& one) {
        return std::any_of(taken.begin(), taken.end(), [&](const std::string& other) { return folded(other) == folded(one); });
    };
    std::string found = shortened(name, bytes);
    for (int count = 2; is_taken(found); ++count) {
        const std::string rank = "_" + std::to_string(count);
        found = shortened(name, bytes == std::string::npos ? bytes : bytes - rank.size()) + rank;
    }
    return found;
}

}  // namespace

OGRwkbGeometryType geometry_type(const catalogue::LayerKind& kind) {
    const auto has = [&](std::string_view name) { return std::find(kind.geometries.begin(), kind.geometries.end(), name) != kind.geometries.end(); };
    if (has("MultiPolygon")) {
        return has("Point") ? wkbUnknown : wkbMultiPolygon;
    }
    return has("LineString") ? (has("Point") ? wkbUnknown : wkbLineString) : wkbPoint;
}

OwnGeometry drawn_geometry(const Drawing& drawing) { return OwnGeometry(std::visit(GeometryMaker{}, drawing)); }

std::vector<std::string> column_names(const PublishedLayer& layer, std::size_t bytes) {
    std::vector<std::string> names{"fid", "geom"};
    for (const catalogue::Column& column : layer.kind->columns) {
        names.push_back(distinct(std::string(column.name), bytes, names));
    }
    for (const std::string& column : layer.source_columns) {
        names.push_back(distinct(column, bytes, names));
    }
    names.erase(names.begin(), names.begin() + 2);
    return names;
}

}  // namespace maillage::io
