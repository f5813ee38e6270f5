// Where outlines overlap, and the gaps that they surround. Private to geo.
#pragma once

#include <span>
#include <vector>

#include "geo/coverage_mesh.hpp"
#include "geo/point_locator.hpp"
#include "model/audit.hpp"

namespace maillage::geo {

/// The residual edges part the plane into faces, each in one and the same number of territories: in none, a gap where the
/// face is bounded; in several, an overlap. By kind, territories, place. Throws LibraryError.
[[nodiscard]] std::vector<OutlineDefect> coverage_defects(const CoverageMesh& mesh, std::span<const MultiPolygon* const> outlines,
                                                          const PointLocator& locator, double tolerance_m);

/// Does a circle of that diameter fit in? Throws LibraryError.
[[nodiscard]] bool is_wider_than(const Polygon& polygon, double width_m);

}  // namespace maillage::geo
