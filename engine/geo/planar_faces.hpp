// The faces of a planar graph. Private to geo.
#pragma once

#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// Bounded faces between lines that meet at their ends only. A face has the parts that lie within it as holes. Lines with
/// the same face on both sides bound nothing: loose ends and bridges are left out. Orientations are exact; about n log n.
[[nodiscard]] MultiPolygon planar_faces(const std::vector<Ring>& lines);

/// Twice the area in square degrees, counter-clockwise positive. `ring` is closed.
[[nodiscard]] double turned_area(const Ring& ring);

/// By even and odd crossings; a place on the ring may be either.
[[nodiscard]] bool is_within(const Ring& ring, Point place);

}  // namespace maillage::geo
