#include "geo/plain_ring.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "geo/geos.hpp"

namespace maillage::geo {
namespace {

MultiPolygon one(const Ring& ring) { return {{ring, {}}}; }

TEST(PlainRing, SimpleRingsArePlain) {
    EXPECT_TRUE(is_plain_ring(one({{0, 0}, {1, 0}, {0, 1}, {0, 0}})));
    EXPECT_TRUE(is_plain_ring(one({{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}})));
    EXPECT_TRUE(is_plain_ring(one({{0, 0}, {1, 0}, {2, 0}, {2, 1}, {0, 1}, {0, 0}}))) << "a corner on a straight line";
}

TEST(PlainRing, WhatGeosMustLookAtIsNot) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double inf = std::numeric_limits<double>::infinity();
    const Ring square{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    for (const MultiPolygon& outline : std::vector<MultiPolygon>{
             {},
             one({}),
             one({{0, 0}, {1, 0}, {0, 0}}),
             one({{0, 0}, {4, 0}, {4, 4}, {0, 4}}),                                // open
             one({{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}),                        // crosses itself
             one({{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}}),                // a corner on an edge
             one({{0, 0}, {4, 0}, {2, 2}, {4, 4}, {0, 4}, {2, 2}, {0, 0}}),        // a corner twice
             one({{0, 0}, {4, 0}, {6, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}),        // a spike
             one({{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {0, -1}, {0, 0}}),       // a spike at its end
             one({{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}),                // a repeated corner, valid all the same
             one({{0, 0}, {4, 0}, {4, nan}, {0, 4}, {0, 0}}),
             one({{0, 0}, {4, 0}, {inf, 4}, {0, 4}, {0, 0}}),
             {{square, {{{1, 1}, {2, 1}, {1, 2}, {1, 1}}}}},
             {{square, {}}, {square, {}}},
         }) {
        EXPECT_FALSE(is_plain_ring(outline));
    }
}

TEST(PlainRing, AnUlpDecides) {
    const double above = std::nextafter(0.5, 1);
    const double below = std::nextafter(0.5, 0);
    const auto notched = [](double lon) { return one({{0, 0}, {1, 1}, {1, 2}, {lon, 0.5}, {0, 2}, {0, 0}}); };
    EXPECT_TRUE(is_plain_ring(notched(below)));
    EXPECT_FALSE(is_plain_ring(notched(0.5)));
    EXPECT_FALSE(is_plain_ring(notched(above)));
}

TEST(PlainRing, ACombWhoseTeethAllOverlapIsLeftToGeos) {
    Ring comb{{0, 0}};
    for (int i = 1; i <= 1000; ++i) {
        comb.push_back({1000, i - 0.5});
        comb.push_back({1, i * 1.0});
    }
    comb.push_back({0, 1000});
    comb.push_back({0, 0});
    EXPECT_FALSE(is_plain_ring(one(comb)));
}

TEST(PlainRing, IsAlwaysValidByGeos) {
    std::mt19937 random(20260101);
    const Geos geos;
    int plain = 0;
    for (int run = 0; run < 20000; ++run) {
        std::uniform_int_distribution<int> place(0, run % 2 == 0 ? 3 : 12);
        std::uniform_int_distribution<int> corners(3, 9);
        Ring ring;
        for (int left = corners(random); left > 0; --left) {
            ring.push_back({place(random) / 10.0, place(random) / 10.0});
        }
        ring.push_back(ring.front());
        if (is_plain_ring(one(ring))) {
            ++plain;
            ASSERT_EQ(GEOSisValid_r(geos.context(), geos.geometry(one(ring)).get()), 1) << run;
        }
    }
    EXPECT_GT(plain, 1000);
}

}  // namespace
}  // namespace maillage::geo
