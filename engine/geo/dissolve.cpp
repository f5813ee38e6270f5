#include "geo/dissolve.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "base/in_order.hpp"
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

/// What is left of the members' edges.
struct Remainder {
    std::vector<DirectedEdge> edges;
    std::optional<Point> overlap;  ///< the lowest corner of an edge that has members twice on one side
};

Remainder cancelled(const SharedEdges& edges) {
    Remainder remainder;
    std::size_t claims = 0;
    for (std::size_t first = 0; first < edges.claims.size(); first += claims) {
        const std::span<const EdgeClaim> one = edge_at(edges, first);
        claims = one.size();
        int forward = 0;
        for (const EdgeClaim& claim : one) {
            forward += claim.forward ? 1 : -1;
        }
        const auto [from, to] = std::pair(one.front().from, one.front().to);
        if (forward == 1 || forward == -1) {
            remainder.edges.push_back(forward > 0 ? DirectedEdge{from, to} : DirectedEdge{to, from});
        } else if (forward != 0) {
            for (const Point corner : {edges.vertices[from], edges.vertices[to]}) {
                remainder.overlap = remainder.overlap && precedes(*remainder.overlap, corner) ? remainder.overlap : corner;
            }
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

/// The polygon that the members' remaining edges bound, normalised, or where they bound none.
Linked bounded(const std::vector<const MultiPolygon*>& oriented) {
    const SharedEdges edges = shared_edges(oriented);
    const Remainder remainder = cancelled(edges);
    if (remainder.overlap) {
        return {{}, remainder.overlap};
    }
    Linked linked = RingLinker(edges.vertices).link(remainder.edges);
    linked.outline = normalised(linked.outline);
    if (const std::optional<Invalidity> defect = invalidity(linked.outline); defect && !linked.conflict) {
        return {{}, defect->point};
    }
    return linked;
}

/// `bounded`, whichever way the rings run.
Linked bounded_by_members(const std::vector<const MultiPolygon*>& members) {
    std::vector<MultiPolygon> oriented;
    oriented.reserve(members.size());
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon* const member : members) {
        pointers.push_back(&oriented.emplace_back(normalised(*member)));
    }
    return bounded(pointers);
}

}  // namespace

Dissolved dissolve(std::span<const MultiPolygon* const> outlines, std::span<const std::size_t> group_of, std::size_t groups) {
    std::vector<std::vector<const MultiPolygon*>> members(groups);
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        members[group_of[i]].push_back(outlines[i]);
    }
    Dissolved result;
    std::size_t given = 0;
    const auto next = [&]() -> std::optional<std::size_t> { return given < groups ? std::optional(given++) : std::nullopt; };
    const auto make_worker = [&] {
        return [&](std::size_t group) {  // each by itself: its edges alone are held
            Linked linked = bounded_by_members(members[group]);
            if (linked.conflict) {
                linked.outline = overlaid(members[group]);
            }
            return linked;
        };
    };
    const auto take = [&](Linked&& linked) {
        if (linked.conflict) {
            result.mismatches.push_back({result.outlines.size(), *linked.conflict});
        }
        result.outlines.push_back(std::move(linked.outline));
    };
    in_order(std::min<std::size_t>(groups, std::max(1U, std::thread::hardware_concurrency())), next, make_worker, take);
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
