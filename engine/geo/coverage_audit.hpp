// Do outlines partition what they cover? Edges that two neighbours share cancel out; only where edges don't match are
// outlines laid over each other. GEOS, Boost.Geometry R-tree.
#pragma once

#include <span>

#include "geo/point_locator.hpp"
#include "model/audit.hpp"

namespace maillage::geo {

/// What a border drawn by two hands may differ by before it is no longer the same border.
inline constexpr double default_tolerance_m = 100;

/// `outlines` are valid and normalised (geo::normalised); `locator` was built over them. Exact in the plane of lon/lat, as
/// GEOS's own overlays are, down to a width of 0.1 mm; what is thinner is rounding and left out. Linear in the matching
/// edges (about n log n in the others). The same for any order of the outlines, but for indexes. Throws LibraryError.
[[nodiscard]] Audit audit_coverage(std::span<const MultiPolygon* const> outlines, const PointLocator& locator,
                                   double tolerance_m = default_tolerance_m);

/// `outline` without the holes in which no circle of that diameter fits. Throws LibraryError.
[[nodiscard]] MultiPolygon without_slivers(MultiPolygon outline, double width_m);

}  // namespace maillage::geo
