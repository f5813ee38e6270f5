#include "optim/components.hpp"

#include <gtest/gtest.h>

namespace maillage::optim {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

TEST(Components, GroupsHangTogetherByEdges) {
    EXPECT_EQ(components(0, {}), Groups{});
    EXPECT_EQ(components(3, {}), (Groups{{0}, {1}, {2}}));
    EXPECT_EQ(components(6, {{4, 2}, {5, 4}, {0, 3}}), (Groups{{0, 3}, {1}, {2, 4, 5}}));
}

TEST(Components, AnEdgeGivenTwiceOrToItselfChangesNothing) {
    EXPECT_EQ(components(3, {{0, 2}, {2, 0}, {1, 1}}), (Groups{{0, 2}, {1}}));
}

}  // namespace
}  // namespace maillage::optim
