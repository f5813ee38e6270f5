#include "geo/dissolve.hpp"

#include <gtest/gtest.h>

#include <set>

#include "geo/validity.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> result;
    for (const MultiPolygon& outline : outlines) {
        result.push_back(&outline);
    }
    return result;
}

TEST(GeoDissolve, NormalisedByHand) {
    // second part first, shell clockwise from its far corner, holes counter-clockwise and out of order
    const MultiPolygon outline{
        Polygon{{{9, 0}, {9, 1}, {8, 1}, {8, 0}, {9, 0}}, {}},
        Polygon{{{5, 5}, {5, 0}, {0, 0}, {0, 5}, {5, 5}}, {box_ring(3, 3, 4, 4), box_ring(1, 1, 2, 2)}},
    };
    const MultiPolygon expected{
        Polygon{{{0, 0}, {5, 0}, {5, 5}, {0, 5}, {0, 0}},
                {{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}, {{3, 3}, {3, 4}, {4, 4}, {4, 3}, {3, 3}}}},
        Polygon{{{8, 0}, {9, 0}, {9, 1}, {8, 1}, {8, 0}}, {}},
    };
    EXPECT_EQ(normalised(outline), expected);
    EXPECT_EQ(normalised(expected), expected);
}

TEST(GeoDissolve, OrientationOfASliverIsExact) {
    // the line of slope 1/3 again: (1, 1/3 as a double) is just below it, so this order is counter-clockwise
    const Ring sliver{{0, 0}, {1, 1.0 / 3}, {3, 1}, {0, 0}};
    EXPECT_EQ(normalised({Polygon{sliver, {}}})[0].shell, sliver);
    Ring other = sliver;
    std::reverse(other.begin(), other.end());
    EXPECT_EQ(normalised({Polygon{other, {}}})[0].shell, sliver);
}

TEST(GeoDissolve, NeighboursMergeAndStrangersStayApart) {
    const MultiPolygon west = box(0, 0, 1, 1);
    const MultiPolygon east = box(1, 0, 2, 1);
    const MultiPolygon corner = box(2, 1, 3, 2);
    const MultiPolygon result = dissolve({&corner, &east, &west});
    ASSERT_EQ(result.size(), 2U);
    EXPECT_DOUBLE_EQ(area({result[0]}), 2);
    EXPECT_EQ(result[0].shell.front(), (Point{0, 0}));
    EXPECT_EQ(MultiPolygon{result[1]}, corner);
    EXPECT_TRUE(dissolve({}).empty());
}

TEST(GeoDissolve, ARingOfNeighboursLeavesAHole) {
    const MultiPolygon south = box(0, 0, 3, 1);
    const MultiPolygon north = box(0, 2, 3, 3);
    const MultiPolygon west = box(0, 1, 1, 2);
    const MultiPolygon east = box(2, 1, 3, 2);
    const MultiPolygon result = dissolve({&south, &north, &west, &east});
    ASSERT_EQ(result.size(), 1U);
    ASSERT_EQ(result[0].holes.size(), 1U);
    EXPECT_DOUBLE_EQ(signed_area(result[0].shell), 9);
    EXPECT_DOUBLE_EQ(signed_area(result[0].holes[0]), -1);
}

TEST(GeoDissolve, AreaIsThatOfTheCellsCovered) {
    std::mt19937 random(5);
    std::uniform_int_distribution<int> any(0, 9);
    for (int round = 0; round < 50; ++round) {
        std::vector<MultiPolygon> boxes;
        std::set<std::pair<int, int>> cells;
        for (int i = 0; i < 12; ++i) {
            const int west = any(random);
            const int south = any(random);
            const int wide = 1 + any(random) / 3;
            const int high = 1 + any(random) / 3;
            boxes.push_back(box(west, south, west + wide, south + high));
            for (int x = west; x < west + wide; ++x) {
                for (int y = south; y < south + high; ++y) {
                    cells.emplace(x, y);
                }
            }
        }
        const MultiPolygon result = dissolve(pointers(boxes));
        EXPECT_FALSE(invalidity(result));
        EXPECT_DOUBLE_EQ(area(result), static_cast<double>(cells.size()));
        EXPECT_EQ(result, normalised(result));
    }
}

TEST(GeoDissolve, TheOrderOfTheOutlinesAndOfTheirCornersIsIndifferent) {
    std::mt19937 random(11);
    std::uniform_int_distribution<std::int64_t> any(-60, 60);
    std::uniform_int_distribution<std::int64_t> any_bay(1, 25);
    for (int round = 0; round < 40; ++round) {
        std::vector<MultiPolygon> stars;
        for (int i = 0; i < 15; ++i) {
            stars.push_back({Polygon{drawn(moved(random_star(random, 40), 1, {any(random), any(random)}), 1.0 / 7), {}}});
        }
        // four-pointed stars in one same box: nothing but their order tells GEOS which to unite first
        for (int i = 0; i < 15; ++i) {
            const auto bay = [&](std::int64_t x, std::int64_t y) { return Whole{x * any_bay(random), y * any_bay(random)}; };
            const WholeRing star{{90, 0}, bay(1, 1), {0, 90}, bay(-1, 1), {-90, 0}, bay(-1, -1), {0, -90}, bay(1, -1)};
            stars.push_back({Polygon{drawn(star, 1.0 / 7), {}}});
        }
        const MultiPolygon once = dissolve(pointers(stars));
        ASSERT_FALSE(invalidity(once));
        for (int again = 0; again < 4; ++again) {
            std::shuffle(stars.begin(), stars.end(), random);
            for (MultiPolygon& star : stars) {
                Ring& shell = star[0].shell;
                shell.pop_back();
                std::rotate(shell.begin(), shell.begin() + 1, shell.end());
                std::reverse(shell.begin(), shell.end());
                shell.push_back(shell.front());
            }
            ASSERT_EQ(dissolve(pointers(stars)), once) << round;
        }
    }
}

}  // namespace
}  // namespace maillage::geo
