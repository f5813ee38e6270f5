// On which side of a line a point lies, exactly. Private to geo.
#pragma once

#include "model/geometry.hpp"

namespace maillage::geo {

/// Sign of the area of the triangle a, b, c: 1 counter-clockwise, -1 clockwise, 0 collinear. That of real arithmetic on
/// the given finite doubles, provided the smallest coordinate other than 0 is no less than 1e-290 times the largest.
/// J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997.
[[nodiscard]] int orientation(Point a, Point b, Point c);

}  // namespace maillage::geo
