// What the geo tests share: shapes to draw with, and a second opinion in whole-number arithmetic.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo_test {

inline Ring box_ring(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

inline MultiPolygon box(double west, double south, double east, double north) {
    return {Polygon{box_ring(west, south, east, north), {}}};
}

/// Shoelace formula about the ring's first point; positive when counter-clockwise.
inline double signed_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                 (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    }
    return twice / 2;
}

inline double area(const MultiPolygon& outline) {
    double sum = 0;
    for (const Polygon& part : outline) {
        sum += std::fabs(signed_area(part.shell));
        for (const Ring& hole : part.holes) {
            sum -= std::fabs(signed_area(hole));
        }
    }
    return sum;
}

inline std::vector<Ring> rings_of(const MultiPolygon& outline) {
    std::vector<Ring> rings;
    for (const Polygon& part : outline) {
        rings.push_back(part.shell);
        rings.insert(rings.end(), part.holes.begin(), part.holes.end());
    }
    return rings;
}

inline double length(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += std::hypot(ring[i + 1].lon - ring[i].lon, ring[i + 1].lat - ring[i].lat);
    }
    return sum;
}

struct Whole {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend bool operator==(const Whole&, const Whole&) = default;
};
using WholeRing = std::vector<Whole>;  // open

inline std::int64_t cross(Whole a, Whole b, Whole c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

/// A simple ring around (0, 0), corners in counter-clockwise order as seen from there, whole numbers within `reach`.
inline WholeRing random_star(std::mt19937& random, std::int64_t reach) {
    std::uniform_int_distribution<std::int64_t> any(-reach, reach);
    std::uniform_int_distribution<int> any_count(3, 12);
    while (true) {
        WholeRing ring;
        for (int i = any_count(random); i > 0; --i) {
            ring.push_back({any(random), any(random)});
        }
        std::sort(ring.begin(), ring.end(), [](Whole a, Whole b) {
            return std::atan2(static_cast<double>(a.y), static_cast<double>(a.x)) <
                   std::atan2(static_cast<double>(b.y), static_cast<double>(b.x));
        });
        bool is_star = true;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            is_star = is_star && cross({0, 0}, ring[i], ring[(i + 1) % ring.size()]) > 0;
        }
        if (is_star) {
            return ring;
        }
    }
}

inline WholeRing moved(WholeRing ring, std::int64_t factor, Whole by) {
    for (Whole& corner : ring) {
        corner = {factor * corner.x + by.x, factor * corner.y + by.y};
    }
    return ring;
}

/// Whole coordinates times `unit`, closed.
inline Ring drawn(const WholeRing& whole, double unit) {
    Ring ring;
    for (const Whole corner : whole) {
        ring.push_back({static_cast<double>(corner.x) * unit, static_cast<double>(corner.y) * unit});
    }
    ring.push_back(ring.front());
    return ring;
}

inline bool is_on_ring(const WholeRing& ring, Whole point) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Whole a = ring[i];
        const Whole b = ring[(i + 1) % ring.size()];
        if (cross(a, b, point) == 0 && point.x >= std::min(a.x, b.x) && point.x <= std::max(a.x, b.x) &&
            point.y >= std::min(a.y, b.y) && point.y <= std::max(a.y, b.y)) {
            return true;
        }
    }
    return false;
}

/// Winding number (Sunday 2001), for points off the ring.
inline int winding(const WholeRing& ring, Whole point) {
    int turns = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Whole a = ring[i];
        const Whole b = ring[(i + 1) % ring.size()];
        if (a.y <= point.y && b.y > point.y && cross(a, b, point) > 0) {
            ++turns;
        } else if (a.y > point.y && b.y <= point.y && cross(a, b, point) < 0) {
            --turns;
        }
    }
    return turns;
}

}  // namespace maillage::geo_test
