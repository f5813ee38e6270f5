// Maximum matching in a bipartite graph (Boost.Graph, Edmonds 1965).
#pragma once

#include <cstddef>
#include <vector>

namespace maillage::optim {

/// `choices[i]` are the right-hand vertices that left vertex i may take. Returns how many left vertices can be given one
/// each, no right-hand vertex twice.
[[nodiscard]] std::size_t maximum_matching(const std::vector<std::vector<std::size_t>>& choices, std::size_t right_count);

}  // namespace maillage::optim
