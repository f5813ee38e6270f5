// As many quotas filled as may be by so many places: a knapsack of equal worths, then of weights.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maillage::optim {

struct Quota {
    std::size_t need = 0;     ///< places that fill it; 0: nothing to fill
    std::int64_t weight = 0;  ///< what filling it is worth among equals
};

/// Which quotas `count` places fill so that most are filled; of such sets, one of the greatest weight; of those, one that keeps the later
/// quotas out. Ascending. Exact, by dynamic programming (Bellman 1957); cost: quotas times count.
[[nodiscard]] std::vector<std::size_t> most_filled(const std::vector<Quota>& quotas, std::size_t count);

}  // namespace maillage::optim
