#include "geo/border_distance.hpp"

#include <gtest/gtest.h>

#include <random>

#include "geo/geodesic.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using geo_test::box;
constexpr std::optional<std::size_t> nowhere;

/// Lengths in these tests are GeographicLib's (pyproj 3.4, Geod(ellps="WGS84").inv), the nearest place found by golden section.
struct Map {
    explicit Map(std::vector<MultiPolygon> drawn) : outlines(std::move(drawn)) {
        std::vector<const MultiPolygon*> pointers;
        for (const MultiPolygon& outline : outlines) {
            pointers.push_back(&outline);
        }
        locator.emplace(pointers);
        borders.emplace(pointers, *locator);
    }

    [[nodiscard]] std::vector<std::optional<std::size_t>> reached(Point from, double radius_m) const {
        std::vector<std::optional<std::size_t>> outlines_reached;
        for (const Borders::Reached& one : borders->within(from, radius_m)) {
            outlines_reached.push_back(one.outline);
        }
        return outlines_reached;
    }

    std::vector<MultiPolygon> outlines;
    std::optional<PointLocator> locator;
    std::optional<Borders> borders;
};

using Where = std::vector<std::optional<std::size_t>>;

TEST(GeoBorderDistance, IsTheGeodesicToTheNearestPlaceOfAnEdgeStraightInLonLat) {
    const MultiPolygon square = box(2, 46, 3, 47);
    EXPECT_NEAR(nearest_border(square, {2.4, 46.001}).distance_m, 111.151328, 1e-5);
    EXPECT_NEAR(nearest_border(square, {4, 48}).distance_m, 134302.038472, 1e-5);  // a corner
    EXPECT_EQ(nearest_border(square, {4, 48}).place, (Point{3, 47}));
    EXPECT_EQ(nearest_border(square, {3, 46.25}).distance_m, 0);

    const MultiPolygon triangle{{{{2, 46}, {3, 46}, {3, 47}, {2, 46}}, {}}};
    const Foot foot = nearest_border(triangle, {2.6, 46.4});
    EXPECT_NEAR(foot.distance_m, 12643.631761, 1e-5);
    EXPECT_NEAR(foot.place.lon, 2.464741087, 1e-8);
    EXPECT_NEAR(foot.place.lat, 46.464741087, 1e-8);
}

TEST(GeoBorderDistance, AMeridianFarAwayIsNearestPolewardsOfThePlace) {
    const MultiPolygon west = box(-20, 40, 0, 70);
    const Foot foot = nearest_border(west, {5, 60});
    EXPECT_NEAR(foot.distance_m, 278734.292928, 1e-4);
    EXPECT_NEAR(foot.place.lat, 60.09465728, 1e-6);
}

TEST(GeoBorderDistance, HolesHaveBordersToo) {
    MultiPolygon ring = box(2, 46, 3, 47);
    ring.front().holes.push_back(geo_test::box_ring(2.4, 46.002, 2.6, 46.5));
    EXPECT_NEAR(nearest_border(ring, {2.4, 46.001}).distance_m, 111.151328, 1e-4);
    EXPECT_NEAR(nearest_border(ring, {2.5, 46.0015}).distance_m, 55.57, 0.01);  // half of it, to the hole
}

TEST(GeoBorderDistance, TheNearestOfManyIsThatOfEachByItself) {
    std::mt19937 random(2104);
    std::uniform_real_distribution<double> any_lon(-4, 8);
    std::uniform_real_distribution<double> any_lat(43, 51);
    for (int set = 0; set < 20; ++set) {
        std::vector<MultiPolygon> outlines(1);  // one draws nothing
        for (int i = 0; i < 12; ++i) {
            const Point middle{any_lon(random), any_lat(random)};
            outlines.push_back({{geo_test::drawn(geo_test::random_star(random, 400), 1e-3), {}}});
            for (Point& corner : outlines.back().front().shell) {
                corner = {corner.lon + middle.lon, corner.lat + middle.lat};
            }
        }
        const Map map(outlines);
        for (int i = 0; i < 50; ++i) {
            const Point from{any_lon(random), any_lat(random)};
            double least = 1e9;
            for (std::size_t one = 1; one < outlines.size(); ++one) {
                least = std::min(least, nearest_border(outlines[one], from).distance_m);
            }
            const std::optional<Foot> found = map.borders->nearest(from);
            ASSERT_TRUE(found);
            ASSERT_NEAR(found->distance_m, least, 1e-6) << set << ' ' << i;
            ASSERT_NEAR(geodesic(from, found->place).length_m, found->distance_m, 1e-9);
        }
    }
}

TEST(GeoBorderDistance, DoesNotCrossSeas) {
    const Map map({box(2, 46, 3, 47)});
    EXPECT_FALSE(map.borders->nearest({9.1, 42.2}));  // Corse
    EXPECT_FALSE(map.borders->nearest({55.5, -21.1}));  // La Réunion
    EXPECT_TRUE(map.borders->nearest({-4, 48}));
}

// At 46.5° north, 1e-4° of longitude is 7.676259 m.

TEST(GeoBorderDistance, ReachesANeighbourWithinTheRadiusOnly) {
    const Map map({box(2, 46, 2.5, 47), box(2.5, 46, 3, 47)});
    const Point from{2.4999, 46.5};
    EXPECT_EQ(map.reached(from, 7.676), Where{});
    EXPECT_EQ(map.reached(from, 7.677), Where{1U});
    EXPECT_NEAR(map.borders->within(from, 10).front().distance_m, 7.676259, 1e-5);
    EXPECT_EQ(map.reached({2.5001, 46.5}, 7.677), Where{0U});
}

TEST(GeoBorderDistance, AMoveOfNothingReachesTheOtherSideOfItsBorder) {
    const Map map({box(2, 46, 2.5, 47), box(2.5, 46, 3, 47)});
    ASSERT_EQ(map.reached({2.5, 46.5}, 0), Where{1U});
    EXPECT_EQ(map.borders->within({2.5, 46.5}, 0).front().distance_m, 0);
    EXPECT_EQ(map.reached({2.4999, 46.5}, 0), Where{});
}

TEST(GeoBorderDistance, ReachesWhereNoOutlineIs) {
    const Map map({box(2, 46, 2.5, 47), box(2.5, 46, 3, 47)});
    EXPECT_EQ(map.reached({2.4999, 46.9999}, 20), (Where{1U, nowhere}));
    EXPECT_EQ(map.reached({3.0001, 46.5}, 20), Where{1U});  // from there it is no news
    EXPECT_EQ(map.reached({3.1, 46.5}, 20), Where{});
}

TEST(GeoBorderDistance, OnlyWhatMakesAPlaceIsOne) {
    // The eastern one has a vertex more, half a metre (6.5e-6°) or five metres off the border.
    const auto east = [](double lon) { return MultiPolygon{{{{2.5, 46}, {3, 46}, {3, 47}, {2.5, 47}, {lon, 46.5}, {2.5, 46}}, {}}}; };
    EXPECT_EQ(Map({box(2, 46, 2.5, 47), east(2.5000065)}).reached({2.49999, 46.5}, 20), Where{1U});
    EXPECT_EQ(Map({box(2, 46, 2.5, 47), east(2.500065)}).reached({2.49999, 46.5}, 20), (Where{1U, nowhere}));
    EXPECT_EQ(Map({box(2, 46, 2.5, 47), east(2.4999935)}).reached({2.49999, 46.5}, 20), Where{1U});
}

TEST(GeoBorderDistance, AnOverlapBelongsToTheFirst) {
    const Map map({box(2, 46, 2.5001, 47), box(2.5, 46, 3, 47)});
    const Point from{2.5, 46.5};
    EXPECT_EQ(map.reached(from, 7.676), Where{});  // in both: it is the first's up to the first's own border
    EXPECT_EQ(map.reached(from, 7.677), Where{1U});
    const Map other_order({box(2.5, 46, 3, 47), box(2, 46, 2.5001, 47)});
    EXPECT_EQ(other_order.reached(from, 7), Where{1U});
}

TEST(GeoBorderDistance, AnOutlineThatHoldsAllAroundHidesThoseAfterIt) {
    const Map map({box(2, 46, 3, 47), box(2.2, 46.2, 2.5, 46.8)});
    EXPECT_EQ(map.reached({2.50001, 46.5}, 20), Where{});
    EXPECT_EQ(Map({box(2.2, 46.2, 2.5, 46.8), box(2, 46, 3, 47)}).reached({2.50001, 46.5}, 20), Where{0U});
}

}  // namespace
}  // namespace maillage::geo
