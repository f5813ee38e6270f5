// Covering problems small enough to try every subset, drawn at random.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "optim/covering.hpp"

namespace maillage::optim {

inline std::int64_t value_of(const Covering& problem, const std::vector<std::size_t>& chosen) {
    std::vector<bool> is_covered(problem.weights.size(), false);
    for (const std::size_t candidate : chosen) {
        for (const std::size_t point : problem.covered[candidate]) {
            is_covered[point] = true;
        }
    }
    std::int64_t value = 0;
    for (std::size_t point = 0; point < is_covered.size(); ++point) {
        value += is_covered[point] ? problem.weights[point] : 0;
    }
    return value;
}

/// Calls `see` with every subset of the candidates.
template <typename See>
void every_subset(const Covering& problem, const See& see) {
    const std::size_t count = problem.covered.size();
    for (unsigned long set = 0; set < 1UL << count; ++set) {
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < count; ++i) {
            if ((set >> i & 1UL) != 0) {
                chosen.push_back(i);
            }
        }
        see(chosen);
    }
}

inline std::int64_t best_value(const Covering& problem, std::size_t count) {
    std::int64_t best = 0;
    every_subset(problem, [&](const std::vector<std::size_t>& chosen) { best = chosen.size() <= count ? std::max(best, value_of(problem, chosen)) : best; });
    return best;
}

inline std::size_t least_count(const Covering& problem) {
    const std::int64_t all = best_value(problem, problem.covered.size());
    std::size_t least = problem.covered.size();
    every_subset(problem, [&](const std::vector<std::size_t>& chosen) { least = value_of(problem, chosen) == all ? std::min(least, chosen.size()) : least; });
    return least;
}

/// Each candidate covers each point with a chance of one in `rarity`.
inline Covering any_covering(std::mt19937& random, std::size_t candidates, std::size_t points, unsigned rarity) {
    Covering problem;
    for (std::size_t i = 0; i < points; ++i) {
        problem.weights.push_back(1 + static_cast<std::int64_t>(random() % 1000));
    }
    problem.covered.resize(candidates);
    for (std::vector<std::size_t>& covered : problem.covered) {
        for (std::size_t i = 0; i < points; ++i) {
            if (random() % rarity == 0) {
                covered.push_back(i);
            }
        }
    }
    return problem;
}

}  // namespace maillage::optim
