// The edges of a coverage, by part: which match and which are left over. Private to geo.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "geo/shared_edges.hpp"
#include "model/audit.hpp"

namespace maillage::geo {

/// A side of an edge that no other territory claims the other side of. The interior lies on the left of from -> to.
struct LooseEdge {
    Point from;
    Point to;
    std::uint32_t part = 0;
};

/// An edge whose sides are not claimed equally often: crossing it changes how many territories one is in.
struct ResidualEdge {
    std::uint32_t from = 0;  ///< vertex; < to
    std::uint32_t to = 0;
    std::size_t claim = 0;  ///< index in claims of the edge's first
};

class CoverageMesh {
public:
    /// `outlines` must outlive the mesh.
    explicit CoverageMesh(std::span<const MultiPolygon* const> outlines);

    [[nodiscard]] const SharedEdges& edges() const { return m_edges; }
    [[nodiscard]] Point vertex(std::uint32_t index) const { return m_edges.vertices[index]; }
    [[nodiscard]] std::size_t part_count() const { return m_parts.size(); }
    [[nodiscard]] const MultiPolygon& part(std::size_t index) const { return *m_parts[index]; }
    [[nodiscard]] std::uint32_t territory(std::size_t part) const { return m_territory[part]; }

    /// Pairs with opposite sides of the same edges, by first, second.
    [[nodiscard]] const std::vector<Border>& matched() const { return m_matched; }
    /// Does the part share an edge with another territory?
    [[nodiscard]] bool is_attached(std::size_t part) const { return m_attached[part]; }
    [[nodiscard]] const std::vector<LooseEdge>& loose() const { return m_loose; }
    [[nodiscard]] const std::vector<ResidualEdge>& residual() const { return m_residual; }

private:
    void sort_out_edges();

    std::deque<MultiPolygon> m_copies;  ///< parts of outlines that have several
    std::vector<const MultiPolygon*> m_parts;
    std::vector<std::uint32_t> m_territory;
    SharedEdges m_edges;
    std::vector<Border> m_matched;
    std::vector<bool> m_attached;
    std::vector<LooseEdge> m_loose;
    std::vector<ResidualEdge> m_residual;
};

}  // namespace maillage::geo
