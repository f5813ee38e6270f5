#include "geo/tessellation.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <numbers>

#include "geo/point_locator.hpp"
#include "geo/validity.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

/// Shells counter-clockwise and holes clockwise, an edge inside the frame is run once each way, by two outlines; an edge
/// of the frame is run once. So what is run once is as long as the frame's rings: no gap, no overlap, corner for corner.
void expect_tiling(const MultiPolygon& frame, const std::vector<MultiPolygon>& outlines) {
    double areas = 0;
    std::map<std::pair<std::pair<double, double>, std::pair<double, double>>, int> edges;
    for (const MultiPolygon& outline : outlines) {
        ASSERT_FALSE(invalidity(outline));
        areas += area(outline);
        for (const Ring& ring : rings_of(outline)) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const std::pair from{ring[i].lon, ring[i].lat};
                const std::pair to{ring[i + 1].lon, ring[i + 1].lat};
                const int runs = ++edges[std::pair{from, to}];
                ASSERT_EQ(runs, 1);
            }
        }
    }
    ASSERT_NEAR(areas, area(frame), 1e-9 * area(frame));
    double run_once = 0;
    for (const auto& [edge, runs] : edges) {
        if (!edges.contains({edge.second, edge.first})) {
            run_once += std::hypot(edge.second.first - edge.first.first, edge.second.second - edge.first.second);
        }
    }
    double around = 0;
    for (const Ring& ring : rings_of(frame)) {
        around += length(ring);
    }
    ASSERT_NEAR(run_once, around, 1e-8 * around);
}

/// At random places of the frame, the one outline is that of the nearest seed, found by trying all.
void expect_nearest(const MultiPolygon& frame, const std::vector<Seed>& seeds, const std::vector<MultiPolygon>& outlines,
                    std::mt19937& random) {
    const Box box = box_of(frame);
    const double shrink = std::cos((box.min_lat + box.max_lat) / 2 * std::numbers::pi / 180);
    std::uniform_real_distribution<double> any_lon(box.min_lon, box.max_lon);
    std::uniform_real_distribution<double> any_lat(box.min_lat, box.max_lat);
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    const PointLocator in_frame({&frame});
    const PointLocator in_outlines(pointers);
    for (int i = 0; i < 300; ++i) {
        const Point place{any_lon(random), any_lat(random)};
        std::map<std::size_t, double> by_group;
        for (const Seed& seed : seeds) {
            const double distance = std::hypot((seed.point.lon - place.lon) * shrink, seed.point.lat - place.lat);
            const auto [entry, is_new] = by_group.try_emplace(seed.group, distance);
            entry->second = std::min(entry->second, distance);
        }
        std::size_t nearest = 0;
        double least = std::numeric_limits<double>::infinity();
        double second = least;
        for (const auto& [group, distance] : by_group) {
            if (distance < least) {
                second = std::exchange(least, distance);
                nearest = group;
            } else {
                second = std::min(second, distance);
            }
        }
        if (second - least < 1e-7 * least) {
            continue;
        }
        const auto answer = in_outlines.locate(place);
        const bool inside = !in_frame.locate(place).holders.empty();
        ASSERT_EQ(answer.holders, inside ? std::vector{nearest} : std::vector<std::size_t>{}) << place.lon << ' ' << place.lat;
    }
}

TEST(GeoTessellation, TwoSeedsShareABoxInTheMiddle) {
    const MultiPolygon frame = box(0, 0, 4, 2);
    const auto outlines = tessellate(frame, {{{1, 1}, 1}, {{3, 1}, 0}}, 3);
    ASSERT_EQ(outlines.size(), 3U);
    EXPECT_NEAR(area(outlines[0]), 4, 1e-9);
    EXPECT_NEAR(box_of(outlines[0]).min_lon, 2, 1e-9);
    EXPECT_NEAR(box_of(outlines[1]).max_lon, 2, 1e-9);
    EXPECT_TRUE(outlines[2].empty());
    expect_tiling(frame, outlines);
}

TEST(GeoTessellation, NearnessShrinksLongitudesByTheMiddleLatitude) {
    // At 60 degrees a degree of longitude counts half: (2, 60) is 1 away from (0, 60), and (0, 61.2) is 1.2 away. In
    // degrees it would be the other way round for the place (1, 60.59): 1.16 against 1.17.
    const MultiPolygon frame = box(-4, 58, 4, 62);
    const std::vector<Seed> seeds{{{2, 60}, 0}, {{0, 61.2}, 1}};
    const auto outlines = tessellate(frame, seeds, 2);
    EXPECT_EQ(PointLocator({&outlines[0], &outlines[1]}).locate({1, 60.59}).holders, std::vector<std::size_t>{0});
    EXPECT_EQ(PointLocator({&outlines[0], &outlines[1]}).locate({-1, 60.1}).holders, std::vector<std::size_t>{1});
    expect_tiling(frame, outlines);
}

TEST(GeoTessellation, EqualPointsGoToTheLowestGroup) {
    const MultiPolygon frame = box(0, 0, 4, 2);
    const auto outlines = tessellate(frame, {{{1, 1}, 2}, {{1, 1}, 1}, {{3, 1}, 0}, {{3, 1}, 2}}, 3);
    EXPECT_NEAR(area(outlines[0]), 4, 1e-9);
    EXPECT_NEAR(area(outlines[1]), 4, 1e-9);
    EXPECT_TRUE(outlines[2].empty());
}

TEST(GeoTessellation, OneGroupHasTheFrameAndNoneHasNothing) {
    const MultiPolygon frame = box(0, 0, 0.1 + 0.2, 2);
    EXPECT_EQ(tessellate(frame, {{{1, 1}, 0}, {{2, 2}, 0}}, 1)[0], frame);
    const auto outlines = tessellate(frame, {{{1, 1}, 1}}, 2);
    EXPECT_TRUE(outlines[0].empty());
    EXPECT_EQ(outlines[1], frame);
    EXPECT_TRUE(tessellate(frame, {}, 1)[0].empty());
    EXPECT_TRUE(tessellate({}, {{{1, 1}, 0}, {{2, 1}, 1}}, 2)[0].empty());
}

TEST(GeoTessellation, SeedsOutsideTheFrameStillOwnCells) {
    const MultiPolygon frame = box(0, 0, 4, 2);
    const std::vector<Seed> seeds{{{-1, 1}, 0}, {{3, 1}, 1}, {{500, 80}, 2}};
    const auto outlines = tessellate(frame, seeds, 3);
    EXPECT_NEAR(box_of(outlines[0]).max_lon, 1, 1e-9);
    EXPECT_NEAR(area(outlines[0]), 2, 1e-9);
    EXPECT_TRUE(outlines[2].empty());
    expect_tiling(frame, outlines);
}

TEST(GeoTessellation, AGroupMayHavePiecesApart) {
    // groups 0 1 0 in a row: the first owns both ends
    const MultiPolygon frame = box(0, 0, 3, 1);
    const auto outlines = tessellate(frame, {{{0.5, 0.5}, 0}, {{1.5, 0.5}, 1}, {{2.5, 0.5}, 0}}, 2);
    EXPECT_EQ(outlines[0].size(), 2U);
    EXPECT_NEAR(area(outlines[1]), 1, 1e-9);
    expect_tiling(frame, outlines);
}

TEST(GeoTessellation, SquareLatticesWhereFourCellsMeet) {
    std::mt19937 random(4);
    for (const double unit : {1.0, 0.1, 1.0 / 3, 0.0123}) {
        const MultiPolygon frame = box(0.05 * unit, -0.3 * unit, 8.95 * unit, 7.7 * unit);
        std::vector<Seed> seeds;
        for (int x = 0; x < 9; ++x) {
            for (int y = 0; y < 8; ++y) {
                seeds.push_back({{(x + 0.5) * unit, y * unit}, static_cast<std::size_t>(x * 7 + y * 3) % 5});
            }
        }
        const auto outlines = tessellate(frame, seeds, 5);
        expect_tiling(frame, outlines);
        expect_nearest(frame, seeds, outlines, random);
    }
}

TEST(GeoTessellation, ManySeedsOnOneCircle) {
    std::mt19937 random(4);
    const MultiPolygon frame = box(-2, -2, 2, 2);
    std::vector<Seed> seeds;
    for (std::size_t i = 0; i < 24; ++i) {
        const double turn = static_cast<double>(i) * std::numbers::pi / 12 + 0.01;
        seeds.push_back({{std::cos(turn), std::sin(turn)}, i});
    }
    const auto outlines = tessellate(frame, seeds, 24);
    expect_tiling(frame, outlines);
    expect_nearest(frame, seeds, outlines, random);
}

TEST(GeoTessellation, PointsThatBreakTheDiagramOfGeos) {
    // JTS issue 1039, GEOS issue 1040: one cell covers the others
    std::mt19937 random(4);
    const MultiPolygon frame = box(6.65, 53.58, 6.66, 53.59);
    const std::vector<Seed> seeds{{{6.6584, 53.583000000000006}, 0},
                                  {{6.6576, 53.583600000000004}, 1},
                                  {{6.657, 53.5848}, 2},
                                  {{6.6572000000000005, 53.5842}, 3}};
    const auto outlines = tessellate(frame, seeds, 4);
    expect_tiling(frame, outlines);
    expect_nearest(frame, seeds, outlines, random);
}

TEST(GeoTessellation, RandomFramesWithHolesAndRandomSeeds) {
    std::mt19937 random(1908);
    std::uniform_real_distribution<double> any(-1.6, 1.6);
    std::uniform_int_distribution<int> any_count(1, 60);
    for (int round = 0; round < 60; ++round) {
        const WholeRing star = random_star(random, 20);
        const double unit = 1.0 / 61;
        MultiPolygon frame{Polygon{drawn(moved(star, 3, {0, 0}), unit), {drawn(star, unit)}}};
        frame.push_back({drawn(moved(random_star(random, 15), 1, {90, 5}), unit), {}});
        for (Polygon& part : frame) {
            std::vector<Ring*> rings{&part.shell};
            for (Ring& hole : part.holes) {
                rings.push_back(&hole);
            }
            for (Ring* ring : rings) {
                for (Point& point : *ring) {
                    point.lat += round % 2 == 0 ? 46.3 : -21.1;
                }
            }
        }
        std::vector<Seed> seeds;
        for (int i = any_count(random); i >= 0; --i) {
            seeds.push_back({{any(random), any(random) + (round % 2 == 0 ? 46.3 : -21.1)}, static_cast<std::size_t>(i % 7)});
        }
        const auto outlines = tessellate(frame, seeds, 7);
        expect_tiling(frame, outlines);
        expect_nearest(frame, seeds, outlines, random);
    }
}

TEST(GeoTessellation, TheOrderOfTheSeedsIsIndifferent) {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> any(0, 1);
    const MultiPolygon frame = box(0.1, 0.1, 0.9, 0.9);
    std::vector<Seed> seeds;
    for (std::size_t i = 0; i < 50; ++i) {
        seeds.push_back({{any(random), any(random)}, i % 6});
    }
    const auto once = tessellate(frame, seeds, 6);
    std::shuffle(seeds.begin(), seeds.end(), random);
    EXPECT_EQ(tessellate(frame, seeds, 6), once);
}

}  // namespace
}  // namespace maillage::geo
