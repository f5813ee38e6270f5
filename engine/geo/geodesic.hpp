// Lengths and areas on the WGS 84 ellipsoid (Karney 2013, "Algorithms for geodesics"), from PROJ's geodesic.h.
#pragma once

#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// The shortest way between two places.
struct Geodesic {
    double length_m = 0;
    double arrival_deg = 0;  ///< its azimuth on arriving, clockwise from the north
};
[[nodiscard]] Geodesic geodesic(Point from, Point to);

[[nodiscard]] double distance_km(Point from, Point to);

/// Area within the shells and without the holes, edges taken as geodesics; independent of ring orientation.
[[nodiscard]] double area_km2(const MultiPolygon& outline);

struct WeightedPoint {
    Point point;
    double weight = 0;  ///< >= 0
};

/// Centre of mass of weighted points on the unit sphere, brought back to its surface. Weights sum to more than 0.
[[nodiscard]] Point centre(const std::vector<WeightedPoint>& points);

}  // namespace maillage::geo
