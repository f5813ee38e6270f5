// Outlines taken apart into the arcs they share, and put together again.
#pragma once

#include <span>
#include <vector>

#include "model/topology.hpp"

namespace maillage::geo {

/// Arcs run between junctions: positions that rings pass in more than one way, which is where more than two edges meet or
/// where the outlines along a border change. A ring without a junction is one closed arc. Positions are compared exactly (0.0 and
/// -0.0 are one). The outlines need not be a partition: a border that two of them draw differently is two arcs.
///
/// The arcs depend on the set of outlines alone: each is directed from its lower end (a closed one begins at its lowest
/// position where it has no junction, and goes toward the lower neighbour), and they are sorted by their first two points.
/// Rings are closed and have three corners or more; repeated points are dropped. O(n log n).
[[nodiscard]] Topology topology(std::span<const MultiPolygon* const> outlines);

/// The outlines again, normalised (dissolve.hpp): outlines(topology(x)) equals normalised(x) but for repeated points.
[[nodiscard]] std::vector<MultiPolygon> outlines(const Topology& topology);

}  // namespace maillage::geo
