// Outlines as shared arcs: each border once, between the places where the set of outlines along it changes.
#pragma once

#include <cstdint>
#include <vector>

#include "model/geometry.hpp"

namespace maillage {

struct ArcUse {
    std::uint32_t arc = 0;  ///< index in Topology::arcs
    bool reversed = false;  ///< the ring walks the arc from its last point to its first
    friend bool operator==(const ArcUse&, const ArcUse&) = default;
};

/// Arcs end to end; the last ends where the first begins.
using RingOfArcs = std::vector<ArcUse>;

struct PolygonOfArcs {
    RingOfArcs shell;
    std::vector<RingOfArcs> holes;
    friend bool operator==(const PolygonOfArcs&, const PolygonOfArcs&) = default;
};

struct Topology {
    std::vector<std::vector<Point>> arcs;              ///< at least two points; closed where first and last are equal
    std::vector<std::vector<PolygonOfArcs>> outlines;  ///< in the order of the outlines they were made from
};

}  // namespace maillage
