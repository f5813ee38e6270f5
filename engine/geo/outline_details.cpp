#include "geo/outline_details.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "geo/geodesic.hpp"

namespace maillage::geo {

namespace {

constexpr double square_metres_per_km2 = 1e6;

struct Vector {
    double east_m = 0;
    double north_m = 0;
};

/// Metres per degree on WGS 84 at a latitude (series of the ellipsoid's two radii of curvature).
class Plane {
public:
    explicit Plane(double lat) {
        const double phi = lat * std::numbers::pi / 180;
        m_lat_m = 111132.954 - 559.822 * std::cos(2 * phi) + 1.175 * std::cos(4 * phi);
        m_lon_m = 111412.84 * std::cos(phi) - 93.5 * std::cos(3 * phi) + 0.118 * std::cos(5 * phi);
    }
    [[nodiscard]] Vector between(Point from, Point to) const {
        return {(to.lon - from.lon) * m_lon_m, (to.lat - from.lat) * m_lat_m};
    }

private:
    double m_lat_m;
    double m_lon_m;
};

/// The plane of a ring's middle latitude.
Plane plane_of(const Ring& ring) {
    const auto [south, north] = std::minmax_element(ring.begin(), ring.end(), [](Point left, Point right) { return left.lat < right.lat; });
    return Plane((south->lat + north->lat) / 2);
}

double area_m2(const Ring& ring) {
    if (ring.empty()) {
        return 0;
    }
    const Plane plane = plane_of(ring);
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Vector here = plane.between(ring.front(), ring[i]);
        const Vector next = plane.between(ring.front(), ring[i + 1]);
        twice += here.east_m * next.north_m - next.east_m * here.north_m;
    }
    return std::fabs(twice) / 2;
}

double length(Vector vector) { return std::hypot(vector.east_m, vector.north_m); }

/// Whether the border turns back at `tip`, by 6° or less: a first look, on the plane of the whole ring.
bool turns_back(const Plane& plane, Point before, Point tip, Point after) {
    constexpr double tangent = 0.1;
    const Vector back = plane.between(tip, before);
    const Vector on = plane.between(tip, after);
    const double along = back.east_m * on.east_m + back.north_m * on.north_m;
    return along > 0 && std::fabs(back.east_m * on.north_m - on.east_m * back.north_m) <= tangent * along;
}

std::optional<Spike> spike_at(Point before, Point tip, Point after) {
    const Plane plane(tip.lat);
    constexpr double shortest_m = 0.1;
    constexpr double widest_m = 1;
    constexpr double slenderness = 30;
    const Vector back = plane.between(tip, before);
    const Vector on = plane.between(tip, after);
    const double reach = std::min(length(back), length(on));
    if (reach < shortest_m) {
        return std::nullopt;
    }
    const double back_part = reach / length(back);
    const double on_part = reach / length(on);
    const double width = length({back.east_m * back_part - on.east_m * on_part, back.north_m * back_part - on.north_m * on_part});
    return width < widest_m && reach >= slenderness * width ? std::optional(Spike{tip, reach, width}) : std::nullopt;
}

}  // namespace

std::vector<TinyRing> tiny_rings(const MultiPolygon& outline) {
    constexpr double smallest_m2 = 100;
    constexpr double smallest_share = 1e-6;
    const auto has_holes = [](const Polygon& part) { return !part.holes.empty(); };
    if (outline.size() < 2 && std::none_of(outline.begin(), outline.end(), has_holes)) {
        return {};
    }
    double all = 0;
    for (const Polygon& part : outline) {
        all += area_m2(part.shell);
    }
    const double limit = std::max(smallest_m2, smallest_share * all);
    std::vector<TinyRing> tiny;
    const auto judge = [&](const Ring& ring, bool hole) {
        if (!ring.empty() && area_m2(ring) < limit) {
            tiny.push_back({ring.front(), square_metres_per_km2 * area_km2({Polygon{ring, {}}}), hole});
        }
    };
    for (const Polygon& part : outline) {
        if (outline.size() > 1) {
            judge(part.shell, false);
        }
        for (const Ring& hole : part.holes) {
            judge(hole, true);
        }
    }
    return tiny;
}

std::vector<Spike> spikes(const MultiPolygon& outline) {
    std::vector<Spike> found;
    const auto search = [&](const Ring& ring) {
        if (ring.size() < 4) {
            return;
        }
        const Plane plane = plane_of(ring);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point before = i == 0 ? ring[ring.size() - 2] : ring[i - 1];
            if (!turns_back(plane, before, ring[i], ring[i + 1])) {
                continue;
            }
            if (const std::optional<Spike> spike = spike_at(before, ring[i], ring[i + 1])) {
                found.push_back(*spike);
            }
        }
    };
    for (const Polygon& part : outline) {
        search(part.shell);
        std::for_each(part.holes.begin(), part.holes.end(), search);
    }
    return found;
}

}  // namespace maillage::geo
