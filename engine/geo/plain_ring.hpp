// Outlines whose validity needs no GEOS: nearly all communes, in a tenth of the time. Private to geo.
#pragma once

#include "model/geometry.hpp"

namespace maillage::geo {

/// True only for an outline of one ring that is surely valid (ISO 19125-1): closed, of finite coordinates, no two of its edges
/// with more in common than the corner that joins them, by exact orientations. False says nothing: GEOS has to look.
/// Edges are compared in order of longitude (a sweep), up to a number of pairs in proportion to their own.
[[nodiscard]] bool is_plain_ring(const MultiPolygon& outline);

}  // namespace maillage::geo
