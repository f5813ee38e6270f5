// Drawn by hand: two unit squares side by side, vertices numbered in the order they are met.
//
//   3---2---5
//   | 0 | 1 |
//   0---1---4
#include "geo/shared_edges.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

namespace {

using maillage::MultiPolygon;
using maillage::Point;
using maillage::Ring;
using maillage::geo::edge_at;
using maillage::geo::EdgeClaim;
using maillage::geo::shared_edges;
using maillage::geo::SharedEdges;

const Ring left_square{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
const Ring right_square{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0}};

TEST(GeoSharedEdges, TwoSquaresClaimOppositeSidesOfTheirBorder) {
    const MultiPolygon left{{left_square, {}}};
    const MultiPolygon right{{right_square, {}}};
    const std::vector<const MultiPolygon*> outlines{&left, &right};
    const SharedEdges edges = shared_edges(outlines);
    EXPECT_EQ(edges.vertices, (std::vector<Point>{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {2, 0}, {2, 1}}));
    const std::vector<EdgeClaim> expected{{0, 1, 0, true}, {0, 3, 0, false}, {1, 2, 0, true}, {1, 2, 1, false},
                                          {1, 4, 1, true}, {2, 3, 0, true},  {2, 5, 1, false}, {4, 5, 1, true}};
    EXPECT_EQ(edges.claims, expected);
    EXPECT_EQ(edge_at(edges, 2).size(), 2U);
    EXPECT_EQ(edge_at(edges, 0).size(), 1U);
    EXPECT_TRUE(edge_at(edges, edges.claims.size()).empty());
}

TEST(GeoSharedEdges, RepeatedPointsAndNegativeZeroAreOneVertex) {
    const MultiPolygon outline{{{{-0.0, 0}, {1, 0}, {1, 0}, {1, 1}, {0.0, -0.0}}, {}}};
    const std::vector<const MultiPolygon*> outlines{&outline};
    const SharedEdges edges = shared_edges(outlines);
    EXPECT_EQ(edges.vertices.size(), 3U);
    EXPECT_EQ(edges.claims.size(), 3U);
}

TEST(GeoSharedEdges, NothingGivesNothing) {
    EXPECT_TRUE(shared_edges({}).claims.empty());
    const MultiPolygon empty;
    const std::vector<const MultiPolygon*> outlines{&empty};
    EXPECT_TRUE(shared_edges(outlines).vertices.empty());
}

// Against a map from undirected position pairs to a multiset of (outline, direction), on random rings over few positions.
TEST(GeoSharedEdges, AgreesWithAMapOnRandomRings) {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> coordinate(-3, 3);
    std::vector<MultiPolygon> layers(6);
    for (MultiPolygon& layer : layers) {
        for (int i = 0; i < 8; ++i) {
            Ring ring;
            for (int k = 0; k < 9; ++k) {
                ring.push_back({coordinate(random) / 3.0, coordinate(random) / 3.0});
            }
            ring.push_back(ring.front());
            layer.push_back({ring, {}});
        }
    }
    using Place = std::pair<double, double>;
    std::map<std::pair<Place, Place>, std::multiset<std::pair<std::uint32_t, bool>>> expected;
    std::vector<const MultiPolygon*> outlines;
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < layers.size(); ++i) {
        outlines.push_back(&layers[i]);
        for (const auto& part : layers[i]) {
            for (std::size_t k = 1; k < part.shell.size(); ++k) {
                const Place a{part.shell[k - 1].lon, part.shell[k - 1].lat};
                const Place b{part.shell[k].lon, part.shell[k].lat};
                if (a != b) {
                    expected[{std::min(a, b), std::max(a, b)}].emplace(i, a < b);
                    ++count;
                }
            }
        }
    }
    const SharedEdges edges = shared_edges(outlines);
    ASSERT_EQ(edges.claims.size(), count);
    std::map<std::pair<Place, Place>, std::multiset<std::pair<std::uint32_t, bool>>> found;
    for (std::size_t i = 0; i < edges.claims.size(); i += edge_at(edges, i).size()) {
        for (const EdgeClaim& claim : edge_at(edges, i)) {
            EXPECT_LT(claim.from, claim.to);
            const Place a{edges.vertices[claim.from].lon, edges.vertices[claim.from].lat};
            const Place b{edges.vertices[claim.to].lon, edges.vertices[claim.to].lat};
            found[{std::min(a, b), std::max(a, b)}].emplace(claim.outline, claim.forward == (a < b));
        }
    }
    EXPECT_EQ(found, expected);
}

}  // namespace
