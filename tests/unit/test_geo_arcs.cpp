#include "geo/arcs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "geo/dissolve.hpp"
#include "test_geo_partition.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

using Line = std::vector<Point>;

Topology topology_of(const std::vector<MultiPolygon>& drawn) { return topology(pointers_to(drawn)); }

TEST(GeoArcs, TwoSquaresShareTheArcBetweenTheirTwoJunctions) {
    //   (0,1) --- (1,1) --- (2,1)      junctions: (1,0) and (1,1)
    //     |    0    |    1    |        arcs by hand: around the west, between, around the east
    //   (0,0) --- (1,0) --- (2,0)
    const std::vector<MultiPolygon> squares{box(0, 0, 1, 1), box(1, 0, 2, 1)};
    const Topology found = topology_of(squares);
    const std::vector<Line> expected{{{1, 0}, {0, 0}, {0, 1}, {1, 1}}, {{1, 0}, {1, 1}}, {{1, 0}, {2, 0}, {2, 1}, {1, 1}}};
    EXPECT_EQ(found.arcs, expected);
    ASSERT_EQ(found.outlines.size(), 2U);
    EXPECT_EQ(found.outlines[0], (std::vector<PolygonOfArcs>{{{{1, false}, {0, true}}, {}}}));
    EXPECT_EQ(found.outlines[1], (std::vector<PolygonOfArcs>{{{{2, false}, {1, true}}, {}}}));
    EXPECT_EQ(outlines(found), squares);
}

TEST(GeoArcs, ARingWithoutAJunctionIsOneClosedArc) {
    MultiPolygon around = box(0, 0, 3, 3);
    Ring hole = box_ring(1, 1, 2, 2);
    std::reverse(hole.begin(), hole.end());
    around[0].holes.push_back(hole);
    const std::vector<MultiPolygon> drawn{around, box(1, 1, 2, 2), box(5, 5, 6, 6)};
    const Topology found = topology_of(drawn);
    ASSERT_EQ(found.arcs.size(), 3U);  // the outer ring, the enclave's, the island's
    EXPECT_EQ(found.arcs[1], (Line{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}));  // from its lowest corner toward the lower neighbour
    EXPECT_EQ(found.outlines[0][0].holes, (std::vector<RingOfArcs>{{{1, false}}}));
    EXPECT_EQ(found.outlines[1][0].shell, (RingOfArcs{{1, true}}));
    EXPECT_EQ(outlines(found), drawn);
}

TEST(GeoArcs, WhereABorderEndsAtTheSeaThereIsAJunction) {
    // The east square's west side goes on beyond the west square: (1,1) and (1,0) part three edges each.
    const std::vector<MultiPolygon> drawn{box(0, 0, 1, 1), MultiPolygon{Polygon{{{1, -1}, {2, -1}, {2, 2}, {1, 2}, {1, 1}, {1, 0}, {1, -1}}, {}}}};
    const Topology found = topology_of(drawn);
    ASSERT_EQ(found.arcs.size(), 3U);
    // From (1,0), by their second point: around the west by (0,0), around the east by (1,-1), straight to (1,1).
    EXPECT_EQ(found.arcs[0], (Line{{1, 0}, {0, 0}, {0, 1}, {1, 1}}));
    EXPECT_EQ(found.arcs[1], (Line{{1, 0}, {1, -1}, {2, -1}, {2, 2}, {1, 2}, {1, 1}}));
    EXPECT_EQ(found.arcs[2], (Line{{1, 0}, {1, 1}}));
    EXPECT_EQ(outlines(found), (std::vector<MultiPolygon>{normalised(drawn[0]), normalised(drawn[1])}));
}

TEST(GeoArcs, RingsThatTouchThemselvesOrEachOtherComeBackWhole) {
    // Two holes and the shell meet in one corner; two parts of another outline meet in a corner.
    MultiPolygon touching{Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, {{{0, 0}, {1, 2}, {2, 1}, {0, 0}}, {{2, 1}, {3, 3}, {3, 1}, {2, 1}}}}};
    touching = normalised(touching);
    const std::vector<MultiPolygon> drawn{touching, normalised(MultiPolygon{box(10, 10, 11, 11)[0], box(11, 11, 12, 12)[0]}), {}};
    EXPECT_EQ(outlines(topology_of(drawn)), drawn);
}

TEST(GeoArcs, OverlapsAndCopiesComeBackWhole) {
    const std::vector<MultiPolygon> drawn{box(0, 0, 2, 2), box(1, 1, 3, 3), box(0, 0, 2, 2), box(2, 0, 4, 2)};
    const Topology found = topology_of(drawn);
    EXPECT_EQ(outlines(found), drawn);
    EXPECT_EQ(found.outlines[0], found.outlines[2]);
}

TEST(GeoArcs, AnyMapComesBackAndItsOrderDoesNotMatter) {
    std::mt19937 random(11);
    for (int i = 0; i < 40; ++i) {
        const std::vector<MultiPolygon> drawn = any_partition(random, 14, 2 + i % 9, 0.01, {2, 47});
        const Topology found = topology_of(drawn);
        ASSERT_EQ(outlines(found), drawn) << i;
        // By the shared edges: an arc's edges are drawn by the same outlines, and each edge lies in one arc.
        const auto edges = edges_of(drawn);
        std::size_t count = 0;
        for (const Line& arc : found.arcs) {
            std::set<std::multiset<std::size_t>> claims;
            for (std::size_t k = 1; k < arc.size(); ++k, ++count) {
                const auto a = std::pair(arc[k - 1].lon, arc[k - 1].lat);
                const auto b = std::pair(arc[k].lon, arc[k].lat);
                claims.insert(edges.at(std::tuple_cat(std::min(a, b), std::max(a, b))));
            }
            ASSERT_EQ(claims.size(), 1U);
        }
        ASSERT_EQ(count, edges.size());
        std::vector<MultiPolygon> shuffled = drawn;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        ASSERT_EQ(topology_of(shuffled).arcs, found.arcs);
    }
}

}  // namespace
}  // namespace maillage::geo
