// Every edge of a set of outlines, with which outline claims which side of it. What dissolving, simplifying and auditing a
// coverage stand on: two outlines share a border vertex for vertex where they claim opposite sides of the same edges.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// One outline's use of an edge. The outline's interior lies on the left of from -> to when `forward`, else on its right.
struct EdgeClaim {
    std::uint32_t from = 0;     ///< index in SharedEdges::vertices; from < to
    std::uint32_t to = 0;
    std::uint32_t outline = 0;  ///< index in the outlines given
    bool forward = false;       ///< the outline's ring walks from -> to
    friend bool operator==(const EdgeClaim&, const EdgeClaim&) = default;
};

struct SharedEdges {
    std::vector<Point> vertices;    ///< each position once (0.0 and -0.0 are one), in the order they are first met
    std::vector<EdgeClaim> claims;  ///< ascending by from, to, outline, forward: an edge's claims lie together
};

/// Edges of closed rings in the orientation of RFC 7946 (shells counter-clockwise, holes clockwise: geo::normalised).
/// Edges from a vertex to itself are left out. Positions are compared exactly; they are finite. At most 2^32 - 1 vertices.
/// Linear in the number of edges.
[[nodiscard]] SharedEdges shared_edges(std::span<const MultiPolygon* const> outlines);

/// The claims of one edge: those from `first` on that have its from and to. `first` is an index in claims; empty at the end.
[[nodiscard]] std::span<const EdgeClaim> edge_at(const SharedEdges& edges, std::size_t first);

}  // namespace maillage::geo
