#include "optim/set_covering.hpp"

#include <gmock/gmock.h>

#include <numeric>

#include "test_optim_brute_force.hpp"

namespace maillage::optim {
namespace {

using testing::ElementsAre;

constexpr double seconds = 60;

TEST(OptimSetCovering, TwoWhereGreedyTakesThree) {
    // 0 covers four of six points; 1 and 2 together cover all.
    const Covering problem{{1, 1, 1, 1, 1, 1}, {{0, 1, 3, 4}, {0, 1, 2}, {3, 4, 5}}};
    const SetCovering found = set_covering(problem, seconds);
    EXPECT_THAT(found.best.chosen, ElementsAre(1U, 2U));
    EXPECT_EQ(found.bound, 2U);
    EXPECT_TRUE(found.proved);
}

TEST(OptimSetCovering, WhatNoneCoversIsNotAskedFor) {
    const Covering problem{{5, 7, 9}, {{0}, {2}, {}}};
    const SetCovering found = set_covering(problem, seconds);
    EXPECT_THAT(found.best.chosen, ElementsAre(1U, 0U));  // in the order of gain: 9, then 5
    EXPECT_THAT(found.best.gains, ElementsAre(9, 5));
    EXPECT_TRUE(found.proved);
    EXPECT_EQ(set_covering({{5}, {{}}}, seconds).best.chosen.size(), 0U);
    EXPECT_TRUE(set_covering({{}, {}}, seconds).proved);
}

TEST(OptimSetCovering, EqualsBruteForce) {
    std::mt19937 random(1971);
    int beyond_greedy = 0;
    for (int round = 0; round < 300; ++round) {
        const Covering problem = any_covering(random, 2 + random() % 9, 1 + random() % 25, 2 + static_cast<unsigned>(random() % 3));
        const SetCovering found = set_covering(problem, seconds);
        const std::size_t least = least_count(problem);
        ASSERT_EQ(found.best.chosen.size(), least) << round;
        ASSERT_EQ(found.bound, least) << round;
        ASSERT_TRUE(found.proved) << round;
        ASSERT_EQ(value_of(problem, found.best.chosen), best_value(problem, problem.covered.size())) << round;
        ASSERT_LE(found.greedy_bound, least) << round;
        beyond_greedy += least < found.greedy ? 1 : 0;
    }
    EXPECT_GT(beyond_greedy, 5);
}

TEST(OptimSetCovering, WhenTimeIsUpTheGapIsTold) {
    std::mt19937 random(11);
    const Covering problem = any_covering(random, 120, 400, 12);
    const SetCovering found = set_covering(problem, 1e-6);
    EXPECT_FALSE(found.proved);
    EXPECT_LT(found.bound, found.best.chosen.size());
    EXPECT_EQ(found.best.chosen.size(), found.greedy);
    std::vector<std::size_t> all(problem.covered.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    EXPECT_EQ(value_of(problem, found.best.chosen), value_of(problem, all));
}

}  // namespace
}  // namespace maillage::optim
