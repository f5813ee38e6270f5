#include "geo/vertex_index.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

Box box_around(Point a, Point b, Point c) {
    Box box;
    box.add(a);
    box.add(b);
    box.add(c);
    return box;
}

bool meet(const Box& a, const Box& b) {
    return a.min_lon <= b.max_lon && b.min_lon <= a.max_lon && a.min_lat <= b.max_lat && b.min_lat <= a.max_lat;
}

/// Whether the whole box is beyond the line a -> b as seen from `inner`.
bool is_beyond(const Box& box, Point a, Point b, Point inner) {
    const int side = orientation(a, b, inner);
    if (side == 0) {
        return false;
    }
    const std::array<Point, 4> corners{
        {{box.min_lon, box.min_lat}, {box.max_lon, box.min_lat}, {box.max_lon, box.max_lat}, {box.min_lon, box.max_lat}}};
    return std::all_of(corners.begin(), corners.end(), [&](Point corner) { return orientation(a, b, corner) == -side; });
}

}  // namespace

VertexIndex::VertexIndex(std::vector<Point> points)
    : m_points(std::move(points)), m_order(m_points.size()), m_place(m_points.size()), m_is_in(m_points.size(), true) {
    std::iota(m_order.begin(), m_order.end(), 0U);
    build(0, 0, static_cast<std::uint32_t>(m_points.size()));
    for (std::uint32_t i = 0; i < m_order.size(); ++i) {
        m_place[m_order[i]] = i;
    }
}

void VertexIndex::build(std::size_t node, std::uint32_t first, std::uint32_t last) {
    if (m_nodes.size() <= node) {
        m_nodes.resize(node + 1);
    }
    Box box;
    for (std::uint32_t i = first; i < last; ++i) {
        box.add(m_points[m_order[i]]);
    }
    m_nodes[node] = {box, first, last, last - first};
    if (last - first <= leaf_size) {
        return;
    }
    const bool by_lon = box.max_lon - box.min_lon > box.max_lat - box.min_lat;
    const std::uint32_t middle = first + (last - first) / 2;
    const auto at = [&](std::uint32_t i) { return m_order.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(first), at(middle), at(last), [&](std::uint32_t a, std::uint32_t b) {
        const Point p = m_points[a];
        const Point q = m_points[b];
        return by_lon ? std::tuple(p.lon, p.lat, a) < std::tuple(q.lon, q.lat, b)
                      : std::tuple(p.lat, p.lon, a) < std::tuple(q.lat, q.lon, b);
    });
    build(2 * node + 1, first, middle);
    build(2 * node + 2, middle, last);
}

void VertexIndex::remove(std::uint32_t index) {
    m_is_in[index] = false;
    const std::uint32_t place = m_place[index];
    std::size_t node = 0;
    while (true) {
        --m_nodes[node].left;
        if (is_leaf(node)) {
            return;
        }
        const std::size_t child = 2 * node + 1;
        node = place < m_nodes[child].last ? child : child + 1;
    }
}

/// `visit_one` answers whether to go on.
template <typename Skip, typename Visit>
void VertexIndex::visit(const Box& box, Skip skip, Visit visit_one) const {
    std::array<std::size_t, 128> waiting{};
    std::size_t count = 0;
    waiting[count++] = 0;
    while (count > 0) {
        const std::size_t at = waiting[--count];
        const Node& node = m_nodes[at];
        if (node.left == 0 || !meet(node.box, box) || skip(node.box)) {
            continue;
        }
        if (!is_leaf(at)) {
            waiting[count++] = 2 * at + 2;
            waiting[count++] = 2 * at + 1;
            continue;
        }
        for (std::uint32_t i = node.first; i < node.last; ++i) {
            if (m_is_in[m_order[i]] && box.contains(m_points[m_order[i]]) && !visit_one(m_order[i])) {
                return;
            }
        }
    }
}

std::optional<std::uint32_t> VertexIndex::in_triangle(Point a, Point b, Point c) const {
    std::optional<std::uint32_t> found;
    const auto is_outside = [&](const Box& box) {
        return is_beyond(box, a, b, c) || is_beyond(box, b, c, a) || is_beyond(box, c, a, b);
    };
    visit(box_around(a, b, c), is_outside, [&](std::uint32_t index) {
        const Point point = m_points[index];
        if (!(point == a || point == b || point == c)) {
            const auto [least, most] = std::minmax({orientation(a, b, point), orientation(b, c, point), orientation(c, a, point)});
            if (least >= 0 || most <= 0) {
                found = index;
            }
        }
        return !found;
    });
    return found;
}

std::vector<std::uint32_t> VertexIndex::in_box(const Box& box) const {
    std::vector<std::uint32_t> found;
    visit(box, [](const Box&) { return false; }, [&](std::uint32_t index) {
        found.push_back(index);
        return true;
    });
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace maillage::geo
