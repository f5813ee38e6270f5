// Which of a set of positions lie in a triangle or a box; positions can be taken out. Private to geo.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// A k-d tree (J. L. Bentley, 1975) over fixed positions, with the number of those left under each node, so that what was
/// taken out costs nothing. Built in O(n log n). Not thread-safe while positions are taken out.
class VertexIndex {
public:
    explicit VertexIndex(std::vector<Point> points);

    /// Takes a position out; `index` is that in the points given, and still in.
    void remove(std::uint32_t index);

    /// A position within the closed triangle, exactly, that is none of its corners; the same one for the same set.
    [[nodiscard]] std::optional<std::uint32_t> in_triangle(Point a, Point b, Point c) const;

    /// All positions within the closed box, ascending.
    [[nodiscard]] std::vector<std::uint32_t> in_box(const Box& box) const;

private:
    struct Node {
        Box box;
        std::uint32_t first = 0;  ///< of its positions in m_order
        std::uint32_t last = 0;   ///< one past
        std::uint32_t left = 0;   ///< how many of them are still in
    };

    [[nodiscard]] bool is_leaf(std::size_t node) const { return m_nodes[node].last - m_nodes[node].first <= leaf_size; }
    void build(std::size_t node, std::uint32_t first, std::uint32_t last);
    template <typename Skip, typename Visit>
    void visit(const Box& box, Skip skip, Visit visit_one) const;

    static constexpr std::uint32_t leaf_size = 8;

    std::vector<Point> m_points;
    std::vector<std::uint32_t> m_order;  ///< indexes of positions, those of a node together
    std::vector<std::uint32_t> m_place;  ///< where an index stands in m_order
    std::vector<bool> m_is_in;
    std::vector<Node> m_nodes;  ///< children of k are 2k + 1 and 2k + 2
};

}  // namespace maillage::geo
