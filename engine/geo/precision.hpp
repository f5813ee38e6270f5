// Coordinates rounded to the published decimals, rings still valid. GEOS.
#pragma once

#include "model/geometry.hpp"

namespace maillage::geo {

/// `outline` (valid) with every coordinate rounded to 1e-6 degree. Each coordinate is rounded by itself, so that shared
/// borders stay shared; only where that makes the outline invalid is it rebuilt on the grid by GEOS's precision model
/// and, should the printed values still be invalid, repaired. Repeated points are dropped. Empty only when nothing
/// polygonal is left on the grid. Result is normalised (see dissolve.hpp) and valid. Throws LibraryError.
[[nodiscard]] MultiPolygon rounded(const MultiPolygon& outline);

/// A point rounded the same way.
[[nodiscard]] Point rounded(Point point);

}  // namespace maillage::geo
