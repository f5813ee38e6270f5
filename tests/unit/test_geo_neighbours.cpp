#include "geo/neighbours.hpp"

#include <gtest/gtest.h>

#include "geo/geodesic.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

Neighbours::Nearest brute_force(const std::vector<Point>& points, Point from) {
    Neighbours::Nearest best{0, distance_km(from, points[0])};
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (const double distance = distance_km(from, points[i]); distance < best.distance_km) {
            best = {i, distance};
        }
    }
    return best;
}

void expect_same(const std::vector<Point>& points, Point from) {
    const auto found = Neighbours(points).nearest(from);
    const auto expected = brute_force(points, from);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->index, expected.index) << from.lon << ' ' << from.lat;
    ASSERT_EQ(found->distance_km, expected.distance_km);
}

TEST(GeoNeighbours, NothingAmongNothing) { EXPECT_FALSE(Neighbours({}).nearest({0, 0})); }

TEST(GeoNeighbours, TheEllipsoidDecidesWhereTheSphereIsWrong) {
    // At the equator a degree of longitude is 111.32 km, one of latitude 110.57 km.
    const auto nearest = Neighbours({{1, 0}, {0, 1.005}}).nearest({0, 0});
    ASSERT_TRUE(nearest);
    EXPECT_EQ(nearest->index, 1U);
    EXPECT_NEAR(nearest->distance_km, 1.005 * 110.574, 0.01);
}

TEST(GeoNeighbours, AcrossTheAntimeridianAndOverThePole) {
    EXPECT_EQ(Neighbours({{170, 0}, {-179.5, 0}}).nearest({179.5, 0})->index, 1U);
    EXPECT_EQ(Neighbours({{0, 80}, {180, 89}}).nearest({0, 88})->index, 1U);
    EXPECT_EQ(Neighbours({{0, 90}, {123, 90}}).nearest({55, 90})->index, 0U);
}

TEST(GeoNeighbours, EqualDistancesGoToTheLowestIndex) {
    EXPECT_EQ(Neighbours({{9, 9}, {1, 0}, {-1, 0}, {1, 0}}).nearest({0, 0})->index, 1U);
    EXPECT_EQ(Neighbours({{9, 9}, {-1, 0}, {1, 0}}).nearest({0, 0})->index, 1U);
    const std::vector<Point> same(500, Point{2.35, 48.85});
    EXPECT_EQ(Neighbours(same).nearest({2.35, 48.85})->index, 0U);
    EXPECT_EQ(Neighbours(same).nearest({5, 45})->index, 0U);
}

TEST(GeoNeighbours, EqualsBruteForceOverTheGlobe) {
    std::mt19937 random(1858);
    std::uniform_real_distribution<double> any_lon(-180, 180);
    std::uniform_real_distribution<double> any_lat(-90, 90);
    for (int set = 0; set < 100; ++set) {
        std::vector<Point> points;
        for (int i = 0; i < 1 + set; ++i) {
            points.push_back({any_lon(random), any_lat(random)});
        }
        const Neighbours neighbours(points);
        for (int i = 0; i < 100; ++i) {
            const Point from{any_lon(random), any_lat(random)};
            const auto expected = brute_force(points, from);
            ASSERT_EQ(neighbours.nearest(from)->index, expected.index) << set << ' ' << i;
            ASSERT_EQ(neighbours.nearest(from)->distance_km, expected.distance_km);
        }
    }
}

TEST(GeoNeighbours, EqualsBruteForceAmongNearTiesOnACircle) {
    // All about one degree away: the sphere's order is wrong as often as not.
    std::mt19937 random(1884);
    std::uniform_real_distribution<double> any_turn(0, 6.283185307179586);
    std::uniform_real_distribution<double> any_stretch(0.995, 1.005);
    int disagreements = 0;
    for (const double lat : {0.0, 46.5, -21.1, 88.0}) {
        for (int set = 0; set < 60; ++set) {
            std::vector<Point> points;
            std::size_t nearest_on_sphere = 0;
            double least = 9;
            for (std::size_t i = 0; i < 40; ++i) {
                const double turn = any_turn(random);
                const double radius = any_stretch(random);
                if (radius < least) {
                    least = radius;
                    nearest_on_sphere = i;
                }
                points.push_back({radius * std::cos(turn) / std::cos(lat * 0.017453292519943295), lat + radius * std::sin(turn)});
            }
            expect_same(points, {0, lat});
            disagreements += brute_force(points, {0, lat}).index != nearest_on_sphere ? 1 : 0;
        }
    }
    EXPECT_GT(disagreements, 20);
}

TEST(GeoNeighbours, EqualsBruteForceAmongCoarseCoordinates) {
    // Many exact ties, poles written with many longitudes, both names of the antimeridian.
    std::mt19937 random(1911);
    std::uniform_int_distribution<int> any_lon(-6, 6);
    std::uniform_int_distribution<int> any_lat(-3, 3);
    for (int set = 0; set < 300; ++set) {
        std::vector<Point> points;
        for (int i = 0; i < 30; ++i) {
            points.push_back({30.0 * any_lon(random), 30.0 * any_lat(random)});
        }
        expect_same(points, {30.0 * any_lon(random), 30.0 * any_lat(random)});
        expect_same(points, {15.0 * any_lon(random), 15.0 * any_lat(random)});
    }
}

TEST(GeoNeighbours, PointsMillimetresApartAreToldApart) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> tiny(-1e-8, 1e-8);
    for (int set = 0; set < 200; ++set) {
        std::vector<Point> points;
        for (int i = 0; i < 20; ++i) {
            points.push_back({2.35 + tiny(random), 48.85 + tiny(random)});
        }
        expect_same(points, {2.35, 48.85});
    }
}

TEST(GeoNeighbours, WithinIsAllThatAreNoFartherByAscendingIndex) {
    std::mt19937 random(1841);
    std::uniform_real_distribution<double> any_lon(-180, 180);
    std::uniform_real_distribution<double> any_lat(-90, 90);
    std::uniform_real_distribution<double> any_reach(0, 21'000);
    std::size_t found_in_all = 0;
    for (int set = 0; set < 60; ++set) {
        std::vector<Point> points;
        for (int i = 0; i < 5 * set; ++i) {
            points.push_back({any_lon(random), any_lat(random)});
        }
        const Neighbours neighbours(points);
        for (int i = 0; i < 50; ++i) {
            const Point from{any_lon(random), any_lat(random)};
            const double reach = any_reach(random) / (1 + i);
            std::vector<std::size_t> expected;
            for (std::size_t p = 0; p < points.size(); ++p) {
                if (distance_km(from, points[p]) <= reach) {
                    expected.push_back(p);
                }
            }
            std::vector<std::size_t> found;
            for (const Neighbours::Nearest& one : neighbours.within(from, reach)) {
                ASSERT_EQ(one.distance_km, distance_km(from, points[one.index]));
                found.push_back(one.index);
            }
            ASSERT_EQ(found, expected) << set << ' ' << i;
            found_in_all += found.size();
        }
    }
    EXPECT_GT(found_in_all, 1000U);
}

TEST(GeoNeighbours, WithinHoldsItsLimit) {
    const Neighbours neighbours({{2, 48}, {2.125, 48}, {2.125, 48}, {2.25, 48}});
    const double limit = distance_km({2, 48}, {2.125, 48});
    EXPECT_EQ(neighbours.within({2, 48}, limit).size(), 3U);
    EXPECT_EQ(neighbours.within({2, 48}, std::nextafter(limit, 0)).size(), 1U);
    EXPECT_EQ(neighbours.within({2, 48}, 0).size(), 1U);
    EXPECT_TRUE(Neighbours({}).within({2, 48}, 10).empty());
}

}  // namespace
}  // namespace maillage::geo
