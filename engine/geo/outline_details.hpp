// What is odd about an outline without making it invalid: parts and holes too small to be meant, spikes.
#pragma once

#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

struct TinyRing {
    Point point;  ///< its first position
    double area_m2 = 0;
    bool hole = false;
};

/// Parts and holes under 100 m², or under a millionth of the outline's area; an outline of one part has no tiny part.
/// Areas to be compared are taken on the plane that touches the Earth there; `area_m2` is geodesic.
[[nodiscard]] std::vector<TinyRing> tiny_rings(const MultiPolygon& outline);

struct Spike {
    Point point;  ///< its tip
    double length_m = 0;
    double width_m = 0;
};

/// A vertex is the tip of a spike when the border turns back there: its length is the shorter of the two edges that meet in it,
/// its width how far apart they are at that distance from the tip; it is at least 0.1 m long, less than 1 m wide, and at
/// least 30 times as long as wide (an angle under 1.9°). A tip of several vertices is not seen. Rings are closed.
[[nodiscard]] std::vector<Spike> spikes(const MultiPolygon& outline);

}  // namespace maillage::geo
