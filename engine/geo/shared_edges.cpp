#include "geo/shared_edges.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>

namespace maillage::geo {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Numbers positions as they are met. Open addressing, at most half full.
class Vertices {
public:
    explicit Vertices(std::size_t most) : m_slots(std::bit_ceil(2 * most + 2), none), m_mask(m_slots.size() - 1) {}

    std::uint32_t number(Point point) {
        point = {point.lon + 0.0, point.lat + 0.0};  // -0.0 becomes 0.0
        std::size_t slot = hash(point) & m_mask;
        while (m_slots[slot] != none) {
            if (m_points[m_slots[slot]] == point) {
                return m_slots[slot];
            }
            slot = (slot + 1) & m_mask;
        }
        m_slots[slot] = static_cast<std::uint32_t>(m_points.size());
        m_points.push_back(point);
        return m_slots[slot];
    }

    std::vector<Point> take() { return std::move(m_points); }

private:
    /// Finaliser of MurmurHash3 (Appleby, public domain) over both coordinates.
    static std::size_t hash(Point point) {
        std::uint64_t bits = std::bit_cast<std::uint64_t>(point.lon) * 0x9E3779B97F4A7C15U ^ std::bit_cast<std::uint64_t>(point.lat);
        bits = (bits ^ (bits >> 33U)) * 0xFF51AFD7ED558CCDU;
        bits = (bits ^ (bits >> 33U)) * 0xC4CEB9FE1A85EC53U;
        return static_cast<std::size_t>(bits ^ (bits >> 33U));
    }

    std::vector<std::uint32_t> m_slots;
    std::size_t m_mask;
    std::vector<Point> m_points;
};

template <typename Visit>
void each_ring(std::span<const MultiPolygon* const> outlines, Visit visit) {
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        for (const Polygon& part : *outlines[i]) {
            visit(static_cast<std::uint32_t>(i), part.shell);
            for (const Ring& hole : part.holes) {
                visit(static_cast<std::uint32_t>(i), hole);
            }
        }
    }
}

/// Ascending by from (counting), then each from's few claims by the rest.
std::vector<EdgeClaim> sorted(const std::vector<EdgeClaim>& claims, std::size_t vertices) {
    std::vector<std::size_t> start(vertices + 1, 0);
    for (const EdgeClaim& claim : claims) {
        ++start[claim.from + 1];
    }
    for (std::size_t i = 1; i < start.size(); ++i) {
        start[i] += start[i - 1];
    }
    std::vector<EdgeClaim> result(claims.size());
    std::vector<std::size_t> next(start.begin(), start.end() - 1);
    for (const EdgeClaim& claim : claims) {
        result[next[claim.from]++] = claim;
    }
    const auto at = [&](std::size_t index) { return result.begin() + static_cast<std::ptrdiff_t>(index); };
    for (std::size_t i = 0; i < vertices; ++i) {
        std::sort(at(start[i]), at(start[i + 1]), [](const EdgeClaim& a, const EdgeClaim& b) {
            return std::tie(a.to, a.outline, a.forward) < std::tie(b.to, b.outline, b.forward);
        });
    }
    return result;
}

}  // namespace

SharedEdges shared_edges(std::span<const MultiPolygon* const> outlines) {
    std::size_t positions = 0;
    each_ring(outlines, [&](std::uint32_t, const Ring& ring) { positions += ring.size(); });
    Vertices vertices(positions);
    std::vector<EdgeClaim> claims;
    claims.reserve(positions);
    each_ring(outlines, [&](std::uint32_t outline, const Ring& ring) {
        std::uint32_t last = none;
        for (const Point& point : ring) {
            const std::uint32_t here = vertices.number(point);
            if (last != none && last != here) {
                claims.push_back({std::min(last, here), std::max(last, here), outline, last < here});
            }
            last = here;
        }
    });
    SharedEdges edges;
    edges.vertices = vertices.take();
    edges.claims = sorted(claims, edges.vertices.size());
    return edges;
}

std::span<const EdgeClaim> edge_at(const SharedEdges& edges, std::size_t first) {
    std::size_t last = first;
    while (last < edges.claims.size() && edges.claims[last].from == edges.claims[first].from &&
           edges.claims[last].to == edges.claims[first].to) {
        ++last;
    }
    return std::span(edges.claims).subspan(first, last - first);
}

}  // namespace maillage::geo
