#include "io/ogr_shape.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

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

Polygon polygon_of(OGRGeometryH geometry) {
    Polygon polygon{ring_of(OGR_G_GetGeometryRef(geometry, 0)), {}};
    const int rings = OGR_G_GetGeometryCount(geometry);
    for (int i = 1; i < rings; ++i) {
        Ring hole = ring_of(OGR_G_GetGeometryRef(geometry, i));
        if (!hole.empty()) {
            polygon.holes.push_back(std::move(hole));
        }
    }
    return polygon;
}

/// What a geometry is made of, however deep in collections; empty parts left out.
struct Parts {
    MultiPolygon polygons;
    std::vector<Ring> lines;
    std::size_t points = 0;
    std::size_t unknown = 0;  ///< of a kind that is none of these

    explicit Parts(OGRGeometryH geometry) { add(geometry); }

private:
    void add(OGRGeometryH geometry) {
        if (OGR_G_IsEmpty(geometry) != 0) {
            return;
        }
        switch (flat_type(geometry)) {
            case wkbPolygon:
                polygons.push_back(polygon_of(geometry));
                return;
            case wkbLineString:
                lines.push_back(ring_of(geometry));
                return;
            case wkbPoint:
                ++points;
                return;
            case wkbMultiPolygon:
            case wkbMultiLineString:
            case wkbMultiPoint:
            case wkbGeometryCollection:
                for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
                    add(OGR_G_GetGeometryRef(geometry, i));
                }
                return;
            default:
                ++unknown;
        }
    }
};

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
    shape.has_z = OGR_G_Is3D(geometry) != 0;
    shape.has_m = OGR_G_IsMeasured(geometry) != 0;
    shape.curved = OGR_G_HasCurveGeometry(geometry, 1) != 0;
    OwnGeometry linear;
    if (shape.curved) {
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
        return shape;
    }
    Parts parts(geometry);
    if (!parts.polygons.empty() && parts.unknown == 0) {
        shape.kind = Shape::Kind::polygon;
        shape.polygons = std::move(parts.polygons);
        shape.ignored_points = parts.points;
        shape.ignored_lines = parts.lines.size();
    } else if (parts.points == 0 && parts.unknown == 0) {
        shape.lines = std::move(parts.lines);
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
