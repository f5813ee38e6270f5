// Connected components of an undirected graph (Boost.Graph).
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace maillage::optim {

/// The groups that `edges` connect the vertices 0 to count - 1 into. Each group ascending, groups by their first vertex.
[[nodiscard]] std::vector<std::vector<std::size_t>> components(std::size_t count, const std::vector<std::pair<std::size_t, std::size_t>>& edges);

}  // namespace maillage::optim
