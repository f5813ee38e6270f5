#include "geo/plain_ring.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

constexpr std::size_t shortest_ring = 4;
constexpr std::size_t pairs_per_edge = 100;

/// Where an edge of the ring begins in longitude; its ends are the ring's positions `index` and the next.
struct Edge {
    double west;
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

/// Whether edges that share no corner, and whose boxes meet, may meet; collinear ones are taken to.
bool may_meet(const Ring& ring, std::size_t one, std::size_t other) {
    const Point& a = ring[one];
    const Point& b = ring[one + 1];
    const Point& c = ring[other];
    const Point& d = ring[other + 1];
    return orientation(a, b, c) * orientation(a, b, d) <= 0 && orientation(c, d, a) * orientation(c, d, b) <= 0;
}

bool overlap(double a, double b, double c, double d) {
    return std::min(a, b) <= std::max(c, d) && std::min(c, d) <= std::max(a, b);
}

std::vector<Edge> edges_from_west(const Ring& ring) {
    std::vector<Edge> edges(ring.size() - 1);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        edges[i] = {std::min(ring[i].lon, ring[i + 1].lon), static_cast<std::uint32_t>(i)};
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
    const std::size_t most_pairs = pairs_per_edge * count;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t one = edges[i].index;
        const double east = std::max(ring[one].lon, ring[one + 1].lon);
        for (std::size_t j = i + 1; j < count && edges[j].west <= east; ++j) {
            if (++pairs > most_pairs) {
                return false;
            }
            const std::size_t other = edges[j].index;
            const std::size_t apart = std::max(one, other) - std::min(one, other);
            if (overlap(ring[one].lat, ring[one + 1].lat, ring[other].lat, ring[other + 1].lat) && apart != 1 && apart + 1 != count &&
                may_meet(ring, one, other)) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace maillage::geo
