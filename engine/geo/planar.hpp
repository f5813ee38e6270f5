// Measures of small figures whose edges are straight in lon/lat (as RFC 7946 has it), in metres on the WGS 84 ellipsoid. Where
// two borders nearly coincide, edges taken as geodesics would open gaps of metres that nobody drew. Private to geo.
#pragma once

#include <optional>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// Metres a degree of longitude and of latitude are worth at a latitude.
struct MetresPerDegree {
    double lon = 0;
    double lat = 0;
};
[[nodiscard]] MetresPerDegree metres_per_degree(double lat);

/// Of a straight edge, scaled at its middle latitude: within 1e-6 of it for edges under 50 km.
[[nodiscard]] double length_m(Point from, Point to);

/// Shell less holes. Exact but for rounding and Boole's rule along each edge (1e-6 m2 for one of 100 km).
[[nodiscard]] double area_m2(const Polygon& polygon);

/// Of all rings.
[[nodiscard]] double perimeter_m(const Polygon& polygon);

/// A point inside, between the sides on the `attempt`th of a fixed series of parallels; nothing where that parallel misses the
/// inside. Other attempts, other points: so that one can be found off a given line.
[[nodiscard]] std::optional<Point> point_within(const Polygon& polygon, int attempt);

}  // namespace maillage::geo
