#include "support/same_layer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cstdint>

namespace maillage::test {

namespace {

bool same(double one, double other) { return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other); }

bool same(const Point& one, const Point& other) { return same(one.lon, other.lon) && same(one.lat, other.lat); }

bool same(const Finding& one, const Finding& other) {
    return one.code == other.code && one.subject == other.subject && one.path == other.path && one.row == other.row &&
           one.parameters == other.parameters && one.point == other.point;
}

template <typename Part>
bool same(const std::vector<Part>& one, const std::vector<Part>& other);

bool same(const Polygon& one, const Polygon& other) { return same(one.shell, other.shell) && same(one.holes, other.holes); }

template <typename Part>
bool same(const std::vector<Part>& one, const std::vector<Part>& other) {
    bool all = one.size() == other.size();
    for (std::size_t i = 0; all && i < one.size(); ++i) {
        all = same(one[i], other[i]);
    }
    return all;
}

std::string difference(const Shape& one, const Shape& other) {
    const auto said = [](const Shape& shape) {
        return fmt::format("kind {} type {} z {} m {} curved {} points {} lines {} outside {}", static_cast<int>(shape.kind), shape.type,
                           shape.has_z, shape.has_m, shape.curved, shape.ignored_points, shape.ignored_lines, shape.outside);
    };
    if (said(one) != said(other)) {
        return said(one) + " / " + said(other);
    }
    if (!same(one.point, other.point)) {
        return fmt::format("point {} {} / {} {}", one.point.lon, one.point.lat, other.point.lon, other.point.lat);
    }
    return same(one.polygons, other.polygons) && same(one.lines, other.lines) ? "" : "other coordinates";
}

}  // namespace

std::string difference(const Layer& one, const Layer& other) {
    const auto said = [](const Layer& layer) {
        return fmt::format("path {} name {} crs {} drawn {} columns {} rows {} files {}", layer.path, layer.name, layer.crs, layer.has_geometry,
                           layer.columns, layer.rows.size(), layer.files);
    };
    if (said(one) != said(other)) {
        return said(one) + " / " + said(other);
    }
    for (std::size_t i = 0; i < one.rows.size(); ++i) {
        const LayerRow& row = one.rows[i];
        const LayerRow& peer = other.rows[i];
        if (row.number != peer.number || row.malformed != peer.malformed || row.cells != peer.cells) {
            return fmt::format("row {} {} {} / {} {} {}", row.number, row.malformed, row.cells, peer.number, peer.malformed, peer.cells);
        }
        if (const std::string shapes = difference(row.shape, peer.shape); !shapes.empty()) {
            return fmt::format("row {}: {}", row.number, shapes);
        }
    }
    return same(one.findings, other.findings) ? "" : "other findings";
}

}  // namespace maillage::test
