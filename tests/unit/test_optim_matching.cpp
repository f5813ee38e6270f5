#include "optim/matching.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace maillage::optim {
namespace {

/// Every way of giving each left vertex one of its choices or none.
std::size_t brute_force(const std::vector<std::vector<std::size_t>>& choices, std::size_t left, std::vector<bool>& taken) {
    if (left == choices.size()) {
        return 0;
    }
    std::size_t best = brute_force(choices, left + 1, taken);
    for (const std::size_t right : choices[left]) {
        if (!taken[right]) {
            taken[right] = true;
            best = std::max(best, 1 + brute_force(choices, left + 1, taken));
            taken[right] = false;
        }
    }
    return best;
}

TEST(Matching, GreedyWouldMissOne) {
    EXPECT_EQ(maximum_matching({{0, 1}, {0}}, 2), 2U);
    EXPECT_EQ(maximum_matching({{0}, {0}, {0}}, 1), 1U);
    EXPECT_EQ(maximum_matching({}, 3), 0U);
    EXPECT_EQ(maximum_matching({{}, {2}}, 3), 1U);
}

TEST(Matching, EqualsBruteForce) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const std::size_t rights = 1 + random() % 6;
        std::vector<std::vector<std::size_t>> choices(random() % 7);
        for (std::vector<std::size_t>& one : choices) {
            for (std::size_t right = 0; right < rights; ++right) {
                if (random() % 3 == 0) {
                    one.push_back(right);
                }
            }
        }
        std::vector<bool> taken(rights, false);
        EXPECT_EQ(maximum_matching(choices, rights), brute_force(choices, 0, taken));
    }
}

}  // namespace
}  // namespace maillage::optim
