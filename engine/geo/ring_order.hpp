// Which way a ring turns, and which of two comes first. Private to geo.
#pragma once

#include "model/geometry.hpp"

namespace maillage::geo {

/// By lon, then lat.
[[nodiscard]] bool precedes(Point left, Point right);
/// Point by point.
[[nodiscard]] bool precedes(const Ring& left, const Ring& right);
/// By shell, then holes.
[[nodiscard]] bool precedes(const Polygon& left, const Polygon& right);

/// `ring` is simple, closed or not; true for one without area. Exact.
[[nodiscard]] bool is_counter_clockwise(const Ring& ring);

}  // namespace maillage::geo
