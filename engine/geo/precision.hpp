// Coordinates rounded to the published decimals: rings still valid, borders still shared, no territory lost. GEOS.
#pragma once

#include <span>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// Outlines (valid) with every coordinate rounded to 1e-6 degree, in the order given; normalised (dissolve.hpp) and valid.
///
/// Each coordinate is rounded by itself, so that borders shared vertex for vertex stay shared. Where that makes an outline
/// invalid, its edges are led through the rounded vertices whose grid cell they cross (snap rounding: J. D. Hobby,
/// "Practical segment intersection with finite precision output", 1999) in every outline that has them, and what falls flat
/// is cut off: neighbours then share the same new edges. What is cut off is thinner than a grid cell's diagonal (0.16 m), and
/// no other border moves by more than that.
/// Repeated points are dropped, so are parts and holes thinner than the grid; of an outline that is nothing else one grid
/// cell stays, where it was, which may lie over a neighbour. Throws LibraryError.
[[nodiscard]] std::vector<MultiPolygon> rounded(std::span<const MultiPolygon* const> outlines);

/// One outline by itself.
[[nodiscard]] MultiPolygon rounded(const MultiPolygon& outline);

/// A point rounded the same way.
[[nodiscard]] Point rounded(Point point);

}  // namespace maillage::geo
