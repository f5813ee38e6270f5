// Maximal covering, whatever is drawn: exact is brute force's, greedy is within its guarantee, bounds are bounds.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numbers>
#include <random>

#include "../unit/test_optim_brute_force.hpp"
#include "optim/maximal_covering.hpp"
#include "optim/set_covering.hpp"

namespace maillage::test {
namespace {

optim::Covering drawn() {
    optim::Covering problem;
    const auto points = *rc::gen::inRange<std::size_t>(0, 14);
    problem.weights = *rc::gen::container<std::vector<std::int64_t>>(points, rc::gen::inRange<std::int64_t>(1, 50));
    problem.covered.resize(*rc::gen::inRange<std::size_t>(0, 9));
    for (std::vector<std::size_t>& covered : problem.covered) {
        const auto holds = *rc::gen::container<std::vector<bool>>(points, rc::gen::weightedElement<bool>({{1, true}, {2, false}}));
        for (std::size_t i = 0; i < points; ++i) {
            if (holds[i]) {
                covered.push_back(i);
            }
        }
    }
    return problem;
}

TEST(PropertyCovering, ExactGreedyAndBounds) {
    EXPECT_TRUE(rc::check("maximal covering", [] {
        const optim::Covering problem = drawn();
        const auto count = *rc::gen::inRange<std::size_t>(0, 6);
        const optim::MaximalCovering found = optim::maximal_covering(problem, count, 60);
        const std::int64_t best = optim::best_value(problem, count);
        RC_ASSERT(found.best.value == best);
        RC_ASSERT(found.proved);
        RC_ASSERT(optim::value_of(problem, found.best.chosen) == best);
        RC_ASSERT(static_cast<double>(found.greedy) >= (1 - 1 / std::numbers::e) * static_cast<double>(best) - 1e-9);
        RC_ASSERT(found.greedy_bound >= best);
        RC_ASSERT(found.greedy <= best);
    }));
    EXPECT_TRUE(rc::check("set covering", [] {
        const optim::Covering problem = drawn();
        const optim::SetCovering found = optim::set_covering(problem, 60);
        const std::size_t least = optim::least_count(problem);
        RC_ASSERT(found.proved);
        RC_ASSERT(found.best.chosen.size() == least);
        RC_ASSERT(found.greedy_bound <= least);
        RC_ASSERT(found.greedy >= least);
    }));
}

}  // namespace
}  // namespace maillage::test
