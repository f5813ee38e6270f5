#include "io/ogr_shape.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace maillage::io {

namespace {

struct FreeGeometry {
    void operator()(OGRGeometryH geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using OwnGeometry = std::unique_ptr<void, FreeGeometry>;

OGRwkbGeometryType flat_type(OGRGeometryH geometry) { return OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)); }

/// In the words of RFC 7946 and ISO 19125.
std::string type_name(OGRGeometryH geometry) {
    switch (flat_type(geometry)) {
        case wkbPoint:
            return "Point";
        case wkbLineString:
            return "LineString";
        case wkbPolygon:
            return "Polygon";
        case wkbMultiPoint:
            return "MultiPoint";
        case wkbMultiLineString:
            return "MultiLineString";
        case wkbMultiPolygon:
            return "MultiPolygon";
        case wkbGeometryCollection:
            return "GeometryCollection";
        default:
            return OGR_G_GetGeometryName(geometry);
    }
}

Ring ring_of(OGRGeometryH line) {
    const int count = OGR_G_GetPointCount(line);
    Ring ring(static_cast<std::size_t>(count));
    if (count > 0) {
        constexpr int stride = sizeof(Point);
        OGR_G_GetPoints(line, &ring.front().lon, stride, &ring.front().lat, stride, nullptr, 0);
    }
    return ring;
}

/// The polygons of a Polygon, MultiPolygon or collection of such; nothing when there is anything else in it.
std::optional<MultiPolygon> polygons_of(OGRGeometryH geometry) {
    if (OGR_G_IsEmpty(geometry) != 0) {
        return MultiPolygon{};
    }
    const OGRwkbGeometryType type = flat_type(geometry);
    const int parts = OGR_G_GetGeometryCount(geometry);
    if (type == wkbPolygon) {
        Polygon polygon{ring_of(OGR_G_GetGeometryRef(geometry, 0)), {}};
        for (int i = 1; i < parts; ++i) {
            Ring hole = ring_of(OGR_G_GetGeometryRef(geometry, i));
            if (!hole.empty()) {
                polygon.holes.push_back(std::move(hole));
            }
        }
        return MultiPolygon{std::move(polygon)};
    }
    if (type != wkbMultiPolygon && type != wkbGeometryCollection) {
        return std::nullopt;
    }
    MultiPolygon all;
    for (int i = 0; i < parts; ++i) {
        std::optional<MultiPolygon> part = polygons_of(OGR_G_GetGeometryRef(geometry, i));
        if (!part) {
            return std::nullopt;
        }
        std::move(part->begin(), part->end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace

Shape shape_of(OGRGeometryH geometry) {
    Shape shape;
    if (geometry == nullptr) {
        return shape;
    }
    shape.type = type_name(geometry);
    if (OGR_G_IsEmpty(geometry) != 0) {
        return shape;
    }
    OwnGeometry linear;
    if (OGR_G_HasCurveGeometry(geometry, 1) != 0) {
        linear.reset(OGR_G_GetLinearGeometry(geometry, 0, nullptr));
        if (!linear) {
            throw LibraryError({"GDAL : courbe impossible à linéariser", "GDAL: a curve can't be made linear"});
        }
        geometry = linear.get();
    }
    const bool lone = flat_type(geometry) == wkbMultiPoint && OGR_G_GetGeometryCount(geometry) == 1;
    const OGRGeometryH point = lone ? OGR_G_GetGeometryRef(geometry, 0) : geometry;
    shape.kind = Shape::Kind::other;
    if (flat_type(point) == wkbPoint) {
        shape.kind = Shape::Kind::point;
        shape.point = {OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)};
    } else if (std::optional<MultiPolygon> polygons = polygons_of(geometry)) {
        shape.kind = Shape::Kind::polygon;
        shape.polygons = *std::move(polygons);
    }
    return shape;
}

std::size_t positions_of(OGRGeometryH geometry) {
    if (geometry == nullptr) {
        return 0;
    }
    if (flat_type(geometry) == wkbPoint) {
        return 1;
    }
    const int parts = OGR_G_GetGeometryCount(geometry);
    if (parts == 0) {
        return flat_type(geometry) == wkbLineString ? static_cast<std::size_t>(OGR_G_GetPointCount(geometry)) : 0;
    }
    std::size_t sum = 0;
    for (int i = 0; i < parts; ++i) {
        sum += positions_of(OGR_G_GetGeometryRef(geometry, i));
    }
    return sum;
}

}  // namespace maillage::io
