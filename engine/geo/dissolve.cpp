#include "geo/dissolve.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "geo/geos.hpp"
#include "geo/link_rings.hpp"
#include "geo/ring_order.hpp"
#include "geo/shared_edges.hpp"
#include "geo/validity.hpp"

namespace maillage::geo {

namespace {

Ring turned(Ring ring, bool counter_clockwise) {
    if (ring.size() < 2) {
        return ring;
    }
    ring.pop_back();
    if (is_counter_clockwise(ring) != counter_clockwise) {
        std::reverse(ring.begin(), ring.end());
    }
    const auto lowest = std::min_element(ring.begin(), ring.end(), [](Point a, Point b) { return precedes(a, b); });
    std::rotate(ring.begin(), lowest, ring.end());
    ring.push_back(ring.front());
    return ring;
}

/// What is left of the members' edges, by group.
struct Remainder {
    struct Group {
        std::vector<DirectedEdge> edges;
        std::optional<Point> overlap;  ///< the lowest corner of an edge that has members twice on one side
    };
    std::vector<Group> groups;
};

/// Adds an edge as often as its group's members walk it forward more than backward.
void add(Remainder::Group& group, const SharedEdges& edges, const EdgeClaim& edge, int forward) {
    if (forward == 0) {
        return;
    }
    if (forward == 1 || forward == -1) {
        group.edges.push_back(forward > 0 ? DirectedEdge{edge.from, edge.to} : DirectedEdge{edge.to, edge.from});
        return;
    }
    for (const Point corner : {edges.vertices[edge.from], edges.vertices[edge.to]}) {
        group.overlap = group.overlap && precedes(*group.overlap, corner) ? group.overlap : corner;
    }
}

Remainder cancelled(const SharedEdges& edges, std::span<const std::size_t> group_of, std::size_t groups) {
    Remainder remainder;
    remainder.groups.resize(groups);
    std::vector<std::pair<std::size_t, int>> uses;  // of one edge: group, +1 forward or -1
    for (std::size_t first = 0; first < edges.claims.size(); first += uses.size()) {
        uses.clear();
        for (const EdgeClaim& claim : edge_at(edges, first)) {
            uses.emplace_back(group_of[claim.outline], claim.forward ? 1 : -1);
        }
        std::sort(uses.begin(), uses.end());
        for (std::size_t i = 0; i < uses.size();) {
            const std::size_t group = uses[i].first;
            int forward = 0;
            for (; i < uses.size() && uses[i].first == group; ++i) {
                forward += uses[i].second;
            }
            add(remainder.groups[group], edges, edges.claims[first], forward);
        }
    }
    return remainder;
}

/// By GEOS's unary union.
MultiPolygon overlaid(const std::vector<const MultiPolygon*>& outlines) {
    MultiPolygon all;
    for (const MultiPolygon* const outline : outlines) {
        all.insert(all.end(), outline->begin(), outline->end());
    }
    // GEOS rounds the crossings of overlapping outlines in the order it meets them: give it one order.
    const Geos geos;
    const Geos::Geometry together = geos.geometry(normalised(all));
    return normalised(geos.polygons(geos.own(GEOSUnaryUnion_r(geos.context(), together.get())).get()));
}

/// The polygon that a group's remaining edges bound, normalised, or where they bound none.
Linked bounded(RingLinker& linker, const Remainder::Group& group) {
    if (group.overlap) {
        return {{}, group.overlap};
    }
    Linked linked = linker.link(group.edges);
    linked.outline = normalised(linked.outline);
    if (const std::optional<Invalidity> defect = invalidity(linked.outline)) {
        return {{}, defect->point};
    }
    return linked;
}

}  // namespace

Dissolved dissolve(std::span<const MultiPolygon* const> outlines, std::span<const std::size_t> group_of, std::size_t groups) {
    std::vector<MultiPolygon> oriented;
    oriented.reserve(outlines.size());
    std::vector<std::vector<const MultiPolygon*>> members(groups);
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        members[group_of[i]].push_back(&oriented.emplace_back(normalised(*outlines[i])));
    }
    std::vector<const MultiPolygon*> all;
    for (const MultiPolygon& one : oriented) {
        all.push_back(&one);
    }
    const SharedEdges edges = shared_edges(all);
    const Remainder remainder = cancelled(edges, group_of, groups);
    RingLinker linker(edges.vertices);
    Dissolved result;
    for (std::size_t group = 0; group < groups; ++group) {
        Linked linked = bounded(linker, remainder.groups[group]);
        if (linked.conflict) {
            result.mismatches.push_back({group, *linked.conflict});
        }
        result.outlines.push_back(linked.conflict ? overlaid(members[group]) : std::move(linked.outline));
    }
    return result;
}

MultiPolygon dissolve(const std::vector<const MultiPolygon*>& outlines) {
    const std::vector<std::size_t> one_group(outlines.size(), 0);
    return std::move(dissolve(outlines, one_group, 1).outlines.front());
}

MultiPolygon normalised(const MultiPolygon& outline) {
    MultiPolygon result;
    result.reserve(outline.size());
    for (const Polygon& part : outline) {
        Polygon& copy = result.emplace_back(Polygon{turned(part.shell, true), {}});
        for (const Ring& hole : part.holes) {
            copy.holes.push_back(turned(hole, false));
        }
        std::sort(copy.holes.begin(), copy.holes.end(), [](const Ring& a, const Ring& b) { return precedes(a, b); });
    }
    std::sort(result.begin(), result.end(), [](const Polygon& a, const Polygon& b) { return precedes(a, b); });
    return result;
}

}  // namespace maillage::geo
