#include "optim/maximal_covering.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "test_optim_brute_force.hpp"

namespace maillage::optim {
namespace {

using testing::ElementsAre;

constexpr double seconds = 60;

TEST(OptimMaximalCovering, FindsWhatGreedyMisses) {
    // Greedy takes the middle, 0, first; the best two leave it out.
    const Covering problem{{2, 2, 1, 1}, {{0, 1}, {0, 2}, {1, 3}}};
    const MaximalCovering found = maximal_covering(problem, 2, seconds);
    EXPECT_THAT(found.best.chosen, ElementsAre(1U, 2U));
    EXPECT_THAT(found.best.gains, ElementsAre(3, 3));
    EXPECT_EQ(found.best.value, 6);
    EXPECT_EQ(found.best.bound, 6);
    EXPECT_TRUE(found.proved);
    EXPECT_EQ(found.greedy, 5);
    EXPECT_EQ(found.greedy_bound, 6);
}

TEST(OptimMaximalCovering, OfEqualAnswersTheOneOfGreedy) {
    const Covering problem{{3, 3, 3}, {{0}, {1}, {2}}};
    EXPECT_THAT(maximal_covering(problem, 2, seconds).best.chosen, ElementsAre(0U, 1U));
}

TEST(OptimMaximalCovering, NoMoreThanAddSomething) {
    const Covering problem{{3, 4}, {{0}, {0, 1}, {1}}};
    const MaximalCovering found = maximal_covering(problem, 3, seconds);
    EXPECT_THAT(found.best.chosen, ElementsAre(1U));
    EXPECT_TRUE(found.proved);
    EXPECT_TRUE(maximal_covering({{}, {}}, 3, seconds).proved);
    EXPECT_EQ(maximal_covering({{7}, {{}, {}}}, 1, seconds).best.value, 0);
}

TEST(OptimMaximalCovering, TheRelaxationAloneDoesNotProveATriangle) {
    // Each candidate covers two of three points. Halves of all three cover all; the best one covers two: only the search proves that.
    const Covering problem{{10, 10, 10}, {{0, 1}, {1, 2}, {0, 2}}};
    const MaximalCovering found = maximal_covering(problem, 1, seconds);
    EXPECT_EQ(found.best.value, 20);
    EXPECT_TRUE(found.proved);
}

TEST(OptimMaximalCovering, EqualsBruteForce) {
    std::mt19937 random(1974);
    int beyond_greedy = 0;
    for (int round = 0; round < 300; ++round) {
        const Covering problem = any_covering(random, 2 + random() % 9, 1 + random() % 25, 2 + static_cast<unsigned>(random() % 3));
        const std::size_t count = 1 + random() % 4;
        const MaximalCovering found = maximal_covering(problem, count, seconds);
        const std::int64_t best = best_value(problem, count);
        ASSERT_EQ(found.best.value, best) << round;
        ASSERT_TRUE(found.proved) << round;
        ASSERT_EQ(value_of(problem, found.best.chosen), best) << round;
        ASSERT_EQ(std::accumulate(found.best.gains.begin(), found.best.gains.end(), std::int64_t{0}), best) << round;
        ASSERT_TRUE(std::is_sorted(found.best.gains.rbegin(), found.best.gains.rend())) << round;
        ASSERT_LE(found.best.chosen.size(), count) << round;
        beyond_greedy += best > found.greedy ? 1 : 0;
    }
    EXPECT_GT(beyond_greedy, 10);
}

/// Large enough that neither greedy nor the relaxation settles it.
Covering hard() {
    std::mt19937 random(11);
    return any_covering(random, 120, 400, 12);
}

TEST(OptimMaximalCovering, TheSameAnswerEachTime) {
    int beyond_greedy = 0;
    for (unsigned seed = 0; seed < 6; ++seed) {
        std::mt19937 random(seed);
        const Covering problem = any_covering(random, 30, 100, 8);
        const MaximalCovering first = maximal_covering(problem, 6, seconds);
        const MaximalCovering second = maximal_covering(problem, 6, seconds);
        EXPECT_TRUE(first.proved);
        EXPECT_EQ(first.best.chosen, second.best.chosen);
        beyond_greedy += first.best.value > first.greedy ? 1 : 0;
    }
    EXPECT_GT(beyond_greedy, 1);
}

TEST(OptimMaximalCovering, SaysNothing) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    (void)maximal_covering(hard(), 12, 0.5);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(OptimMaximalCovering, WhenTimeIsUpTheGapIsTold) {
    const MaximalCovering found = maximal_covering(hard(), 12, 1e-6);
    EXPECT_FALSE(found.proved);
    EXPECT_GE(found.best.value, found.greedy);
    EXPECT_GT(found.best.bound, found.best.value);
    EXPECT_LE(found.best.bound, found.greedy_bound);
    const MaximalCovering later = maximal_covering(hard(), 12, 0.5);  // whatever it came to
    EXPECT_GE(later.best.value, found.greedy);
    EXPECT_LE(later.best.value, found.best.bound);
    EXPECT_LE(later.best.bound, found.best.bound);
    EXPECT_EQ(value_of(hard(), later.best.chosen), later.best.value);
}

}  // namespace
}  // namespace maillage::optim
