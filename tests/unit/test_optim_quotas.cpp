#include "optim/quotas.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace maillage::optim {
namespace {

using testing::ElementsAre;

TEST(OptimQuotas, TheMostThenTheHeaviest) {
    EXPECT_THAT(most_filled({{1, 5}, {1, 9}, {1, 7}}, 2), ElementsAre(1U, 2U));
    // Three places: two quotas at most, and of the pairs that fit the heaviest, though one needs two.
    EXPECT_THAT(most_filled({{1, 5}, {1, 6}, {2, 100}}, 3), ElementsAre(1U, 2U));
    // Never one heavy quota for two light ones.
    EXPECT_THAT(most_filled({{2, 100}, {1, 1}, {1, 1}}, 2), ElementsAre(1U, 2U));
}

TEST(OptimQuotas, NothingToFillAndMoreThanEnough) {
    EXPECT_TRUE(most_filled({}, 3).empty());
    EXPECT_TRUE(most_filled({{2, 1}}, 1).empty());
    EXPECT_THAT(most_filled({{0, 50}, {2, 1}}, 1000), ElementsAre(1U));
    EXPECT_THAT(most_filled({{1, 4}, {1, 4}}, 1), ElementsAre(0U));  // of equals the first
}

TEST(OptimQuotas, EqualsBruteForce) {
    std::mt19937 random(1957);
    for (int round = 0; round < 300; ++round) {
        std::vector<Quota> quotas(1 + random() % 9);
        for (Quota& quota : quotas) {
            quota = {random() % 4, static_cast<std::int64_t>(random() % 20)};
        }
        const std::size_t count = random() % 10;
        std::pair<std::size_t, std::int64_t> best{0, 0};
        const auto worth = [&](const auto& takes) {
            std::size_t needs = 0;
            std::pair<std::size_t, std::int64_t> sum{0, 0};
            for (std::size_t i = 0; i < quotas.size(); ++i) {
                if (takes(i)) {
                    needs += quotas[i].need;
                    sum = {sum.first + 1, sum.second + quotas[i].weight};
                }
            }
            return needs <= count ? sum : std::pair<std::size_t, std::int64_t>{0, 0};
        };
        for (unsigned set = 0; set < 1U << quotas.size(); ++set) {
            best = std::max(best, worth([&](std::size_t i) { return (set >> i & 1U) != 0 && quotas[i].need > 0; }));
        }
        const std::vector<std::size_t> filled = most_filled(quotas, count);
        ASSERT_EQ(worth([&](std::size_t i) { return std::find(filled.begin(), filled.end(), i) != filled.end(); }), best) << round;
    }
}

}  // namespace
}  // namespace maillage::optim
