// draw: outlines as they are published; every measure has been taken on the full ones before.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/result.hpp"
#include "model/simplify.hpp"

namespace maillage::stages {

struct Drawing {
    std::vector<MultiPolygon> outlines;            ///< in the order given
    std::optional<Simplification> simplification;  ///< where it was asked for
};

/// Rounded together (geo/precision), then simplified where asked (geo/simplify): the tolerance is from the rounded outlines.
/// Throws UsageError where a budget is less than the outlines need, LibraryError.
[[nodiscard]] Drawing drawn(std::span<const MultiPolygon* const> outlines, const std::optional<Simplify>& asked);

/// `result` with the territories kept drawn, the white zones they make, and the audit's defects.
[[nodiscard]] Result drawn(Result result);

}  // namespace maillage::stages
