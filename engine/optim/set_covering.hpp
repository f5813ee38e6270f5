// The location set covering problem (Toregas, Swain, ReVelle and Bergman 1971): how few candidates cover all.
#pragma once

#include "optim/covering.hpp"

namespace maillage::optim {

struct SetCovering {
    Picked best;  ///< in the order of gain, all that any candidate covers; its own `bound` says nothing here
    std::size_t bound = 0;  ///< no fewer candidates cover all
    bool proved = false;    ///< best.chosen.size() == bound
    std::size_t greedy = 0;        ///< how many greedy takes
    std::size_t greedy_bound = 0;  ///< what that proves: greedy takes at most H(d) times the least, d points covered by a candidate at most (Chvátal 1979)
};

/// The least candidates that cover every demand point that any of them covers. As maximal_covering. Throws LibraryError.
[[nodiscard]] SetCovering set_covering(const Covering& problem, double seconds);

}  // namespace maillage::optim
