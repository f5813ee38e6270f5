// Residual edges as lines, noded and turned into faces. Private to geo.
#pragma once

#include <memory>
#include <vector>

#include "geo/coverage_mesh.hpp"

namespace maillage::geo {

/// Residual edges strung together between the vertices where other than two of them meet.
[[nodiscard]] std::vector<Ring> residual_lines(const CoverageMesh& mesh);

/// The bounded faces that lines part the plane into, however they cross (noded by GEOS's overlay). Throws LibraryError.
[[nodiscard]] MultiPolygon faces_of(const std::vector<Ring>& lines);

/// Which residual edges lie along a segment of a face. Noding has split some and rounded where they cross.
class ResidualLookup {
public:
    explicit ResidualLookup(const CoverageMesh& mesh);
    ~ResidualLookup();
    ResidualLookup(const ResidualLookup&) = delete;
    ResidualLookup& operator=(const ResidualLookup&) = delete;

    /// Territories that claim a side of a residual edge along the border of `face`, ascending.
    [[nodiscard]] std::vector<std::size_t> territories_along(const Polygon& face) const;

private:
    [[nodiscard]] std::vector<std::size_t> territories_within(const Polygon& face, double slack) const;

    struct Index;
    const CoverageMesh& m_mesh;
    std::unique_ptr<const Index> m_index;
};

}  // namespace maillage::geo
