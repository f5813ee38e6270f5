#include "geo/planar.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maillage::geo {

namespace {

constexpr double radians_per_degree = std::numbers::pi / 180;
// WGS 84 (EPSG:7030)
constexpr double semi_major_m = 6378137.0;
constexpr double flattening = 1 / 298.257223563;
constexpr double eccentricity2 = flattening * (2 - flattening);

/// Area between the equator and a parallel, per radian of longitude (Snyder 1987, "Map Projections", equation 3-12).
double authalic_m2(double lat_degrees) {
    const double e = std::sqrt(eccentricity2);
    const double sine = std::sin(lat_degrees * radians_per_degree);
    return semi_major_m * semi_major_m * (1 - eccentricity2) / 2 * (sine / (1 - eccentricity2 * sine * sine) + std::atanh(e * sine) / e);
}

/// Signed, counter-clockwise positive: Green's theorem, Boole's rule along each edge.
double ring_area_m2(const Ring& ring) {
    double sum = 0;
    const double base = ring.empty() ? 0 : authalic_m2(ring.front().lat);  // keeps the terms small
    double height = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const double step = (ring[i].lat - ring[i - 1].lat) / 4;
        const auto at = [&](int quarter) { return authalic_m2(ring[i - 1].lat + quarter * step) - base; };
        const double next = authalic_m2(ring[i].lat) - base;
        sum -= (ring[i].lon - ring[i - 1].lon) * radians_per_degree * (7 * height + 32 * at(1) + 12 * at(2) + 32 * at(3) + 7 * next) / 90;
        height = next;
    }
    return sum;
}

void add_crossings(const Ring& ring, double lat, std::vector<double>& lons) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point a = ring[i - 1];
        const Point b = ring[i];
        if ((a.lat > lat) != (b.lat > lat)) {
            lons.push_back(a.lon + (b.lon - a.lon) * ((lat - a.lat) / (b.lat - a.lat)));
        }
    }
}

}  // namespace

MetresPerDegree metres_per_degree(double lat) {
    const double sine = std::sin(lat * radians_per_degree);
    const double shape = 1 - eccentricity2 * sine * sine;
    const double normal = semi_major_m / std::sqrt(shape);
    return {normal * std::sqrt(1 - sine * sine) * radians_per_degree, normal * (1 - eccentricity2) / shape * radians_per_degree};
}

double length_m(Point from, Point to) {
    const MetresPerDegree scale = metres_per_degree((from.lat + to.lat) / 2);
    return std::hypot((to.lon - from.lon) * scale.lon, (to.lat - from.lat) * scale.lat);
}

double area_m2(const Polygon& polygon) {
    double area = std::fabs(ring_area_m2(polygon.shell));
    for (const Ring& hole : polygon.holes) {
        area -= std::fabs(ring_area_m2(hole));
    }
    return area;
}

double perimeter_m(const Polygon& polygon) {
    double sum = 0;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            sum += length_m(ring[i - 1], ring[i]);
        }
    };
    add(polygon.shell);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), add);
    return sum;
}

std::optional<Point> point_within(const Polygon& polygon, int attempt) {
    constexpr double golden = std::numbers::phi - 1;  // its multiples are spread evenly and never meet a drawing's own lines
    const Box box = box_of({Polygon{polygon.shell, {}}});
    const double share = std::fmod(golden * (attempt + 1), 1.0);
    const double lat = box.min_lat + share * (box.max_lat - box.min_lat);
    std::vector<double> lons;
    add_crossings(polygon.shell, lat, lons);
    for (const Ring& hole : polygon.holes) {
        add_crossings(hole, lat, lons);
    }
    std::sort(lons.begin(), lons.end());
    std::optional<Point> best;
    double widest = 0;
    for (std::size_t i = 0; i + 1 < lons.size(); i += 2) {
        if (lons[i + 1] - lons[i] > widest) {
            widest = lons[i + 1] - lons[i];
            best = Point{lons[i] + widest * (attempt == 0 ? 0.5 : share), lat};
        }
    }
    return best;
}

}  // namespace maillage::geo
