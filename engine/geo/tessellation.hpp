// Dividing a frame among points: each place goes to its nearest point (Voronoi 1908), cut to the frame. GEOS.
#pragma once

#include <cstddef>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// A point and the group it belongs to.
struct Seed {
    Point point;
    std::size_t group = 0;
};

/// Divides `frame` (valid) among `groups` groups: Voronoi cells of the seeds, merged by group and cut to the frame.
/// Nearness is planar in lon x cos(mean latitude of the frame), lat. One outline a group, empty for a group without seeds.
/// The outlines tile the frame: they share borders vertex for vertex, without gap or overlap, up to floating rounding.
/// Equal points: the lowest group keeps the cell. With one group only, the frame itself. Throws LibraryError.
[[nodiscard]] std::vector<MultiPolygon> tessellate(const MultiPolygon& frame, const std::vector<Seed>& seeds, std::size_t groups);

}  // namespace maillage::geo
