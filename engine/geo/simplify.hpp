// Borders drawn with fewer vertices, neighbours still meeting.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/geometry.hpp"
#include "model/simplify.hpp"

namespace maillage::geo {

struct Simplified {
    std::vector<MultiPolygon> outlines;  ///< in the order given; normalised
    Simplification outcome;              ///< `drawn` is above the budget only where no vertex more could go
};

/// Outlines (valid, normalised) with vertices left out; none is moved or added.
///
/// - Each border is simplified once (arcs.hpp): what two outlines shared vertex for vertex they share afterwards.
/// - Nothing vanishes: every outline keeps its parts, every part its holes; junctions stay; a ring keeps three corners.
/// - Outlines are valid. Borders that did not cross do not cross, so that interiors that did not meet do not meet.
/// - With a tolerance: every point of a border is within `tolerance_m` of the simplified one, and the reverse (Hausdorff
///   distance of each arc). Lines are straight in lon/lat. Metres are those of the WGS 84 ellipsoid, never less: along an
///   arc, a degree of latitude has its length at the arc's highest latitude, one of longitude at its lowest.
/// - With a budget: the result is that of the smallest tolerance that meets it, which `outcome` states.
///
/// Vertices go one by one, always the one whose removal leaves the original border least far from the drawn one; a vertex
/// stays while another vertex lies in the triangle it makes with its neighbours. As in M. Visvalingam and J. D. Whyatt,
/// "Line generalisation by repeated elimination of points" (1993), with the distance of D. H. Douglas and T. K. Peucker,
/// "Algorithms for the reduction of the number of points" (1973) for their area; the triangle test is that of JTS's
/// CoverageSimplifier. The result depends on the set of outlines alone. Throws LibraryError.
[[nodiscard]] Simplified simplified(std::span<const MultiPolygon* const> outlines, const Simplify& asked);

}  // namespace maillage::geo
