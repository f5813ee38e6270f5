#include "stages/locate.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/error.hpp"
#include "formats/location_counts.hpp"
#include "stages/membership.hpp"

namespace maillage::stages {
namespace {

MultiPolygon square(double west, double south, double east, double north) {
    return {Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

/// A [0,2]x[0,1] and B [2,4]x[0,1] side by side; C [3,5]x[0,1] over half of B.
std::vector<Territory> three() {
    std::vector<Territory> territories(3);
    territories[0].code = "A";
    territories[0].outline = square(0, 0, 2, 1);
    territories[1].code = "B";
    territories[1].outline = square(2, 0, 4, 1);
    territories[2].code = "C";
    territories[2].outline = square(3, 0, 5, 1);
    return territories;
}

TEST(StagesLocate, EachPointHasOneTerritoryOrNone) {
    const std::vector<Territory> territories = three();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<Point> points{{1, 0.5}, {2, 0.5},   {0, 0},  {3.5, 0.5}, {4.5, 0.5},
                              {6, 0.5}, {200, 0.5}, {1, 91}, {nan, nan}, {3, 0.5}};
    std::vector<Fault> faults(points.size(), Fault::none);
    faults[8] = Fault::unreadable;
    const std::vector<Location> locations = locate(locator_of(territories), geo::PointPlacer("OGC:CRS84"), points, faults);
    using enum Situation;
    constexpr std::uint32_t nowhere = Location::nowhere;
    EXPECT_EQ(locations, (std::vector<Location>{{0, inside},
                                                {0, border},
                                                {0, inside},
                                                {1, overlap},
                                                {2, inside},
                                                {nowhere, outside},
                                                {nowhere, rejected},
                                                {nowhere, rejected},
                                                {nowhere, rejected},
                                                {1, border}}));
    EXPECT_EQ(faults[6], Fault::off_map);
    EXPECT_EQ(faults[7], Fault::off_map);
    EXPECT_EQ(faults[8], Fault::unreadable);
    LocationCounts counts = counts_of(territories);
    count(counts, points, locations);
    balance(counts);
    EXPECT_EQ(counts.read, 10U);
    EXPECT_EQ(counts.located, 6U);
    EXPECT_EQ(counts.on_border, 2U);
    EXPECT_EQ(counts.in_overlap, 1U);
    EXPECT_EQ(counts.outside, 1U);
    EXPECT_EQ(counts.rejected, 3U);
    EXPECT_EQ(counts.territories[0].points, 3U);
    EXPECT_EQ(counts.territories[0].extent, (Box{0, 0, 2, 0.5}));
    EXPECT_EQ(counts.territories[2].extent, (Box{4.5, 0.5, 4.5, 0.5}));
}

TEST(StagesLocate, PointsAreBroughtFromTheirSystem) {
    // Lambert-93 by its definition: the false origin (700000, 6600000) is at 3° E, 46.5° N
    std::vector<Territory> one(1);
    one[0].code = "A";
    one[0].outline = square(2.999, 46.499, 3.001, 46.501);
    std::vector<Point> points{{700000, 6600000}, {700200, 6600000}, {700000, 600000}};
    std::vector<Fault> faults(3, Fault::none);
    const auto locations = locate(locator_of(one), geo::PointPlacer("EPSG:2154"), points, faults);
    EXPECT_EQ(locations[0].situation, Situation::inside);
    EXPECT_EQ(locations[1].situation, Situation::outside) << "some 200 m east: 0.0026°";
    EXPECT_EQ(locations[2].situation, Situation::rejected) << "where Lambert-93 is not for";
    EXPECT_NEAR(points[0].lon, 3, 1e-9);
    EXPECT_NEAR(points[0].lat, 46.5, 1e-9);
}

TEST(StagesLocate, CountsOfAnySplitAddUpToTheSameBytes) {
    const std::vector<Territory> territories = three();
    const geo::PointLocator locator = locator_of(territories);
    const geo::PointPlacer placer("OGC:CRS84");
    std::mt19937 random(7);
    std::uniform_real_distribution<double> lon(-1, 6);
    std::uniform_int_distribution<int> coarse(-2, 12);
    std::vector<Point> points;
    for (int i = 0; i < 3000; ++i) {
        points.push_back(i % 3 == 0 ? Point{lon(random), lon(random) / 3} : Point{coarse(random) / 2.0, coarse(random) / 4.0});
        points.push_back({i % 2 == 0 ? -0.0 : 0.0, 0.5});  // which zero comes first depends on the split
    }
    const auto counted = [&](std::size_t from, std::size_t to) {
        std::vector<Point> part(points.begin() + static_cast<std::ptrdiff_t>(from),
                                points.begin() + static_cast<std::ptrdiff_t>(to));
        std::vector<Fault> faults(part.size(), Fault::none);
        LocationCounts counts = counts_of(territories);
        count(counts, part, locate(locator, placer, part, faults));
        return counts;
    };
    const std::string expected = formats::counts_json(counted(0, points.size()));
    EXPECT_EQ(expected.find("-0"), std::string::npos);
    for (const std::size_t parts : {1U, 2U, 7U, 64U, 6000U}) {
        LocationCounts sum = counts_of(territories);
        for (std::size_t i = parts; i-- > 0;) {
            const LocationCounts part = counted(points.size() * i / parts, points.size() * (i + 1) / parts);
            ASSERT_TRUE(may_be_added(sum, part));
            add(sum, part);
        }
        EXPECT_EQ(formats::counts_json(sum), expected) << parts;
    }
}

TEST(StagesLocate, CountsOfAnotherLayerAreNotAdded) {
    const LocationCounts counts = counts_of(three());
    std::vector<Territory> other = three();
    EXPECT_TRUE(may_be_added(counts, counts_of(other)));
    other[1].outline[0].shell[2].lon += 1e-9;
    EXPECT_FALSE(may_be_added(counts, counts_of(other)));
    other = three();
    other[1].name = "autre";
    EXPECT_FALSE(may_be_added(counts, counts_of(other)));
}

TEST(StagesLocate, ALostRowIsAnError) {
    LocationCounts counts = counts_of(three());
    counts.read = 1;
    EXPECT_THROW(balance(counts), LibraryError);
    counts.located = 1;
    EXPECT_THROW(balance(counts), LibraryError) << "in no territory";
    counts.territories[0].points = 1;
    EXPECT_NO_THROW(balance(counts));
}

}  // namespace
}  // namespace maillage::stages
