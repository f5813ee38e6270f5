#include "geo/coverage_audit.hpp"

#include <algorithm>
#include <utility>

#include "geo/coverage_borders.hpp"
#include "geo/coverage_faces.hpp"
#include "geo/coverage_mesh.hpp"
#include "geo/coverage_parts.hpp"

namespace maillage::geo {

Audit audit_coverage(std::span<const MultiPolygon* const> outlines, const PointLocator& locator, double tolerance_m) {
    const CoverageMesh mesh(outlines);
    NearBorders borders = near_borders(mesh, tolerance_m);
    return {tolerance_m, coverage_defects(mesh, outlines, locator, tolerance_m), std::move(borders.borders), holes_of(outlines, tolerance_m),
            multipart_of(mesh, borders.attached, locator)};
}

MultiPolygon without_slivers(MultiPolygon outline, double width_m) {
    for (Polygon& polygon : outline) {
        std::erase_if(polygon.holes, [width_m](const Ring& hole) {
            Ring shell = hole;
            std::reverse(shell.begin(), shell.end());
            return !is_wider_than(Polygon{std::move(shell), {}}, width_m);
        });
    }
    return outline;
}

}  // namespace maillage::geo
