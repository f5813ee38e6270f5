// Union of outlines. GEOS.
#pragma once

#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// Union of valid outlines (GEOS unary union). Parts are sorted, so that the result depends on the set alone. Throws LibraryError.
[[nodiscard]] MultiPolygon dissolve(const std::vector<const MultiPolygon*>& outlines);

/// Canonical form: shells counter-clockwise, holes clockwise (RFC 7946), each ring begins at its lowest (lon, lat),
/// parts and holes sorted.
[[nodiscard]] MultiPolygon normalised(const MultiPolygon& outline);

}  // namespace maillage::geo
