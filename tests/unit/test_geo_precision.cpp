#include "geo/precision.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "geo/dissolve.hpp"
#include "geo/validity.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

double printed_and_read(double value) {
    char text[64];
    (void)std::snprintf(text, sizeof text, "%.6f", value);
    return std::strtod(text, nullptr);
}

MultiPolygon printed_and_read(MultiPolygon outline) {
    const auto read = [](Ring& ring) {
        for (Point& point : ring) {
            point = {printed_and_read(point.lon), printed_and_read(point.lat)};
        }
    };
    for (Polygon& part : outline) {
        read(part.shell);
        std::for_each(part.holes.begin(), part.holes.end(), read);
    }
    return outline;
}

/// What the contract calls each coordinate rounded by itself.
MultiPolygon each_rounded(MultiPolygon outline) {
    for (Polygon& part : outline) {
        for (Point& point : part.shell) {
            point = rounded(point);
        }
        part.shell.erase(std::unique(part.shell.begin(), part.shell.end()), part.shell.end());
    }
    return outline;
}

TEST(GeoPrecision, APointIsTheDoubleNearestToItsDecimals) {
    EXPECT_EQ(rounded(Point{2.3456785, -48.1234564}), (Point{2.345679, -48.123456}));
    EXPECT_EQ(rounded(Point{0.1 + 0.2, 179.9999999}), (Point{0.3, 180}));
    EXPECT_FALSE(std::signbit(rounded(Point{-1e-9, 0}).lon));
    std::mt19937 random(6);
    std::uniform_real_distribution<double> any(-180, 180);
    for (int i = 0; i < 20000; ++i) {
        const Point point{any(random), any(random)};
        const Point result = rounded(point);
        ASSERT_EQ(result, (Point{printed_and_read(point.lon), printed_and_read(point.lat)}));
        ASSERT_EQ(rounded(result), result);
    }
}

TEST(GeoPrecision, CoordinatesAreRoundedEachByItself) {
    const MultiPolygon outline{Polygon{{{1.00000049, 2.0000006}, {1.0000003, 3}, {0, 3.00000051}, {1.00000049, 2.0000006}}, {}}};
    const MultiPolygon expected{Polygon{{{0, 3.000001}, {1, 2.000001}, {1, 3}, {0, 3.000001}}, {}}};
    EXPECT_EQ(rounded(outline), expected);
}

TEST(GeoPrecision, RepeatedPointsAndCollapsedPiecesAreDropped) {
    MultiPolygon outline{Polygon{{{0, 0}, {1, 0}, {1.0000001, 1e-7}, {1, 1}, {0, 1}, {0, 0}},
                                 {box_ring(0.5, 0.5, 0.5000001, 0.5000001), box_ring(0.2, 0.2, 0.3, 0.3)}},
                         Polygon{box_ring(5, 5, 5.0000002, 5.0000002), {}}};
    MultiPolygon expected = box(0, 0, 1, 1);
    expected[0].holes.push_back(box_ring(0.2, 0.2, 0.3, 0.3));
    EXPECT_EQ(rounded(outline), normalised(expected));
    EXPECT_TRUE(rounded(MultiPolygon{outline[1]}).empty());
    EXPECT_TRUE(rounded(MultiPolygon{}).empty());
}

TEST(GeoPrecision, ARingThatRoundingBreaksIsRebuilt) {
    // The tip at 0.4e-6 is above the base line; rounded by itself it falls on it, and the ring touches itself there.
    const MultiPolygon outline{Polygon{{{0, 0}, {1, 0}, {1, 1}, {0.5, 4e-7}, {0, 1}, {0, 0}}, {}}};
    ASSERT_FALSE(invalidity(outline));
    ASSERT_TRUE(invalidity(each_rounded(outline)));
    const MultiPolygon result = rounded(outline);
    EXPECT_FALSE(invalidity(printed_and_read(result)));
    EXPECT_EQ(printed_and_read(result), result);
    EXPECT_NEAR(area(result), 0.5, 1e-6);
    EXPECT_EQ(result.size(), 2U);
}

TEST(GeoPrecision, NeighboursKeepTheirSharedBorder) {
    std::mt19937 random(8);
    std::uniform_real_distribution<double> any(-0.2, 0.2);
    Ring border;
    for (int i = 0; i <= 100; ++i) {
        border.push_back({1 + any(random), i / 10.0});
    }
    MultiPolygon west{Polygon{border, {}}};
    MultiPolygon east = west;
    for (auto [outline, lon] : {std::pair{&west, 0.0}, std::pair{&east, 2.0}}) {
        (*outline)[0].shell.push_back({lon, 10});
        (*outline)[0].shell.push_back({lon, 0});
        (*outline)[0].shell.push_back(border.front());
    }
    const auto has = [](const MultiPolygon& outline, Point point) {
        return std::find(outline[0].shell.begin(), outline[0].shell.end(), point) != outline[0].shell.end();
    };
    for (const Point& point : border) {
        EXPECT_TRUE(has(rounded(west), rounded(point)));
        EXPECT_TRUE(has(rounded(east), rounded(point)));
    }
}

TEST(GeoPrecision, WhatIsPrintedIsValidHoweverSmallTheShape) {
    std::mt19937 random(2024);
    int broken = 0;
    int kept = 0;
    for (int i = 0; i < 4000; ++i) {
        const double unit = std::pow(10.0, -7.5 + i % 4 * 0.5);  // shapes of 1e-6 to 3e-5 degree
        MultiPolygon outline{Polygon{drawn(random_star(random, 30), unit), {}}};
        for (Point& point : outline[0].shell) {
            point = {point.lon + 2.3488, point.lat + 48.8534};
        }
        if (invalidity(outline)) {
            continue;
        }
        if (i % 3 == 0) {
            outline.push_back({box_ring(3, 48, 4, 49), {}});
        }
        const MultiPolygon result = rounded(outline);
        ASSERT_EQ(printed_and_read(result), result) << i;
        ASSERT_FALSE(invalidity(result)) << i;
        ASSERT_EQ(normalised(result), result) << i;
        ASSERT_NEAR(area(result), area(outline),
                    2e-6 * (length(outline[0].shell) + 6) * (i % 3 == 0 ? 1 : 0) + 5e-6 * length(outline[0].shell));
        const MultiPolygon simply = each_rounded(outline);
        const bool can_be_built = std::all_of(simply.begin(), simply.end(), [](const Polygon& p) { return p.shell.size() > 3; });
        if (can_be_built && !invalidity(simply)) {
            ASSERT_EQ(result, normalised(simply)) << i;
            ++kept;
        } else {
            ++broken;
        }
    }
    EXPECT_GT(broken, 200);
    EXPECT_GT(kept, 200);
}

}  // namespace
}  // namespace maillage::geo
