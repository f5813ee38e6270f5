#include "geo/simplify.hpp"

#include <geos_c.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "geo/dissolve.hpp"
#include "geo/validity.hpp"
#include "test_geo_partition.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

Simplify metres(double value) { return {value, std::nullopt}; }
Simplify vertices(std::size_t count) { return {std::nullopt, count}; }

Simplified simplified_all(const std::vector<MultiPolygon>& outlines, const Simplify& asked) { return simplified(pointers_to(outlines), asked); }

std::size_t count(const std::vector<MultiPolygon>& outlines) {
    std::size_t sum = 0;
    for (const MultiPolygon& outline : outlines) {
        for (const Ring& ring : rings_of(outline)) {
            sum += ring.size();
        }
    }
    return sum;
}

/// GEOS's discrete Hausdorff distance between all rings, each edge cut in 40, in metres: longitudes of a small map at one latitude,
/// on the sphere of the ellipsoid's least radius, so that it is no more than the distance on the ground.
double hausdorff_m(const MultiPolygon& before, const MultiPolygon& after, double lat) {
    const auto context = GEOS_init_r();
    const double lat_metres = 6335439 * 3.14159265358979323846 / 180;
    const double lon_metres = 6378137 * std::cos(lat * 3.14159265358979323846 / 180) * 3.14159265358979323846 / 180;
    const auto lines = [&](const MultiPolygon& outline) {
        std::vector<GEOSGeometry*> parts;
        for (const Ring& ring : rings_of(outline)) {
            GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context, static_cast<unsigned>(ring.size()), 2);
            for (unsigned i = 0; i < ring.size(); ++i) {
                GEOSCoordSeq_setXY_r(context, sequence, i, ring[i].lon * lon_metres, ring[i].lat * lat_metres);
            }
            parts.push_back(GEOSGeom_createLineString_r(context, sequence));
        }
        return GEOSGeom_createCollection_r(context, GEOS_MULTILINESTRING, parts.data(), static_cast<unsigned>(parts.size()));
    };
    GEOSGeometry* const a = lines(before);
    GEOSGeometry* const b = lines(after);
    double distance = -1;
    EXPECT_EQ(GEOSHausdorffDistanceDensify_r(context, a, b, 1.0 / 40, &distance), 1);
    GEOSGeom_destroy_r(context, a);
    GEOSGeom_destroy_r(context, b);
    GEOS_finish_r(context);
    return distance;
}

double sum_of_areas(const std::vector<MultiPolygon>& outlines) {
    double sum = 0;
    for (const MultiPolygon& outline : outlines) {
        sum += area(outline);
    }
    return sum;
}

/// Parts, and the holes of each, in order.
std::vector<std::size_t> shape_of(const MultiPolygon& outline) {
    std::vector<std::size_t> holes;
    for (const Polygon& part : outline) {
        holes.push_back(part.holes.size());
    }
    std::sort(holes.begin(), holes.end());
    return holes;
}

void expect_sound(const std::vector<MultiPolygon>& before, const Simplified& result) {
    const std::vector<MultiPolygon>& after = result.outlines;
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        ASSERT_FALSE(invalidity(after[i])) << i;
        ASSERT_EQ(shape_of(after[i]), shape_of(before[i])) << i;
        ASSERT_EQ(normalised(after[i]), after[i]) << i;
    }
    ASSERT_EQ(result.outcome.read, count(before));
    ASSERT_EQ(result.outcome.drawn, count(after));
    ASSERT_EQ(neighbours_of(after), neighbours_of(before));
    for (const auto& [edge, drawn_by] : edges_of(after)) {
        ASSERT_LE(drawn_by.size(), 2U);
    }
    // Neither overlap nor gap: by GEOS's union, which knows nothing of arcs.
    const MultiPolygon together = dissolve(pointers_to(after));
    ASSERT_NEAR(area(together), sum_of_areas(after), 1e-12);
    ASSERT_EQ(shape_of(together), shape_of(dissolve(pointers_to(before))));
}

TEST(GeoSimplify, WhatIsWithinTheToleranceGoes) {
    // A kilometre-wide tooth of 0.001 degree of latitude: 111.15 m high at 45 degrees north (by the length of a degree, 111 148 m).
    const std::vector<MultiPolygon> drawn{MultiPolygon{Polygon{{{2, 45}, {2.005, 44.999}, {2.01, 45}, {2.01, 45.02}, {2, 45.02}, {2, 45}}, {}}}};
    const std::vector<MultiPolygon> plain{box(2, 45, 2.01, 45.02)};
    EXPECT_EQ(simplified_all(drawn, metres(111)).outlines, drawn);
    EXPECT_EQ(simplified_all(drawn, metres(112)).outlines, plain);
    // The same tooth to the east, 0.001 degree of longitude: 78.85 m there (a degree: 78 847 m).
    const std::vector<MultiPolygon> east{MultiPolygon{Polygon{{{2, 45}, {2.01, 45}, {2.011, 45.01}, {2.01, 45.02}, {2, 45.02}, {2, 45}}, {}}}};
    EXPECT_EQ(simplified_all(east, metres(78.8)).outlines, east);
    EXPECT_EQ(simplified_all(east, metres(78.9)).outlines, plain);
}

TEST(GeoSimplify, ATownInTheToothKeepsTheTooth) {
    // The enclave lies in the bulge that the tolerance would cut off.
    MultiPolygon around{Polygon{{{2, 45}, {2.005, 44.99}, {2.01, 45}, {2.01, 45.1}, {2, 45.1}, {2, 45}}, {{{2.004, 44.995}, {2.005, 44.996}, {2.006, 44.995}, {2.004, 44.995}}}}};
    around = normalised(around);
    const std::vector<MultiPolygon> drawn{around, MultiPolygon{Polygon{{{2.004, 44.995}, {2.006, 44.995}, {2.005, 44.996}, {2.004, 44.995}}, {}}}};
    const Simplified result = simplified_all(drawn, metres(1e6));
    expect_sound(drawn, result);
    EXPECT_NE(std::find(result.outlines[0][0].shell.begin(), result.outlines[0][0].shell.end(), (Point{2.005, 44.99})), result.outlines[0][0].shell.end());
}

TEST(GeoSimplify, AnIslandInTheBayKeepsTheBay) {
    // The bay goes in 0.02 degree, 2.2 km, from the square's north side to (2.05, 45.08); filled, the land would lie over the
    // island, and each outline would still be valid.
    const std::vector<MultiPolygon> drawn{
        MultiPolygon{Polygon{{{2, 45}, {2.1, 45}, {2.1, 45.1}, {2.05, 45.08}, {2, 45.1}, {2, 45}}, {}}},
        MultiPolygon{Polygon{{{2.045, 45.09}, {2.055, 45.09}, {2.055, 45.094}, {2.05, 45.095}, {2.045, 45.094}, {2.045, 45.09}}, {}}}};
    const Simplified result = simplified_all(drawn, metres(3000));
    expect_sound(drawn, result);
    EXPECT_EQ(result.outlines[0], drawn[0]);
    EXPECT_EQ(simplified_all({drawn[0]}, metres(3000)).outlines[0], box(2, 45, 2.1, 45.1));  // without the island the bay goes
}

TEST(GeoSimplify, TwoArcsBetweenTheSameEndsNeverFallTogether) {
    // A lens between two neighbours, each of its two borders bent once.
    const std::vector<MultiPolygon> drawn{normalised(MultiPolygon{Polygon{{{0, 0}, {1, 0.1}, {2, 0}, {1, -0.1}, {0, 0}}, {}}}),
                                          normalised(MultiPolygon{Polygon{{{0, 0}, {1, 0.1}, {2, 0}, {1, 2}, {0, 0}}, {}}}),
                                          normalised(MultiPolygon{Polygon{{{0, 0}, {1, -0.1}, {2, 0}, {1, -2}, {0, 0}}, {}}})};
    const Simplified result = simplified_all(drawn, metres(1e6));
    expect_sound(drawn, result);
    EXPECT_EQ(result.outlines[0].front().shell.size(), 4U);
}

TEST(GeoSimplify, PartsThatTouchAlongAnEdgeInTwoPlacesStayValid) {
    // The second part stands on the first's top edge with two corners, not vertices of that edge: valid, but the chord between
    // the two corners would lie on it.
    const std::vector<MultiPolygon> drawn{normalised(
        MultiPolygon{Polygon{box_ring(0, 0, 4, 1), {}}, Polygon{{{1, 1}, {1.5, 1.01}, {2, 1.02}, {2.5, 1.01}, {3, 1}, {3, 3}, {1, 3}, {1, 1}}, {}}})};
    ASSERT_FALSE(invalidity(drawn.front()));
    for (const double tolerance : {1e3, 5e3, 1e6}) {
        const Simplified result = simplified_all(drawn, metres(tolerance));
        EXPECT_FALSE(invalidity(result.outlines.front()));
        EXPECT_EQ(result.outlines.front().size(), 2U);
    }
}

TEST(GeoSimplify, AnyMapAtAnyToleranceKeepsItsPromises) {
    std::mt19937 random(21);
    std::size_t removed = 0;
    for (int i = 0; i < 40; ++i) {
        const double lat = i % 2 == 0 ? 47 : -21;
        const std::vector<MultiPolygon> drawn = any_partition(random, 16, 2 + i % 11, 0.001, {2, lat});
        ASSERT_TRUE(std::none_of(drawn.begin(), drawn.end(), [](const MultiPolygon& outline) { return invalidity(outline).has_value(); }));
        for (const double tolerance : {5.0, 30.0, 80.0, 300.0, 1e6}) {
            const Simplified result = simplified_all(drawn, metres(tolerance));
            expect_sound(drawn, result);
            if (HasFatalFailure()) {
                FAIL() << "map " << i << ", " << tolerance << " m";
            }
            for (std::size_t t = 0; t < drawn.size(); ++t) {
                ASSERT_LE(hausdorff_m(drawn[t], result.outlines[t], lat + (lat > 0 ? 0.02 : -0.0)), tolerance) << i;
            }
            removed += result.outcome.read - result.outcome.drawn;
        }
    }
    EXPECT_GT(removed, 15000U);
}

TEST(GeoSimplify, ABudgetIsTheSmallestToleranceThatMeetsIt) {
    std::mt19937 random(22);
    for (int i = 0; i < 20; ++i) {
        const std::vector<MultiPolygon> drawn = any_partition(random, 16, 6, 0.001, {2, 47});
        const std::size_t before = count(drawn);
        const Simplified least = simplified_all(drawn, vertices(1));  // can't be met: as few as can be, and it says how many
        ASSERT_EQ(least.outcome.drawn, count(least.outlines));
        ASSERT_GT(least.outcome.drawn, 1U);
        expect_sound(drawn, least);
        for (const std::size_t part : {9U, 5U, 1U}) {
            const std::size_t budget = least.outcome.drawn + (before - least.outcome.drawn) * part / 10;
            const Simplified result = simplified_all(drawn, vertices(budget));
            expect_sound(drawn, result);
            ASSERT_LE(count(result.outlines), budget);
            ASSERT_EQ(result.outlines, simplified_all(drawn, metres(result.outcome.tolerance_m)).outlines);
            ASSERT_GT(count(simplified_all(drawn, metres(result.outcome.tolerance_m * (1 - 1e-9))).outlines), budget);
        }
        const Simplified all = simplified_all(drawn, vertices(before));
        ASSERT_EQ(all.outlines, drawn);
        ASSERT_EQ(all.outcome.tolerance_m, 0);
    }
}

TEST(GeoSimplify, TheOrderOfOutlinesDoesNotMatter) {
    std::mt19937 random(23);
    for (int i = 0; i < 20; ++i) {
        const std::vector<MultiPolygon> drawn = any_partition(random, 16, 8, 0.001, {2, 47});
        std::vector<std::size_t> order(drawn.size());
        for (std::size_t k = 0; k < order.size(); ++k) {
            order[k] = k;
        }
        std::shuffle(order.begin(), order.end(), random);
        std::vector<MultiPolygon> shuffled;
        for (const std::size_t k : order) {
            shuffled.push_back(drawn[k]);
        }
        for (const Simplify& asked : {metres(60), vertices(count(drawn) / 2)}) {
            const Simplified straight = simplified_all(drawn, asked);
            const Simplified other = simplified_all(shuffled, asked);
            for (std::size_t k = 0; k < order.size(); ++k) {
                ASSERT_EQ(other.outlines[k], straight.outlines[order[k]]);
            }
            ASSERT_EQ(other.outcome.tolerance_m, straight.outcome.tolerance_m);
        }
    }
}

TEST(GeoSimplify, OutlinesThatAreNoPartitionStayValid) {
    std::mt19937 random(24);
    for (int i = 0; i < 30; ++i) {
        std::vector<MultiPolygon> drawn = any_partition(random, 12, 5, 0.001, {2, 47});
        const std::vector<MultiPolygon> other = any_partition(random, 12, 4, 0.001, {2.0004, 47.0003});  // overlapping, unmatched
        drawn.insert(drawn.end(), other.begin(), other.end());
        const Simplified result = simplified_all(drawn, metres(100));
        for (std::size_t t = 0; t < drawn.size(); ++t) {
            ASSERT_FALSE(invalidity(result.outlines[t]));
            ASSERT_EQ(shape_of(result.outlines[t]), shape_of(drawn[t]));
            ASSERT_LE(hausdorff_m(drawn[t], result.outlines[t], 47.02), 100);
        }
    }
    EXPECT_TRUE(simplified({}, metres(1)).outlines.empty());
}

}  // namespace
}  // namespace maillage::geo
