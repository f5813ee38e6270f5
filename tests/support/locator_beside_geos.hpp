// The point locator beside GEOS: all holders of each point, and whether it lies on a border.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::test {

/// Stars of any size and place, one in three with a hole, over one another, some twice: no partition. The same for the same seed.
[[nodiscard]] std::vector<MultiPolygon> random_stars(unsigned seed);

struct Compared {
    std::size_t points = 0;
    std::size_t on_border = 0;
    std::size_t in_several = 0;
    std::size_t in_none = 0;
    std::string difference;  ///< the first; empty where there is none
};

/// `count` points of many kinds, in turn: anywhere, on vertices, in the middle of edges, near them, level with vertices, at the
/// layer's corners; one in two moved by a unit in the last place. `outlines` are valid.
[[nodiscard]] Compared compare_with_geos(const std::vector<MultiPolygon>& outlines, std::size_t count, unsigned seed);

}  // namespace maillage::test
