#include "geo/ring_order.hpp"

#include <algorithm>
#include <utility>

#include "geo/orientation.hpp"

namespace maillage::geo {

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
bool is_counter_clockwise(const Ring& ring) {
    const auto lowest = std::min_element(ring.begin(), ring.end(), [](Point a, Point b) { return precedes(a, b); });
    const auto is_elsewhere = [&](Point point) { return !(point == *lowest); };
    auto next = std::find_if(lowest, ring.end(), is_elsewhere);
    next = next == ring.end() ? std::find_if(ring.begin(), lowest, is_elsewhere) : next;
    auto previous = std::find_if(std::make_reverse_iterator(lowest), ring.rend(), is_elsewhere);
    previous = previous == ring.rend() ? std::find_if(ring.rbegin(), std::make_reverse_iterator(lowest), is_elsewhere) : previous;
    return !is_elsewhere(*next) || orientation(*previous, *lowest, *next) >= 0;
}

}  // namespace maillage::geo
