// Borders that two territories have in common, by other vertices than the neighbour's. Private to geo.
#pragma once

#include <vector>

#include "geo/coverage_mesh.hpp"

namespace maillage::geo {

struct NearBorders {
    std::vector<Border> borders;  ///< matched and differing, by first, second
    std::vector<bool> attached;   ///< by part: matched or within a metre of another territory's border
};

/// Loose edges of two territories that run abreast of each other, in opposite directions (at less than 45 degrees, each with its
/// interior on its own side), within `tolerance_m` and for a centimetre at least. Lengths in a plane tangent at each edge.
[[nodiscard]] NearBorders near_borders(const CoverageMesh& mesh, double tolerance_m);

}  // namespace maillage::geo
