#include "geo/ring_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

TEST(GeoRingOrder, PointsByLonThenLat) {
    EXPECT_TRUE(precedes(Point{1, 5}, Point{2, 0}));
    EXPECT_TRUE(precedes(Point{1, 0}, Point{1, 5}));
    EXPECT_FALSE(precedes(Point{1, 5}, Point{1, 5}));
}

TEST(GeoRingOrder, PolygonsByShellThenHoles) {
    const Polygon plain{box_ring(0, 0, 9, 9), {}};
    const Polygon holed{box_ring(0, 0, 9, 9), {box_ring(1, 1, 2, 2)}};
    const Polygon later{box_ring(1, 0, 9, 9), {}};
    EXPECT_TRUE(precedes(plain, holed));
    EXPECT_FALSE(precedes(holed, plain));
    EXPECT_TRUE(precedes(holed, later));
    EXPECT_TRUE(precedes(plain.shell, later.shell));
    EXPECT_FALSE(precedes(plain.shell, plain.shell));
}

// The turn of a star is that of its area by the shoelace formula, wherever it begins, closed or open, with points repeated.
TEST(GeoRingOrder, TurnsAsTheShoelaceFormulaSays) {
    std::mt19937 random(2);
    std::uniform_int_distribution<std::size_t> any(0, 100);
    for (int round = 0; round < 500; ++round) {
        WholeRing star = random_star(random, 9);
        std::rotate(star.begin(), star.begin() + static_cast<std::ptrdiff_t>(any(random) % star.size()), star.end());
        const auto again = static_cast<std::ptrdiff_t>(any(random) % star.size());
        const Whole twice = star[static_cast<std::size_t>(again)];
        star.insert(star.begin() + again, twice);
        Ring ring = drawn(star, 1);
        if (round % 2 == 1) {
            std::reverse(ring.begin(), ring.end());
        }
        ASSERT_EQ(is_counter_clockwise(ring), signed_area(ring) > 0) << round;
        ring.pop_back();
        ASSERT_EQ(is_counter_clockwise(ring), round % 2 == 0) << round;
    }
}

TEST(GeoRingOrder, ARingWithoutAreaCountsAsCounterClockwise) {
    EXPECT_TRUE(is_counter_clockwise({{1, 1}, {1, 1}, {1, 1}, {1, 1}}));
    EXPECT_TRUE(is_counter_clockwise({{0, 0}, {1, 1}, {2, 2}, {0, 0}}));
}

}  // namespace
}  // namespace maillage::geo
