#include "geo/geodesic.hpp"

#include <geodesic.h>

#include <cmath>
#include <numbers>

namespace maillage::geo {

namespace {

constexpr double metres_per_km = 1e3;
constexpr double square_metres_per_km2 = 1e6;
constexpr double radians_per_degree = std::numbers::pi / 180;

/// WGS 84 (EPSG:7030).
geod_geodesic wgs84() {
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257223563);
    return ellipsoid;
}

double ring_area_m2(const geod_geodesic& ellipsoid, const Ring& ring) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        geod_polygon_addpoint(&ellipsoid, &polygon, ring[i].lat, ring[i].lon);
    }
    double area = 0;
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nullptr);
    return std::fabs(area);
}

}  // namespace

Geodesic geodesic(Point from, Point to) {
    static const geod_geodesic ellipsoid = wgs84();
    Geodesic shortest;
    geod_inverse(&ellipsoid, from.lat, from.lon, to.lat, to.lon, &shortest.length_m, nullptr, &shortest.arrival_deg);
    return shortest;
}

double distance_km(Point from, Point to) { return geodesic(from, to).length_m / metres_per_km; }

double area_km2(const MultiPolygon& outline) {
    const geod_geodesic ellipsoid = wgs84();
    double area = 0;
    for (const Polygon& part : outline) {
        area += ring_area_m2(ellipsoid, part.shell);
        for (const Ring& hole : part.holes) {
            area -= ring_area_m2(ellipsoid, hole);
        }
    }
    return area / square_metres_per_km2;
}

Point centre(const std::vector<WeightedPoint>& points) {
    double x = 0;
    double y = 0;
    double z = 0;
    for (const auto& [point, weight] : points) {
        const double lon = point.lon * radians_per_degree;
        const double lat = point.lat * radians_per_degree;
        x += weight * std::cos(lat) * std::cos(lon);
        y += weight * std::cos(lat) * std::sin(lon);
        z += weight * std::sin(lat);
    }
    return {std::atan2(y, x) / radians_per_degree, std::atan2(z, std::hypot(x, y)) / radians_per_degree};
}

}  // namespace maillage::geo
