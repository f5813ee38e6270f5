// Plain geometry, standard library only. Coordinates are CRS84 degrees (lon, lat) everywhere but in a Layer just read.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace maillage {

struct Point {
    double lon = 0;
    double lat = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Closed: first and last point are equal, at least four points.
using Ring = std::vector<Point>;

struct Polygon {
    Ring shell;
    std::vector<Ring> holes;
    friend bool operator==(const Polygon&, const Polygon&) = default;
};

using MultiPolygon = std::vector<Polygon>;

/// Closed box; empty until a point is added.
struct Box {
    double min_lon = std::numeric_limits<double>::infinity();
    double min_lat = std::numeric_limits<double>::infinity();
    double max_lon = -std::numeric_limits<double>::infinity();
    double max_lat = -std::numeric_limits<double>::infinity();

    void add(Point point) {
        min_lon = point.lon < min_lon ? point.lon : min_lon;
        min_lat = point.lat < min_lat ? point.lat : min_lat;
        max_lon = point.lon > max_lon ? point.lon : max_lon;
        max_lat = point.lat > max_lat ? point.lat : max_lat;
    }
    [[nodiscard]] bool contains(Point point) const {
        return point.lon >= min_lon && point.lon <= max_lon && point.lat >= min_lat && point.lat <= max_lat;
    }
    void add(const Box& other) {
        if (!other.empty()) {
            add(Point{other.min_lon, other.min_lat});
            add(Point{other.max_lon, other.max_lat});
        }
    }
    [[nodiscard]] bool empty() const { return !(min_lon <= max_lon); }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Box of the shells.
[[nodiscard]] inline Box box_of(const MultiPolygon& outline) {
    Box box;
    for (const Polygon& polygon : outline) {
        for (const Point& point : polygon.shell) {
            box.add(point);
        }
    }
    return box;
}

/// What a source row draws, and what was seen while reading it.
struct Shape {
    enum class Kind { none, point, polygon, other };
    Kind kind = Kind::none;
    Point point;              ///< for Kind::point; may hold NaN as the source wrote it
    MultiPolygon polygons;    ///< for Kind::polygon, as read: rings may be open, crossing or too short
    std::vector<Ring> lines;  ///< for Kind::other, of a row that draws nothing but lines; not closed
    std::string type;         ///< the source's word for it, for messages; lines, curves and mixed collections are named here
    bool has_z = false;       ///< heights, left out
    bool has_m = false;       ///< measures, left out
    bool curved = false;      ///< arcs, drawn by short segments
    std::size_t ignored_points = 0;  ///< beside the polygons of a mixed collection
    std::size_t ignored_lines = 0;
    bool outside = false;  ///< set when brought to CRS84: in no place its CRS is for; coordinates are still the source's
};

}  // namespace maillage
