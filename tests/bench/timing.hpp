// How the benches of one thread measure and print.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

namespace maillage::bench {

/// Of processor time: a busy machine does not count.
template <typename Work>
double seconds(Work work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

inline std::string spread(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return fmt::format("median {:.3f} s (least {:.3f}, most {:.3f})", values[values.size() / 2], values.front(), values.back());
}

}  // namespace maillage::bench
