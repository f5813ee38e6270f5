#include "geo/validity.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/point_locator.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

const MultiPolygon bow_tie{Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}}};

TEST(GeoValidity, ValidOutlinesHaveNoInvalidity) {
    MultiPolygon outline = box(0, 0, 3, 3);
    outline[0].holes.push_back(box_ring(1, 1, 2, 2));
    outline.push_back(box(1.25, 1.25, 1.75, 1.75)[0]);  // an island in the hole
    EXPECT_FALSE(invalidity(outline));
    EXPECT_FALSE(invalidity({}));
}

TEST(GeoValidity, SaysWhatAndWhere) {
    const auto invalid = invalidity(bow_tie);
    ASSERT_TRUE(invalid);
    EXPECT_EQ(invalid->reason, "Self-intersection");
    EXPECT_EQ(invalid->point, (Point{1, 1}));
}

TEST(GeoValidity, EveryKindOfDefectIsSeen) {
    MultiPolygon hole_outside = box(0, 0, 1, 1);
    hole_outside[0].holes.push_back(box_ring(5, 5, 6, 6));
    EXPECT_TRUE(invalidity(hole_outside));
    MultiPolygon overlapping = box(0, 0, 2, 2);
    overlapping.push_back(box(1, 1, 3, 3)[0]);
    EXPECT_TRUE(invalidity(overlapping));
    const MultiPolygon spike{Polygon{{{0, 0}, {2, 0}, {2, 2}, {2, 5}, {2, 2}, {0, 2}, {0, 0}}, {}}};
    EXPECT_TRUE(invalidity(spike));
    const MultiPolygon flat{Polygon{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}, {}}};
    EXPECT_TRUE(invalidity(flat));
    const MultiPolygon unplaced{Polygon{{{0, 0}, {1, std::nan("")}, {2, 2}, {0, 0}}, {}}};
    EXPECT_TRUE(invalidity(unplaced));
}

TEST(GeoValidity, OpenRingsAreRefusedNotCrashed) {
    const MultiPolygon open{Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {}}};
    EXPECT_THROW((void)invalidity(open), LibraryError);
    EXPECT_THROW((void)repaired(open), LibraryError);
}

TEST(GeoValidity, ABowTieBecomesItsTwoTriangles) {
    const MultiPolygon result = repaired(bow_tie);
    EXPECT_EQ(result.size(), 2U);
    EXPECT_FALSE(invalidity(result));
    EXPECT_DOUBLE_EQ(area(result), 2);
}

TEST(GeoValidity, OverlappingPartsAreUnited) {
    // by structure 4 + 4 - 1; by even-odd linework it would be 4 + 4 - 2
    MultiPolygon overlapping = box(0, 0, 2, 2);
    overlapping.push_back(box(1, 1, 3, 3)[0]);
    EXPECT_DOUBLE_EQ(area(repaired(overlapping)), 7);
}

TEST(GeoValidity, OnlyPolygonsAreKept) {
    const MultiPolygon spike{Polygon{{{0, 0}, {2, 0}, {2, 2}, {2, 5}, {2, 2}, {0, 2}, {0, 0}}, {}}};
    const MultiPolygon result = repaired(spike);
    EXPECT_FALSE(invalidity(result));
    EXPECT_DOUBLE_EQ(area(result), 4);
    EXPECT_EQ(box_of(result).max_lat, 2);
    const MultiPolygon flat{Polygon{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}, {}}};
    EXPECT_TRUE(repaired(flat).empty());
    EXPECT_TRUE(repaired({}).empty());
}

TEST(GeoValidity, ValidOutlinesKeepTheirArea) {
    MultiPolygon outline = box(0, 0, 3, 3);
    outline[0].holes.push_back(box_ring(1, 1, 2, 2));
    EXPECT_DOUBLE_EQ(area(repaired(outline)), 8);
}

TEST(GeoValidity, RingsAreClosedAndShortOnesDropped) {
    const MultiPolygon outline{
        Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {{{1, 1}, {2, 1}, {2, 2}}, {{3, 3}, {3.5, 3}}, {{3, 1}, {3, 2}, {3, 1}}}},
        Polygon{{{9, 9}, {9, 8}}, {box_ring(0, 0, 1, 1)}},
        Polygon{},
    };
    const MultiPolygon expected{Polygon{box_ring(0, 0, 4, 4), {{{1, 1}, {2, 1}, {2, 2}, {1, 1}}}}};
    EXPECT_EQ(close_rings(outline), expected);
    EXPECT_EQ(close_rings(expected), expected);
}

// 1e-6° of latitude is 0.11 m.
TEST(GeoValidity, EndsNearEachOtherBecomeOne) {
    const MultiPolygon square{{{{2, 46}, {3, 46}, {3, 47}, {2, 47}, {2, 46.000001}}, {}}};
    EXPECT_EQ(close_rings(square, 1), (MultiPolygon{{{{2, 46}, {3, 46}, {3, 47}, {2, 47}, {2, 46}}, {}}}));
    EXPECT_EQ(close_rings(square, 0.1)[0].shell.size(), 6U);
    EXPECT_EQ(close_rings(square)[0].shell.size(), 6U);
    const MultiPolygon sliver{{{{2, 46}, {3, 46}, {3, 46.000001}, {2, 46.000001}}, {}}};
    EXPECT_TRUE(close_rings(sliver, 1).front().shell.size() == 4) << "its last corner is its first";
}

// Areas below: Shapely 1.8 for the overlay, pyproj.Geod(ellps="WGS84").geometry_area_perimeter for its km².

TEST(GeoValidity, WhatBothReadingsSeeAlikeMovesNothing) {
    EXPECT_NEAR(moved_km2(bow_tie, repaired(bow_tie)), 0, 1e-9);
    MultiPolygon twice = box(2, 47, 3, 48);
    twice.push_back(twice[0]);
    EXPECT_NEAR(moved_km2(twice, repaired(twice)), 0, 1e-9);
    EXPECT_NEAR(area(repaired(twice)), 1, 1e-12);
}

TEST(GeoValidity, AnOverlapOfPartsMovesTheOverlap) {
    MultiPolygon overlapping = box(2, 47, 3, 48);
    overlapping.push_back(box(2.5, 47.5, 3.5, 48.5)[0]);
    EXPECT_NEAR(moved_km2(overlapping, repaired(overlapping)), 2084.3000645, 1e-4);  // the square 2.5 47.5 3 48
}

// The same overlap where both parts have their south and north sides on the same lines: taken once, their edges tell nothing of it.
TEST(GeoValidity, AnOverlapAlongCommonSidesMovesTheOverlap) {
    MultiPolygon overlapping = box(2, 47.5, 3, 48);
    overlapping.push_back(box(2.5, 47.5, 3.5, 48)[0]);
    // The two squares less their union, whose sides are cut at 2.5 and 3 (pyproj's Geod); the square 2.5 47.5 3 48 alone: 2084.3000645.
    EXPECT_NEAR(moved_km2(overlapping, repaired(overlapping)), 2084.1980967, 1e-4);
    overlapping.push_back({{{2, 48}, {2, 47.5}, {3, 47.5}, {3, 48}, {2, 48}}, {}});  // the first one again, begun elsewhere
    EXPECT_NEAR(moved_km2(overlapping, repaired(overlapping)), 2084.1980967, 1e-4);
}

TEST(GeoValidity, AHoleOutsideItsShellMovesTheHole) {
    MultiPolygon outline = box(2, 46, 3, 47);
    outline[0].holes.push_back(box_ring(2.5, 47.5, 3, 48));
    const MultiPolygon result = repaired(outline);
    EXPECT_DOUBLE_EQ(area(result), 1.25);  // GEOS takes it for land
    EXPECT_NEAR(moved_km2(outline, result), 2084.3000645, 1e-4);
}

TEST(GeoValidity, ANestedShellMovesTheShellWithin) {
    MultiPolygon outline = box(2, 47, 4, 49);
    outline.push_back(box(2.5, 47.5, 3, 48)[0]);
    const auto invalid = invalidity(outline);
    ASSERT_TRUE(invalid);
    EXPECT_EQ(invalid->reason, "Nested shells");
    const MultiPolygon result = repaired(outline);
    EXPECT_DOUBLE_EQ(area(result), 4);
    EXPECT_NEAR(moved_km2(outline, result), 2084.3000645, 1e-4);
}

TEST(GeoValidity, OpenRingsAreMeasured) {
    // along a meridian: 1° from 47 N is 111 180.587 m, 0.000005° is 0.556 m (pyproj.Geod.inv); a side along 48 N is shorter
    const MultiPolygon outline{Polygon{{{2, 47}, {3, 47}, {3, 48}, {2, 48}}, {box_ring(2.2, 47.2, 2.4, 47.4)}},
                               Polygon{{{5, 47}, {6, 47}, {6, 48}, {5, 47.000005}}, {}},
                               Polygon{{{7, 47}, {8, 47}}, {}}};
    const std::vector<OpenRing> open = open_rings(outline);
    ASSERT_EQ(open.size(), 2U);
    EXPECT_EQ(open[0].point, (Point{2, 48}));
    EXPECT_NEAR(open[0].gap_m, 111180.5865, 1e-3);
    EXPECT_NEAR(open[0].longest_m, 111180.5865, 1e-3);
    EXPECT_EQ(open[1].point, (Point{5, 47.000005}));
    EXPECT_NEAR(open[1].gap_m, 0.55585, 1e-4);
    EXPECT_TRUE(open_rings({}).empty());
}

TEST(GeoValidity, PositionsRepeatedInARowAreTakenOut) {
    const Thinned thinned = without_repeats({Polygon{{{0, 0}, {0, 0}, {2, 0}, {2, 2}, {2, 2}, {2, 2}, {0, 0}}, {{{1, 1}, {1, 1}, {1.5, 1}, {1, 1}}}}});
    EXPECT_EQ(thinned.removed, 4U);
    EXPECT_EQ(thinned.outline, (MultiPolygon{Polygon{{{0, 0}, {2, 0}, {2, 2}, {0, 0}}, {{{1, 1}, {1.5, 1}, {1, 1}}}}}));
}

TEST(GeoValidity, LinesEncloseAnAreaAndAreaWithinIsAHole) {
    // the square in two halves, a ring within it, a line that leads out and one that lies apart
    const Enclosed enclosed = geo::enclosed({{{0, 0}, {4, 0}, {4, 4}}, {{4, 4}, {0, 4}, {0, 0}}, box_ring(1, 1, 2, 2), {{4, 4}, {6, 6}}, {{9, 9}, {9, 8}}});
    EXPECT_DOUBLE_EQ(area(enclosed.outline), 15);
    ASSERT_EQ(enclosed.outline.size(), 1U);
    EXPECT_EQ(enclosed.outline[0].holes.size(), 1U);
    EXPECT_EQ(enclosed.unused, 2U);
    const Enclosed none = geo::enclosed({{{0, 0}, {4, 0}, {4, 4}}});
    EXPECT_TRUE(none.outline.empty());
    EXPECT_EQ(none.unused, 1U);
    EXPECT_TRUE(geo::enclosed({}).outline.empty());
}

TEST(GeoValidity, TheInteriorPointIsInsideTheLargestPart) {
    // a C, whose centre of mass is outside, with a small part far away listed first
    MultiPolygon outline = box(100, 0, 101, 1);
    outline.push_back({{{0, 0}, {10, 0}, {10, 1}, {1, 1}, {1, 9}, {10, 9}, {10, 10}, {0, 10}, {0, 0}}, {}});
    const Point point = interior_point(outline);
    const MultiPolygon letter{outline[1]};
    const auto answer = PointLocator({&letter}).locate(point);
    EXPECT_EQ(answer.holders.size(), 1U);
    EXPECT_FALSE(answer.on_border);
}

TEST(GeoValidity, TheInteriorPointOfRandomAndThinShapesIsInside) {
    std::mt19937 random(12);
    for (int i = 0; i < 300; ++i) {
        const WholeRing star = random_star(random, 50);
        Ring ring = drawn(star, 0.1);
        for (Point& point : ring) {
            point.lat = point.lat * std::pow(10.0, -(i % 18)) + 0.3 * point.lon;
        }
        const MultiPolygon outline{Polygon{ring, {}}};
        if (!invalidity(outline)) {
            EXPECT_EQ(PointLocator({&outline}).locate(interior_point(outline)).holders.size(), 1U) << i;
        }
    }
}

}  // namespace
}  // namespace maillage::geo
