// Coordinates: pyproj 3 (PROJ 9.1), Transformer.from_crs("OGC:CRS84", CRS, always_xy=True).transform(lon, lat).
#include <gtest/gtest.h>

#include <limits>

#include "geo/crs.hpp"

namespace maillage::geo {
namespace {

Layer layer_of(const std::vector<Point>& points) {
    Layer layer;
    for (const Point point : points) {
        LayerRow& row = layer.rows.emplace_back();
        row.shape.kind = Shape::Kind::point;
        row.shape.point = point;
    }
    return layer;
}

TEST(GeoLikelyCrs, TheFirstIsTheSystemInUseThere) {
    struct Known {
        const char* crs;
        Point point;
    };
    for (const Known& one : {Known{"EPSG:4326", {2.35, 48.85}},
                             Known{"EPSG:2154", {652301.565, 6861302.726}},      // Paris
                             Known{"EPSG:3943", {1700000, 2222217.084}},         // 3 43.2
                             Known{"EPSG:3949", {1652300.165, 8183524.371}},     // Paris
                             Known{"EPSG:5490", {707904.647, 1614967.882}},      // Martinique
                             Known{"EPSG:2975", {338767.167, 7690355.572}},      // Saint-Denis
                             Known{"EPSG:2972", {355855.438, 541750.164}},       // Cayenne
                             Known{"EPSG:4471", {521705.548, 8584972.962}},      // Mayotte
                             Known{"EPSG:4467", {561046.921, 5183249.913}},      // Saint-Pierre
                             Known{"EPSG:3857", {261600.803, 6249447.753}},      // Paris
                             Known{"EPSG:27572", {600990.892, 2427961.512}},     // Paris
                             Known{"EPSG:3035", {3760536.823, 2888771.021}}}) {  // Paris
        const std::vector<LikelyCrs> likely = likely_crs(layer_of({one.point}));
        ASSERT_FALSE(likely.empty()) << one.crs;
        EXPECT_EQ(likely.front().code, one.crs);
    }
}

TEST(GeoLikelyCrs, WhatCantBeToldApartIsAllNamed) {
    // Strasbourg in 25832 is at 1.75 E in 25831 and 4.25 W in 25830, and near Montpellier on a web map (pyproj)
    std::vector<std::string> codes;
    for (const LikelyCrs& one : likely_crs(layer_of({{407806.480, 5381522.276}}))) {
        codes.push_back(one.code);
    }
    EXPECT_EQ(codes, (std::vector<std::string>{"EPSG:3857", "EPSG:25830", "EPSG:25831", "EPSG:25832"}));
}

TEST(GeoLikelyCrs, SwappedAxesAreTriedWhereNothingElseFits) {
    const std::vector<LikelyCrs> metres = likely_crs(layer_of({{6861302.726, 652301.565}}));  // Paris, northing first
    ASSERT_FALSE(metres.empty());
    EXPECT_EQ(metres.front().code, "EPSG:2154");
    const std::vector<LikelyCrs> degrees = likely_crs(layer_of({{48.85, 2.35}}));
    ASSERT_FALSE(degrees.empty());
    EXPECT_EQ(degrees.front().code, "EPSG:4326");
}

TEST(GeoLikelyCrs, MostOfTheRowsDecide) {
    const Point paris{652301.565, 6861302.726};
    const Point nowhere{1e9, 1e9};
    const Point unknown{std::numeric_limits<double>::quiet_NaN(), 0};
    const std::vector<LikelyCrs> likely = likely_crs(layer_of({nowhere, paris, unknown, paris}));
    ASSERT_EQ(likely.size(), 1U);
    EXPECT_EQ(likely[0].code, "EPSG:2154");
    EXPECT_FALSE(likely[0].lonlat);
    EXPECT_FALSE(likely[0].everywhere);
    EXPECT_TRUE(likely_crs(layer_of({nowhere, paris})).empty());
    EXPECT_TRUE(likely_crs(layer_of({})).empty());
    EXPECT_TRUE(likely_crs(layer_of({{13.4, 52.5}})).empty());  // Berlin
}

}  // namespace
}  // namespace maillage::geo
