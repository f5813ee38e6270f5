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

Dissolved by_group(const std::vector<MultiPolygon>& outlines, const std::vector<std::size_t>& group_of, std::size_t groups) {
    return dissolve(pointers(outlines), group_of, groups);
}

// three groups over a strip of four squares, one group without members
//
//   1 +--+--+--+--+
//     |0 |0 |2 |0 |
//   0 +--+--+--+--+
//     0  1  2  3  4
TEST(GeoDissolve, GroupsAreDissolvedEachForItself) {
    const Dissolved result = by_group({box(3, 0, 4, 1), box(1, 0, 2, 1), box(2, 0, 3, 1), box(0, 0, 1, 1)}, {0, 0, 2, 0}, 3);
    const Ring joined{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}, {0, 0}};
    ASSERT_EQ(result.outlines.size(), 3U);
    EXPECT_EQ(result.outlines[0], (MultiPolygon{Polygon{joined, {}}, Polygon{box_ring(3, 0, 4, 1), {}}}));
    EXPECT_TRUE(result.outlines[1].empty());
    EXPECT_EQ(result.outlines[2], box(2, 0, 3, 1));
    EXPECT_TRUE(result.mismatches.empty());
}

TEST(GeoDissolve, CornersAlongTheBordersThatGoAreKept) {
    const MultiPolygon west{Polygon{{{0, 0}, {1, 0}, {1, 0.5}, {1, 1}, {0, 1}, {0, 0}}, {}}};
    const MultiPolygon east{Polygon{{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0.5}, {1, 0}}, {}}};
    const Dissolved result = by_group({east, west}, {0, 0}, 1);
    EXPECT_TRUE(result.mismatches.empty());
    EXPECT_EQ(result.outlines[0], (MultiPolygon{Polygon{{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}, {0, 0}}, {}}}));
}

TEST(GeoDissolve, AnEnclaveIsAHoleUntilItIsAMember) {
    const MultiPolygon around{Polygon{box_ring(0, 0, 3, 3), {box_ring(1, 1, 2, 2)}}};
    EXPECT_EQ(dissolve({&around}), normalised(around));
    const MultiPolygon enclave = box(1, 1, 2, 2);
    EXPECT_EQ(dissolve({&enclave, &around}), box(0, 0, 3, 3));
}

// Rings drawn the wrong way round, as shapefiles and old GeoJSON have them, match all the same.
TEST(GeoDissolve, TheDirectionOfTheRingsIsIndifferent) {
    MultiPolygon west = box(0, 0, 1, 1);
    std::reverse(west[0].shell.begin(), west[0].shell.end());
    const Dissolved result = by_group({west, box(1, 0, 2, 1)}, {0, 0}, 1);
    EXPECT_TRUE(result.mismatches.empty());
    EXPECT_EQ(result.outlines[0], (MultiPolygon{Polygon{{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}, {0, 0}}, {}}}));
}

/// A group that can't be dissolved by its edges, with the place that says why.
void expect_mismatch(const std::vector<MultiPolygon>& outlines, Point place, const MultiPolygon& expected) {
    const Dissolved result = by_group(outlines, std::vector<std::size_t>(outlines.size(), 0), 1);
    ASSERT_EQ(result.mismatches.size(), 1U);
    EXPECT_EQ(result.mismatches[0].group, 0U);
    EXPECT_EQ(result.mismatches[0].point, place) << result.mismatches[0].point.lon << " " << result.mismatches[0].point.lat;
    EXPECT_EQ(result.outlines[0], normalised(expected));
}

TEST(GeoDissolve, AMemberGivenTwiceIsAnOverlap) { expect_mismatch({box(0, 0, 1, 1), box(0, 0, 1, 1)}, {0, 0}, box(0, 0, 1, 1)); }

TEST(GeoDissolve, AMemberWithinAnotherIsAnOverlap) {
    expect_mismatch({box(0, 0, 9, 9), box(2, 2, 3, 3)}, {2, 2}, box(0, 0, 9, 9));
}

TEST(GeoDissolve, ACornerOnOneSideOnlyIsNoMatch) {
    const MultiPolygon west{Polygon{{{0, 0}, {1, 0}, {1, 0.5}, {1, 1}, {0, 1}, {0, 0}}, {}}};
    expect_mismatch({west, box(1, 0, 2, 1)}, {1, 0}, {Polygon{{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}, {0, 0}}, {}}});
}

TEST(GeoDissolve, BordersThatCrossAreNoMatch) {
    // a plus sign: no corner in common
    const Ring plus{{0, 1}, {1, 1}, {1, 0}, {2, 0}, {2, 1}, {3, 1}, {3, 2}, {2, 2}, {2, 3}, {1, 3}, {1, 2}, {0, 2}, {0, 1}};
    const Dissolved result = by_group({box(0, 1, 3, 2), box(1, 0, 2, 3)}, {0, 0}, 1);
    EXPECT_EQ(result.outlines[0], (MultiPolygon{Polygon{plus, {}}}));
    ASSERT_EQ(result.mismatches.size(), 1U);
    const Point place = result.mismatches[0].point;
    EXPECT_TRUE((place.lon == 1 || place.lon == 2) && (place.lat == 1 || place.lat == 2)) << place.lon << " " << place.lat;
}

// west's corner at (1 + d, 2): beyond the neighbour's (1, 2) when d > 0, short of it when d < 0
MultiPolygon west_with_corner(double d) { return {Polygon{{{0, 0}, {1, 0}, {1, 1}, {1 + d, 2}, {1, 3}, {1, 4}, {0, 4}, {0, 0}}, {}}}; }
const MultiPolygon east_of_it{Polygon{{{1, 0}, {2, 0}, {2, 4}, {1, 4}, {1, 3}, {1, 2}, {1, 1}, {1, 0}}, {}}};
const Ring around_both{{0, 0}, {1, 0}, {2, 0}, {2, 4}, {1, 4}, {0, 4}, {0, 0}};

TEST(GeoDissolve, AGapStaysAHole) {
    const Dissolved result = by_group({west_with_corner(-0.25), east_of_it}, {0, 0}, 1);
    EXPECT_TRUE(result.mismatches.empty());
    const Ring gap{{0.75, 2}, {1, 3}, {1, 2}, {1, 1}, {0.75, 2}};
    EXPECT_EQ(result.outlines[0], (MultiPolygon{Polygon{around_both, {gap}}}));
}

TEST(GeoDissolve, ASliverOfOverlapIsTold) {
    expect_mismatch({west_with_corner(0.25), east_of_it}, {1, 1}, {Polygon{around_both, {}}});
}

// The corner moved along the border's own line: the sliver has no area, but corners don't match.
TEST(GeoDissolve, ASliverWithoutAreaIsTold) {
    MultiPolygon west = west_with_corner(0);
    west[0].shell[3] = {1, 2.25};
    const Dissolved result = by_group({west, east_of_it}, {0, 0}, 1);
    EXPECT_EQ(result.outlines[0], (MultiPolygon{Polygon{around_both, {}}}));
    ASSERT_EQ(result.mismatches.size(), 1U);
    const Point place = result.mismatches[0].point;
    EXPECT_TRUE(place.lon == 1 && place.lat >= 1 && place.lat <= 3) << place.lon << " " << place.lat;
}

// The tip of a triangle in the middle of a square's side: both stand as they are, without a new corner.
TEST(GeoDissolve, ATipThatTouchesASideIsNoMismatch) {
    const MultiPolygon square = box(0, 0, 2, 2);
    const MultiPolygon tip{Polygon{{{2, 1}, {3, 0}, {3, 2}, {2, 1}}, {}}};
    const Dissolved result = by_group({square, tip}, {0, 0}, 1);
    EXPECT_TRUE(result.mismatches.empty());
    EXPECT_EQ(result.outlines[0], (MultiPolygon{square[0], tip[0]}));
}

TEST(GeoDissolve, OnlyTheGroupThatDoesNotMatchIsTold) {
    const Dissolved result = by_group({box(0, 0, 1, 1), box(5, 5, 7, 7), box(1, 0, 2, 1), box(6, 5, 8, 7)}, {0, 1, 0, 1}, 2);
    ASSERT_EQ(result.mismatches.size(), 1U);
    EXPECT_EQ(result.mismatches[0].group, 1U);
    EXPECT_DOUBLE_EQ(area(result.outlines[0]), 2);
    EXPECT_DOUBLE_EQ(area(result.outlines[1]), 6);
}

}  // namespace
}  // namespace maillage::geo
