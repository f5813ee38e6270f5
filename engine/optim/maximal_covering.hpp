// The maximal covering location problem (Church and ReVelle 1974): which few candidates cover most.
#pragma once

#include "optim/covering.hpp"

namespace maillage::optim {

struct MaximalCovering {
    Picked best;  ///< in the order of gain; `bound`: no `count` candidates cover more
    bool proved = false;  ///< best.value == best.bound
    std::int64_t greedy = 0;
    std::int64_t greedy_bound = 0;  ///< of greedily
};

/// Up to `count` candidates that cover most; fewer where the rest would add nothing. Greedy first; then the linear relaxation, whose prices
/// give a bound that is added up here; where the two don't meet, branch and bound by CBC. Greedy's answer is kept where no other covers more.
/// The same answer each time, unless `seconds` are up before the end: then the best there is, not `proved`. Throws LibraryError.
[[nodiscard]] MaximalCovering maximal_covering(const Covering& problem, std::size_t count, double seconds);

}  // namespace maillage::optim
