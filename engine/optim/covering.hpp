// Who covers whom: the problem that maximal covering and set covering share, and greedy, which both begin with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace maillage::optim {

struct Covering {
    std::vector<std::int64_t> weights;              ///< by demand point, 0 or more
    std::vector<std::vector<std::size_t>> covered;  ///< by candidate: the demand points it covers, ascending, each once
};

/// Demand points that the same candidates cover are one for every answer. In the order of their first point; those that none covers are gone.
struct Group {
    std::vector<std::size_t> holders;  ///< candidates, ascending
    std::int64_t weight = 0;
};
[[nodiscard]] std::vector<Group> grouped(const Covering& problem);

struct Picked {
    std::vector<std::size_t> chosen;  ///< candidates, in the order they were picked
    std::vector<std::int64_t> gains;  ///< what each covered that those before it did not, more than 0
    std::int64_t value = 0;           ///< sum of the gains
    std::int64_t bound = 0;           ///< no `count` candidates cover more, whatever they are (see greedily)
};

/// Up to `count` candidates, each the one that adds most to those before it, of equals the lowest; ends where none adds anything. `bound` is the
/// least, over all steps, of what is covered and the `count` largest gains then left (Nemhauser, Wolsey and Fisher 1978): covering is submodular.
[[nodiscard]] Picked greedily(const Covering& problem, std::size_t count = std::numeric_limits<std::size_t>::max());

/// The same, of the candidates `among` alone (ascending), all that add anything.
[[nodiscard]] Picked in_order_of_gain(const Covering& problem, const std::vector<std::size_t>& among);

}  // namespace maillage::optim
