#include "optim/covering.hpp"

#include <gmock/gmock.h>

namespace maillage::optim {
namespace {

using testing::ElementsAre;

TEST(OptimCovering, GreedyTakesTheLargestGainThenTheLowestAndStopsWhereNothingIsAdded) {
    // points   0  1  2  3
    const Covering problem{{5, 3, 2, 2}, {{1}, {0, 1}, {2}, {3}, {0}}};
    const Picked picked = greedily(problem, 9);
    EXPECT_THAT(picked.chosen, ElementsAre(1U, 2U, 3U));
    EXPECT_THAT(picked.gains, ElementsAre(8, 2, 2));
    EXPECT_EQ(picked.value, 12);
    EXPECT_EQ(picked.bound, 12);
    EXPECT_THAT(greedily(problem, 2).chosen, ElementsAre(1U, 2U));
    EXPECT_TRUE(greedily(problem, 0).chosen.empty());
    EXPECT_TRUE(greedily({{}, {}}, 3).chosen.empty());
    EXPECT_EQ(greedily({{4}, {{}}}, 1).value, 0);
}

TEST(OptimCovering, TheBoundIsTheLeastOverTheSteps) {
    // Two places: before the first pick the two largest gains are 4 + 3; after it (4 covered) what is left is 1 and 1: 4 + 2.
    const Covering problem{{2, 2, 1, 1}, {{0, 1}, {0, 2}, {1, 3}}};
    const Picked picked = greedily(problem, 2);
    EXPECT_THAT(picked.chosen, ElementsAre(0U, 1U));
    EXPECT_EQ(picked.value, 5);
    EXPECT_EQ(picked.bound, 6);  // attained by the two others, which greedy misses: its first pick was in vain
    EXPECT_EQ(greedily(problem, 3).bound, 6);
}

TEST(OptimCovering, PointsOfTheSameCandidatesAreOne) {
    const Covering problem{{1, 2, 4, 8, 16}, {{0, 1, 3}, {1, 3, 4}}};
    const std::vector<Group> groups = grouped(problem);
    ASSERT_EQ(groups.size(), 3U);  // point 2 is covered by none
    EXPECT_THAT(groups[0].holders, ElementsAre(0U));
    EXPECT_THAT(groups[1].holders, ElementsAre(0U, 1U));
    EXPECT_THAT(groups[2].holders, ElementsAre(1U));
    EXPECT_EQ(groups[0].weight, 1);
    EXPECT_EQ(groups[1].weight, 2 + 8);
    EXPECT_EQ(groups[2].weight, 16);
}

TEST(OptimCovering, OrderOfGainAmongSomeAlone) {
    const Covering problem{{5, 3, 2}, {{0, 1, 2}, {2}, {0, 1}, {1}}};
    const Picked picked = in_order_of_gain(problem, {1, 2, 3});
    EXPECT_THAT(picked.chosen, ElementsAre(2U, 1U));  // 3 adds nothing to 2
    EXPECT_THAT(picked.gains, ElementsAre(8, 2));
}

}  // namespace
}  // namespace maillage::optim
