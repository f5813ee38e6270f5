#include "geo/dissolve.hpp"

#include <algorithm>
#include <utility>

#include "geo/geos.hpp"
#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

bool precedes(Point left, Point right) { return std::pair(left.lon, left.lat) < std::pair(right.lon, right.lat); }

bool precedes(const Ring& left, const Ring& right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](Point a, Point b) { return precedes(a, b); });
}

bool precedes(const Polygon& left, const Polygon& right) {
    if (!(left.shell == right.shell)) {
        return precedes(left.shell, right.shell);
    }
    return std::lexicographical_compare(left.holes.begin(), left.holes.end(), right.holes.begin(), right.holes.end(),
                                        [](const Ring& a, const Ring& b) { return precedes(a, b); });
}

/// The lowest corner of a ring is convex, so the turn there is the turn of the ring.
bool is_counter_clockwise(const Ring& open_from_lowest) {
    const Point lowest = open_from_lowest.front();
    const auto is_elsewhere = [&](Point point) { return !(point == lowest); };
    const auto next = std::find_if(open_from_lowest.begin(), open_from_lowest.end(), is_elsewhere);
    const auto previous = std::find_if(open_from_lowest.rbegin(), open_from_lowest.rend(), is_elsewhere);
    return next == open_from_lowest.end() || orientation(*previous, lowest, *next) >= 0;
}

Ring normalised(Ring ring, bool counter_clockwise) {
    if (ring.size() < 2) {
        return ring;
    }
    ring.pop_back();
    const auto start_at_lowest = [&] {
        const auto lowest = std::min_element(ring.begin(), ring.end(), [](Point a, Point b) { return precedes(a, b); });
        std::rotate(ring.begin(), lowest, ring.end());
    };
    start_at_lowest();
    if (is_counter_clockwise(ring) != counter_clockwise) {
        std::reverse(ring.begin(), ring.end());
        start_at_lowest();
    }
    ring.push_back(ring.front());
    return ring;
}

}  // namespace

MultiPolygon dissolve(const std::vector<const MultiPolygon*>& outlines) {
    MultiPolygon all;
    for (const MultiPolygon* const outline : outlines) {
        all.insert(all.end(), outline->begin(), outline->end());
    }
    // GEOS rounds the crossings of overlapping outlines in the order it meets them: give it one order.
    const Geos geos;
    const Geos::Geometry together = geos.geometry(normalised(all));
    return normalised(geos.polygons(geos.own(GEOSUnaryUnion_r(geos.context(), together.get())).get()));
}

MultiPolygon normalised(const MultiPolygon& outline) {
    MultiPolygon result;
    result.reserve(outline.size());
    for (const Polygon& part : outline) {
        Polygon& copy = result.emplace_back(Polygon{normalised(part.shell, true), {}});
        for (const Ring& hole : part.holes) {
            copy.holes.push_back(normalised(hole, false));
        }
        std::sort(copy.holes.begin(), copy.holes.end(), [](const Ring& a, const Ring& b) { return precedes(a, b); });
    }
    std::sort(result.begin(), result.end(), [](const Polygon& a, const Polygon& b) { return precedes(a, b); });
    return result;
}

}  // namespace maillage::geo
