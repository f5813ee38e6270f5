// Builds the block a PointLocator reads. Private to geo.
#pragma once

#include <cstddef>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// `outlines` as PointLocator takes them. The block's first byte stands as an allocator aligns it: to 8 bytes at least.
[[nodiscard]] std::vector<std::byte> build_locator_block(const std::vector<const MultiPolygon*>& outlines);

}  // namespace maillage::geo
