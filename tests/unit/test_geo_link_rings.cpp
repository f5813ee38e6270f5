// Maps drawn by hand on whole coordinates; the interior is on the left of each edge.
#include "geo/link_rings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "geo/dissolve.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

/// The edges of rings, numbered as they are met.
struct Drawn {
    explicit Drawn(const std::vector<Ring>& rings) {
        std::map<std::pair<double, double>, std::uint32_t> numbers;
        const auto number = [&](Point point) {
            const auto [at, fresh] = numbers.try_emplace({point.lon, point.lat}, static_cast<std::uint32_t>(vertices.size()));
            if (fresh) {
                vertices.push_back(point);
            }
            return at->second;
        };
        for (const Ring& ring : rings) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                const std::uint32_t from = number(ring[i - 1]);
                edges.push_back({from, number(ring[i])});
            }
        }
    }
    /// Linked, normalised; whatever the order of the edges.
    [[nodiscard]] MultiPolygon linked() {
        RingLinker linker(vertices);
        const Linked once = linker.link(edges);
        EXPECT_FALSE(once.conflict);
        std::mt19937 random(3);
        for (int i = 0; i < 20; ++i) {
            std::shuffle(edges.begin(), edges.end(), random);
            EXPECT_EQ(normalised(linker.link(edges).outline), normalised(once.outline));
        }
        return normalised(once.outline);
    }
    [[nodiscard]] std::optional<Point> conflict() const {
        RingLinker linker(vertices);
        const Linked linked = linker.link(edges);
        EXPECT_TRUE(linked.outline.empty());
        return linked.conflict;
    }
    std::vector<Point> vertices;
    std::vector<DirectedEdge> edges;
};

Ring clockwise(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

TEST(GeoLinkRings, ShellsThatTouchAtACornerAreTwo) {
    // both squares in one walk, as a walker who turns right at (1, 1) would have it
    const Ring eight{{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}, {0, 0}};
    EXPECT_EQ(Drawn({eight}).linked(), (MultiPolygon{Polygon{box_ring(0, 0, 1, 1), {}}, Polygon{box_ring(1, 1, 2, 2), {}}}));
}

TEST(GeoLinkRings, AHoleThatTouchesTheShellIsAHole) {
    // one walk: along the shell to (2, 0), around the hole, and on
    const Ring hanging{{0, 0}, {2, 0}, {1, 1}, {2, 2}, {3, 1}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    const Ring shell{{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    const Ring hole{{1, 1}, {2, 2}, {3, 1}, {2, 0}, {1, 1}};
    EXPECT_EQ(Drawn({hanging}).linked(), (MultiPolygon{Polygon{shell, {hole}}}));
}

// holes A and B touch at (2, 2), C hangs on to both at (1, 3) and (3, 3): the land they close in is a part of its own
//
//   4   C C
//   3 . . . .      C: 1..3 x 3..4
//   2 A   B        A: triangle (1,3) (2,2) (1,1);  B: triangle (3,3) (3,1) (2,2)
//   1
TEST(GeoLinkRings, HolesThatCloseInAPieceOfLandMakeOneHoleAndAnIsland) {
    const Ring shell = box_ring(0, 0, 4, 5);
    const Ring a{{1, 1}, {1, 3}, {2, 2}, {1, 1}};
    const Ring b{{2, 2}, {3, 3}, {3, 1}, {2, 2}};
    const Ring c{{1, 3}, {1, 4}, {3, 4}, {3, 3}, {1, 3}};
    const Ring island{{1, 3}, {2, 2}, {3, 3}, {1, 3}};
    // outside of the holes in one: from (1,1) up A's west side, over C, down B's east side, and by (2, 2) back
    const Ring hole{{1, 1}, {1, 3}, {1, 4}, {3, 4}, {3, 3}, {3, 1}, {2, 2}, {1, 1}};
    Drawn drawn({shell, a, b, clockwise(clockwise(c))});
    EXPECT_EQ(drawn.linked(), normalised({Polygon{shell, {hole}}, Polygon{island, {}}}));
}

TEST(GeoLinkRings, AHoleGoesToTheInnermostShellAroundIt) {
    // an island in a lake, with a pond of its own; another island beside it touches nothing; the sea has a second land
    const Ring land = box_ring(0, 0, 20, 20);
    const Ring lake = box_ring(2, 2, 18, 18);
    const Ring island = box_ring(3, 3, 9, 9);
    const Ring pond = box_ring(5, 5, 6, 6);
    const Ring other = box_ring(10, 10, 12, 12);
    const Ring far = box_ring(30, 0, 40, 10);
    const Ring far_lake = box_ring(31, 1, 32, 2);
    const MultiPolygon expected = normalised({Polygon{land, {lake}}, Polygon{island, {pond}}, Polygon{other, {}}, Polygon{far, {far_lake}}});
    EXPECT_EQ(Drawn({clockwise(pond), island, clockwise(far_lake), other, clockwise(lake), far, land}).linked(), expected);
}

TEST(GeoLinkRings, AHoleWithAnIslandThatTouchesItsFirstCornerIsNotTheIslands) {
    // the island touches the lake's lowest corner from within
    const Ring land = box_ring(0, 0, 9, 9);
    const Ring lake{{1, 4}, {4, 7}, {7, 4}, {4, 1}, {1, 4}};
    const Ring island{{1, 4}, {3, 3}, {3, 5}, {1, 4}};
    EXPECT_EQ(Drawn({land, lake, island}).linked(), normalised({Polygon{land, {lake}}, Polygon{island, {}}}));
}

TEST(GeoLinkRings, TheLowestPlaceThatBoundsNoPolygonIsTold) {
    // two squares that overlap with a corner in common: at (0, 0) two edges leave in one direction
    EXPECT_EQ(Drawn({box_ring(0, 0, 2, 2), box_ring(0, 0, 3, 1)}).conflict(), (Point{0, 0}));
    // a corner in the middle of the neighbour's border: at (1, 0), and again at (1, 1), an edge lies over the other
    const Ring left{{0, 0}, {1, 0}, {1, 0.5}, {1, 1}, {0, 1}, {0, 0}};
    EXPECT_EQ(Drawn({left, box_ring(1, 0, 2, 1)}).conflict(), (Point{1, 0}));
    // two lenses that cross at a corner: (1, 1) has two edges that leave side by side
    const Ring flat{{0, 1}, {1, 1}, {2, 1}, {1, 3}, {0, 1}};
    const Ring slanted{{0, 0}, {1, 1}, {2, 2}, {0, 2}, {0, 0}};
    EXPECT_EQ(Drawn({flat, slanted}).conflict(), (Point{1, 1}));
    // a hole with nothing around it
    EXPECT_EQ(Drawn({clockwise(box_ring(5, 5, 6, 6))}).conflict(), (Point{5, 5}));
}

TEST(GeoLinkRings, AConflictLeavesNothingBehindForTheNextGroup) {
    const Drawn bad({box_ring(0, 0, 2, 2), box_ring(0, 0, 3, 1)});
    RingLinker linker(bad.vertices);
    ASSERT_TRUE(linker.link(bad.edges).conflict);
    const std::vector<DirectedEdge> square(bad.edges.begin(), bad.edges.begin() + 4);
    EXPECT_EQ(linker.link(square).outline, (MultiPolygon{Polygon{box_ring(0, 0, 2, 2), {}}}));
    EXPECT_TRUE(linker.link({}).outline.empty());
}

}  // namespace
}  // namespace maillage::geo
