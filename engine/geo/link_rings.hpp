// From directed edges to the polygons they bound. Private to geo.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// An edge with the interior on its left; indexes of vertices.
struct DirectedEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

struct Linked {
    MultiPolygon outline;           ///< shells counter-clockwise, holes clockwise; not normalised
    std::optional<Point> conflict;  ///< the lowest (lon, lat) where the edges bound no polygon; the outline is then empty
};

/// Links the edges of one group after the other over the same vertices. Where several edges meet, each is followed by the
/// one that bounds the same wedge of the interior, and a walk that comes back to a vertex is cut there: shells touch at
/// points, and so do holes, as the OGC's simple features have it. For edges that bound a valid polygon this is the only
/// way to link them so, whatever their order. Edges that cross or overlap elsewhere than at their ends are not found: the
/// caller tests the outline. Linear in the edges but for the sorting around vertices where several meet, and for finding
/// the shells of holes that touch none.
class RingLinker {
public:
    /// `vertices` must outlive this.
    explicit RingLinker(std::span<const Point> vertices);

    /// Each vertex ends as many edges as it begins; no edge is given twice, nor both ways.
    [[nodiscard]] Linked link(std::span<const DirectedEdge> edges);

private:
    struct Spoke;
    struct Walk {
        std::vector<Ring> shells;
        std::vector<Ring> holes;
    };

    void index(std::span<const DirectedEdge> edges);
    [[nodiscard]] std::optional<Point> pair_at_junctions(std::span<const DirectedEdge> edges);
    [[nodiscard]] bool pair(std::vector<Spoke>& spokes, Point centre);
    [[nodiscard]] Walk walk(std::span<const DirectedEdge> edges, std::uint32_t first);
    [[nodiscard]] Linked assemble(std::span<const DirectedEdge> edges);

    std::span<const Point> m_vertices;
    // by vertex; none between two groups
    std::vector<std::uint32_t> m_out;       ///< the edge it begins, or `several`
    std::vector<std::uint32_t> m_position;  ///< on the path of the walk
    // by edge of the group
    std::vector<std::uint32_t> m_next;
    std::vector<bool> m_walked;
};

}  // namespace maillage::geo
