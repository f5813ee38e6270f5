// Are outlines valid polygons (OGC Simple Features), and how to make them so. GEOS.
#pragma once

#include <optional>
#include <string>

#include "model/geometry.hpp"

namespace maillage::geo {

struct Invalidity {
    std::string reason;  ///< GEOS's word, in English: "Self-intersection"
    Point point;         ///< where
};

/// Nothing when valid. Rings must be closed (see close_rings). Throws LibraryError.
[[nodiscard]] std::optional<Invalidity> invalidity(const MultiPolygon& outline);

/// The polygonal part of GEOS MakeValid by structure; empty when nothing polygonal is left. Throws LibraryError.
[[nodiscard]] MultiPolygon repaired(const MultiPolygon& outline);

/// Rings that end where they began: open rings get their first point again; rings of fewer than 4 points are dropped.
[[nodiscard]] MultiPolygon close_rings(const MultiPolygon& outline);

/// A point surely inside (GEOS PointOnSurface of the largest part). `outline` is valid and not empty.
[[nodiscard]] Point interior_point(const MultiPolygon& outline);

}  // namespace maillage::geo
