#include "model/siting.hpp"

#include <algorithm>
#include <cstdlib>

namespace maillage {

double gap_percent(const Siting& siting) {
    const auto most = std::max(siting.value, siting.bound);
    return most == 0 ? 0 : 100.0 * static_cast<double>(std::abs(siting.value - siting.bound)) / static_cast<double>(most);
}

}  // namespace maillage
