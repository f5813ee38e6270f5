#include "geo/link_rings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "geo/orientation.hpp"
#include "geo/point_locator.hpp"
#include "geo/ring_order.hpp"

namespace maillage::geo {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t several = none - 1;

/// Quarter turns from due east, counter-clockwise; each holds the direction it begins with.
int quarter(Point centre, Point point) {
    if (point.lon > centre.lon && point.lat >= centre.lat) {
        return 0;
    }
    if (point.lon <= centre.lon && point.lat > centre.lat) {
        return 1;
    }
    return point.lon < centre.lon ? 2 : 3;
}

std::optional<Point> lower(std::optional<Point> left, Point right) { return left && precedes(*left, right) ? left : right; }

double planar_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += (ring[i - 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat) -
                 (ring[i].lon - ring[0].lon) * (ring[i - 1].lat - ring[0].lat);
    }
    return std::fabs(twice) / 2;
}

/// Puts each hole into the innermost shell around it. The first point of a hole that is in none, where there is one.
std::optional<Point> settle(std::vector<Ring>&& holes, MultiPolygon& shells) {
    if (shells.size() == 1) {
        std::move(holes.begin(), holes.end(), std::back_inserter(shells.front().holes));
        return std::nullopt;
    }
    std::vector<MultiPolygon> areas;
    for (const Polygon& part : shells) {
        areas.push_back({Polygon{part.shell, {}}});
    }
    std::vector<const MultiPolygon*> outlines;
    for (const MultiPolygon& one : areas) {
        outlines.push_back(&one);
    }
    const PointLocator locator(outlines);
    std::optional<Point> astray;
    for (Ring& hole : holes) {
        std::vector<std::size_t> around = locator.locate(hole.front()).holders;
        // an island within the hole, or in the next hole, may touch it at a corner: it does not hold them all
        for (std::size_t i = 1; i < hole.size() && around.size() > 1; ++i) {
            const std::vector<std::size_t> holders = locator.locate(hole[i]).holders;
            std::erase_if(around, [&](std::size_t one) { return !std::binary_search(holders.begin(), holders.end(), one); });
        }
        if (around.empty()) {
            astray = lower(astray, hole.front());
            continue;
        }
        const std::size_t innermost = *std::min_element(around.begin(), around.end(), [&](std::size_t a, std::size_t b) {
            return planar_area(shells[a].shell) < planar_area(shells[b].shell);
        });
        shells[innermost].holes.push_back(std::move(hole));
    }
    return astray;
}

}  // namespace

/// An edge as seen from the vertex where it begins or ends.
struct RingLinker::Spoke {
    std::uint32_t vertex = 0;
    std::uint32_t edge = 0;
    Point far;
    bool leaves = false;
};

RingLinker::RingLinker(std::span<const Point> vertices)
    : m_vertices(vertices), m_out(vertices.size(), none), m_position(vertices.size(), none) {}

Linked RingLinker::link(std::span<const DirectedEdge> edges) {
    index(edges);
    const std::optional<Point> conflict = pair_at_junctions(edges);
    Linked linked = conflict ? Linked{{}, conflict} : assemble(edges);
    for (const DirectedEdge& edge : edges) {
        m_out[edge.from] = none;
    }
    return linked;
}

void RingLinker::index(std::span<const DirectedEdge> edges) {
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        std::uint32_t& out = m_out[edges[i].from];
        out = out == none ? i : several;
    }
    m_next.resize(edges.size());
    m_walked.assign(edges.size(), false);
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        m_next[i] = m_out[edges[i].to];
    }
}

std::optional<Point> RingLinker::pair_at_junctions(std::span<const DirectedEdge> edges) {
    std::vector<Spoke> all;
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        if (m_out[edges[i].from] == several) {
            all.push_back({edges[i].from, i, m_vertices[edges[i].to], true});
        }
        if (m_out[edges[i].to] == several) {
            all.push_back({edges[i].to, i, m_vertices[edges[i].from], false});
        }
    }
    std::sort(all.begin(), all.end(), [](const Spoke& a, const Spoke& b) { return a.vertex < b.vertex; });
    std::optional<Point> conflict;
    std::vector<Spoke> spokes;
    for (std::size_t first = 0; first < all.size(); first += spokes.size()) {
        spokes.clear();
        for (std::size_t i = first; i < all.size() && all[i].vertex == all[first].vertex; ++i) {
            spokes.push_back(all[i]);
        }
        if (const Point centre = m_vertices[spokes.front().vertex]; !pair(spokes, centre)) {
            conflict = lower(conflict, centre);
        }
    }
    return conflict;
}

/// Around a vertex of a polygon's boundary, counter-clockwise: an edge that leaves, interior, one that arrives, exterior.
bool RingLinker::pair(std::vector<Spoke>& spokes, Point centre) {
    std::sort(spokes.begin(), spokes.end(), [&](const Spoke& a, const Spoke& b) {
        const int left = quarter(centre, a.far);
        const int right = quarter(centre, b.far);
        return left != right ? left < right : orientation(centre, a.far, b.far) > 0;
    });
    for (std::size_t i = 0; i < spokes.size(); ++i) {
        const Spoke& before = spokes[(i == 0 ? spokes.size() : i) - 1];
        const Spoke& here = spokes[i];
        const bool one_direction = quarter(centre, before.far) == quarter(centre, here.far) &&
                                   orientation(centre, before.far, here.far) == 0;
        if (before.leaves == here.leaves || one_direction) {
            return false;
        }
        if (!here.leaves) {
            m_next[here.edge] = before.edge;
        }
    }
    return true;
}

RingLinker::Walk RingLinker::walk(std::span<const DirectedEdge> edges, std::uint32_t first) {
    Walk walk;
    std::vector<std::uint32_t> path;
    const auto cut = [&](std::size_t begin) {
        Ring ring;
        for (std::size_t i = begin; i < path.size(); ++i) {
            ring.push_back(m_vertices[path[i]]);
            m_position[path[i]] = none;
        }
        path.resize(begin);
        ring.push_back(ring.front());
        (is_counter_clockwise(ring) ? walk.shells : walk.holes).push_back(std::move(ring));
    };
    for (std::uint32_t edge = first; !m_walked[edge]; edge = m_next[edge]) {
        m_walked[edge] = true;
        const std::uint32_t vertex = edges[edge].from;
        if (m_position[vertex] != none) {
            cut(m_position[vertex]);
        }
        m_position[vertex] = static_cast<std::uint32_t>(path.size());
        path.push_back(vertex);
    }
    cut(0);
    return walk;
}

Linked RingLinker::assemble(std::span<const DirectedEdge> edges) {
    Linked linked;
    std::vector<Ring> holes;
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        if (m_walked[i]) {
            continue;
        }
        Walk found = walk(edges, i);
        if (found.shells.size() > 1) {  // no walk around a polygon does that
            linked.conflict = lower(linked.conflict, m_vertices[edges[i].from]);
        } else if (found.shells.empty()) {
            std::move(found.holes.begin(), found.holes.end(), std::back_inserter(holes));
        } else {
            linked.outline.push_back({std::move(found.shells.front()), std::move(found.holes)});
        }
    }
    if (!linked.conflict && !holes.empty()) {
        linked.conflict = settle(std::move(holes), linked.outline);
    }
    if (linked.conflict) {
        linked.outline.clear();
    }
    return linked;
}

}  // namespace maillage::geo
