#include "stages/screen.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/arcs.hpp"

namespace maillage::stages {
namespace {

constexpr double metres_per_degree = 111'148;  // of latitude, at 45 degrees

/// So many territories drawn by these outlines, all kept.
Result drawn_as(std::vector<MultiPolygon> outlines) {
    Result result;
    result.territories.resize(outlines.size());
    result.kept.assign(outlines.size(), true);
    result.drawn = std::move(outlines);
    return result;
}

MultiPolygon rectangle(double west, double south, double east, double north) {
    return {Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

/// A square of 0.1 degree whose south side has a tooth of so many metres.
MultiPolygon toothed(double metres) {
    return {Polygon{{{2, 45}, {2.05, 45 - metres / metres_per_degree}, {2.1, 45}, {2.1, 45.1}, {2, 45.1}, {2, 45}}, {}}};
}

TEST(StagesScreen, WhatIsWithinThreeHundredMetresGoesAndWhatIsNotStays) {
    const Screen low = screen(drawn_as({toothed(250)}));
    EXPECT_EQ(low.read, 6U);
    EXPECT_EQ(low.drawn, 5U);
    EXPECT_GE(low.tolerance_m, 250);
    EXPECT_LE(low.tolerance_m, 300);
    EXPECT_EQ(screen(drawn_as({toothed(320)})).drawn, 6U);
}

TEST(StagesScreen, ABorderIsOneArc) {
    const Screen two = screen(drawn_as({rectangle(2, 45, 2.1, 45.1), rectangle(2.1, 45, 2.2, 45.1)}));
    EXPECT_EQ(two.pays.arcs.size(), 3U);
    EXPECT_EQ(two.pays.outlines.size(), 2U);
}

TEST(StagesScreen, PointsAreOnTheGrid) {
    const Screen one = screen(drawn_as({rectangle(2.000049, 45.000051, 2.1, 45.1)}));
    for (const Point& point : one.pays.arcs.front()) {
        EXPECT_NEAR(point.lon * 1e4, std::round(point.lon * 1e4), 1e-6);
        EXPECT_NEAR(point.lat * 1e4, std::round(point.lat * 1e4), 1e-6);
    }
    EXPECT_NEAR(one.pays.arcs.front().front().lat, 45.0001, 1e-9);
    EXPECT_NEAR(one.pays.arcs.front().front().lon, 2.0, 1e-9);
}

TEST(StagesScreen, WhatFallsFlatStaysAnArcOfTwoPoints) {
    const Screen speck = screen(drawn_as({rectangle(2, 45, 2.00001, 45.00001)}));
    ASSERT_EQ(speck.pays.arcs.size(), 1U);
    EXPECT_EQ(speck.pays.arcs.front().size(), 2U);
}

TEST(StagesScreen, ManyTerritoriesAreDrawnCoarser) {
    const auto with_others = [](std::size_t count) {
        std::vector<MultiPolygon> outlines{toothed(450)};
        for (std::size_t i = 1; i < count; ++i) {
            const double west = 3 + 0.1 * static_cast<double>(i % 50);
            const double south = 46 + 0.1 * static_cast<double>(i / 50);
            outlines.push_back(rectangle(west, south, west + 0.1, south + 0.1));
        }
        return drawn_as(std::move(outlines));
    };
    EXPECT_LE(screen(with_others(500)).tolerance_m, 300);
    const Screen more = screen(with_others(501));
    EXPECT_GE(more.tolerance_m, 450);
    EXPECT_LE(more.tolerance_m, 600);
}

TEST(StagesScreen, OnlyKeptTerritoriesAreDrawn) {
    Result result = drawn_as({rectangle(2, 45, 2.1, 45.1), rectangle(3, 45, 3.1, 45.1)});
    result.kept[0] = false;
    const Screen one = screen(result);
    ASSERT_EQ(one.pays.outlines.size(), 1U);
    EXPECT_EQ(one.pays.arcs.front().front().lon, 3);
}

TEST(StagesScreen, WhatSimplifyingTookBeforeIsCounted) {
    Result result = drawn_as({toothed(250)});
    result.simplification.emplace();
    result.simplification->tolerance_m = 100;
    const Screen rest = screen(result);  // 200 m are left: the tooth stays
    EXPECT_EQ(rest.drawn, 6U);
    EXPECT_GE(rest.tolerance_m, 100);
    EXPECT_LE(rest.tolerance_m, 300);
}

}  // namespace
}  // namespace maillage::stages
