#include "geo/outline_details.hpp"

#include <gtest/gtest.h>

#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

// pyproj.Geod(ellps="WGS84"): the square of 0.00001° at 2.5 47.5 has 0.8377 m², that of 0.0001° at 2 48 has 82.976 m².

TEST(GeoOutlineDetails, PartsAndHolesUnderAHundredSquareMetresAreTiny) {
    MultiPolygon outline = box(2, 48, 2.001, 48.001);  // 8 300 m²: a millionth of it is nothing
    outline[0].holes.push_back(box_ring(2.0005, 48.0005, 2.00051, 48.00051));
    outline.push_back(box(2.01, 48, 2.0101, 48.0001)[0]);    // 83 m²
    outline.push_back(box(2.02, 48, 2.02015, 48.0001)[0]);   // 124 m²
    const std::vector<TinyRing> tiny = tiny_rings(outline);
    ASSERT_EQ(tiny.size(), 2U);
    EXPECT_TRUE(tiny[0].hole);
    EXPECT_EQ(tiny[0].point, (Point{2.0005, 48.0005}));
    EXPECT_NEAR(tiny[0].area_m2, 0.83, 0.01);
    EXPECT_FALSE(tiny[1].hole);
    EXPECT_NEAR(tiny[1].area_m2, 82.976, 0.1);
}

TEST(GeoOutlineDetails, PartsUnderAMillionthAreTiny) {
    MultiPolygon outline = box(2, 47, 3, 48);  // 8 337 km²: a millionth is 8 337 m²
    outline.push_back(box(4, 47, 4.001, 47.001)[0]);  // 8 440 m²
    EXPECT_TRUE(tiny_rings(outline).empty());
    outline.push_back(box(5, 47, 5.0009, 47.001)[0]);  // 7 600 m²
    EXPECT_EQ(tiny_rings(outline).size(), 1U);
}

TEST(GeoOutlineDetails, AnOnlyPartIsNotTinyHoweverSmall) {
    EXPECT_TRUE(tiny_rings(box(2, 48, 2.00001, 48.00001)).empty());
    EXPECT_TRUE(tiny_rings({}).empty());
}

/// A square of 1°, with a tip `length` degrees beyond its northern side at 2.5, `width` degrees wide at its foot.
MultiPolygon with_tip(double length, double width) {
    return {Polygon{{{2, 47}, {3, 47}, {3, 48}, {2.5 + width, 48}, {2.5 + width / 2, 48 + length}, {2.5, 48}, {2, 48}, {2, 47}}, {}}};
}

TEST(GeoOutlineDetails, ASpikeOfTwoMillimetresIsFoundAtItsTip) {
    // at 48 N a degree is 111.2 km along the meridian, 74.6 km across (pyproj.Geod.inv): 1.112 m long, 2 mm wide
    const std::vector<Spike> found = spikes(with_tip(1e-5, 2.68e-8));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].point.lat, 48.00001, 1e-9);
    EXPECT_NEAR(found[0].length_m, 1.112, 0.01);
    EXPECT_NEAR(found[0].width_m, 0.002, 0.0001);
}

TEST(GeoOutlineDetails, WhatIsBroadShortOrBluntIsNoSpike) {
    EXPECT_EQ(spikes(with_tip(1e-3, 1.2e-5)).size(), 1U);  // 111 m by 0.9 m
    EXPECT_TRUE(spikes(with_tip(1e-3, 1.4e-5)).empty());   // 111 m by 1.04 m
    EXPECT_TRUE(spikes(with_tip(1e-5, 6e-7)).empty());     // 1.11 m by 4.5 cm: 25 times as long as wide
    EXPECT_TRUE(spikes(with_tip(5e-7, 1e-9)).empty());     // 5.6 cm
    EXPECT_TRUE(spikes(box(2, 47, 3, 48)).empty());
}

TEST(GeoOutlineDetails, SpikesOfHolesAndAtTheFirstPositionAreSeen) {
    const Ring shell = with_tip(1e-5, 2.68e-8)[0].shell;
    Ring turned(shell.begin() + 4, shell.end() - 1);
    turned.insert(turned.end(), shell.begin(), shell.begin() + 5);  // begins at the tip
    EXPECT_EQ(spikes({Polygon{turned, {}}}).size(), 1U);
    EXPECT_EQ(spikes({Polygon{box_ring(0, 40, 9, 50), {shell}}}).size(), 1U);
}

}  // namespace
}  // namespace maillage::geo
