// Are outlines valid polygons (OGC Simple Features), and how to make them so. GEOS.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

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

/// Rings that end where they began: an open ring's last point becomes its first where they are within `near_m` metres (WGS 84
/// geodesic), else the first is added; rings of fewer than 4 points are dropped.
[[nodiscard]] MultiPolygon close_rings(const MultiPolygon& outline, double near_m = 0);

/// Closed, and repaired where invalid, without a word: for outlines that nobody asked to have checked. Empty when nothing is left.
[[nodiscard]] MultiPolygon made_valid(const MultiPolygon& outline);

/// Where a ring that ends elsewhere than it began was left open.
struct OpenRing {
    Point point;           ///< its last position
    double gap_m = 0;      ///< geodesic, to its first
    double longest_m = 0;  ///< its longest segment
};

/// The rings that do not close, of those with three positions or more; all positions are finite.
[[nodiscard]] std::vector<OpenRing> open_rings(const MultiPolygon& outline);

/// Rings without positions equal to the one before; how many positions went.
struct Thinned {
    MultiPolygon outline;
    std::size_t removed = 0;
};
[[nodiscard]] Thinned without_repeats(MultiPolygon outline);

/// How far a repair had to choose, in km²: the area of the symmetric difference of `repaired` with another reading of the invalid
/// outline; the larger of two. One takes its edges once and fills them even-odd (GEOS MakeValid by linework), the other takes
/// all holes out of the union of all shells. At least what the parts, each by itself and each once, have more than `repaired`.
/// 0 where they agree, as in a bow-tie or in a part that is there twice; the overlap
/// where parts overlap; the inner one of nested shells; a hole that lies outside. Rings are closed.
[[nodiscard]] double moved_km2(const MultiPolygon& outline, const MultiPolygon& repaired);

/// The area that lines enclose (GEOS BuildArea of the noded lines: an area within another is a hole).
struct Enclosed {
    MultiPolygon outline;    ///< empty when they enclose nothing
    std::size_t unused = 0;  ///< pieces of line that bound nothing: dangles and cuts
};
[[nodiscard]] Enclosed enclosed(const std::vector<Ring>& lines);

/// A point surely inside (GEOS PointOnSurface of the largest part). `outline` is valid and not empty.
[[nodiscard]] Point interior_point(const MultiPolygon& outline);

}  // namespace maillage::geo
