#include "model/layer.hpp"

#include <algorithm>

namespace maillage {

std::size_t Layer::column(const std::string& title) const {
    const auto found = std::find(columns.begin(), columns.end(), title);
    return found == columns.end() ? npos : static_cast<std::size_t>(found - columns.begin());
}

}  // namespace maillage
