// Enclaves, and territories in several parts. Private to geo.
#pragma once

#include <span>
#include <vector>

#include "geo/coverage_mesh.hpp"
#include "geo/point_locator.hpp"
#include "model/audit.hpp"

namespace maillage::geo {

/// Holes in outlines, wider than the tolerance, with the territories in them: those that have at least 99 % of their area in the
/// holes of one territory. By territory, place. Throws LibraryError.
[[nodiscard]] std::vector<Hole> holes_of(std::span<const MultiPolygon* const> outlines, double tolerance_m);

/// `attached`: by part of the mesh. A part that lies in another territory is attached too. By territory.
[[nodiscard]] std::vector<Multipart> multipart_of(const CoverageMesh& mesh, const std::vector<bool>& attached, const PointLocator& locator);

}  // namespace maillage::geo
