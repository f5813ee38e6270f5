#include "geo/plain_ring.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

constexpr std::size_t shortest_ring = 4;
constexpr std::size_t pairs_per_edge = 100;

/// An edge of the ring by its box; its ends are the ring's positions `index` and the next.
struct Edge {
    double west;
    double east;
    double south;
    double north;
    std::uint32_t index;
};

/// Of a size that `orientation` is exact for.
bool is_ordinary(Point point) {
    constexpr double least = 1e-150;
    constexpr double most = 1e100;
    const auto ordinary = [](double value) { return value == 0 || (std::fabs(value) > least && std::fabs(value) < most); };
    return ordinary(point.lon) && ordinary(point.lat);
}

/// Whether b turns straight back toward a, or is not apart from one of its neighbours.
bool is_spike(Point a, Point b, Point c) {
    if (a == b || b == c) {
        return true;
    }
    const bool ahead = (b.lon - a.lon) * (c.lon - b.lon) + (b.lat - a.lat) * (c.lat - b.lat) > 0;
    return !ahead && orientation(a, b, c) == 0;
}

/// Whether edges that share no corner may meet; collinear ones are taken to.
bool may_meet(const Ring& ring, const Edge& one, const Edge& other) {
    if (one.north < other.south || other.north < one.south) {
        return false;
    }
    const Point& a = ring[one.index];
    const Point& b = ring[one.index + 1];
    const Point& c = ring[other.index];
    const Point& d = ring[other.index + 1];
    return orientation(a, b, c) * orientation(a, b, d) <= 0 && orientation(c, d, a) * orientation(c, d, b) <= 0;
}

std::vector<Edge> edges_from_west(const Ring& ring) {
    std::vector<Edge> edges;
    edges.reserve(ring.size() - 1);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto [west, east] = std::minmax(ring[i].lon, ring[i + 1].lon);
        const auto [south, north] = std::minmax(ring[i].lat, ring[i + 1].lat);
        edges.push_back({west, east, south, north, static_cast<std::uint32_t>(i)});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& left, const Edge& right) { return left.west < right.west; });
    return edges;
}

}  // namespace

bool is_plain_ring(const MultiPolygon& outline) {
    if (outline.size() != 1 || !outline.front().holes.empty()) {
        return false;
    }
    const Ring& ring = outline.front().shell;
    if (ring.size() < shortest_ring || ring.size() > UINT32_MAX || !std::all_of(ring.begin(), ring.end(), is_ordinary) ||
        !(ring.front() == ring.back())) {
        return false;
    }
    const std::size_t count = ring.size() - 1;
    for (std::size_t i = 0; i < count; ++i) {
        if (is_spike(ring[i == 0 ? count - 1 : i - 1], ring[i], ring[i + 1])) {
            return false;
        }
    }
    const std::vector<Edge> edges = edges_from_west(ring);
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count && edges[j].west <= edges[i].east; ++j) {
            const std::uint32_t low = std::min(edges[i].index, edges[j].index);
            const std::uint32_t high = std::max(edges[i].index, edges[j].index);
            const bool neighbours = high - low == 1 || (low == 0 && high + 1 == count);
            if (++pairs > pairs_per_edge * count || (!neighbours && may_meet(ring, edges[i], edges[j]))) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace maillage::geo
