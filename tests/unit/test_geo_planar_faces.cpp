// Against GEOS's polygonizer on random lines, and drawings of what it can't be asked.
#include "geo/planar_faces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;
using testing::IsEmpty;
using testing::SizeIs;

/// A straight line or a ring as edges of its own, so that lines meet at ends only.
std::vector<Ring> edges_of(const std::vector<Ring>& rings) {
    std::vector<Ring> edges;
    for (const Ring& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            edges.push_back({ring[i - 1], ring[i]});
        }
    }
    return edges;
}

TEST(GeoPlanarFaces, ARingWithinARingIsAHoleAndAFace) {
    const MultiPolygon faces = normalised(planar_faces({box_ring(0, 0, 4, 4), box_ring(1, 1, 2, 2)}));
    EXPECT_EQ(faces, normalised({Polygon{box_ring(0, 0, 4, 4), {box_ring(1, 1, 2, 2)}}, Polygon{box_ring(1, 1, 2, 2), {}}}));
}

TEST(GeoPlanarFaces, RingsThatTouchAtACornerStaySimple) {
    EXPECT_EQ(normalised(planar_faces(edges_of({box_ring(0, 0, 1, 1), box_ring(1, 1, 2, 2)}))), normalised({{box_ring(0, 0, 1, 1), {}}, {box_ring(1, 1, 2, 2), {}}}));
    // a hole that touches its shell
    const Ring inner{{0, 0}, {2, 1}, {1, 2}, {0, 0}};
    EXPECT_EQ(normalised(planar_faces(edges_of({box_ring(0, 0, 4, 4), inner}))), normalised({Polygon{box_ring(0, 0, 4, 4), {inner}}, Polygon{inner, {}}}));
}

TEST(GeoPlanarFaces, LooseEndsAndBridgesBoundNothing) {
    std::vector<Ring> lines = edges_of({box_ring(0, 0, 4, 4), box_ring(1, 1, 2, 2)});
    lines.push_back({{0, 0}, {1, 1}});          // a bridge
    lines.push_back({{4, 4}, {3, 3}});          // a loose end of one line
    lines.push_back({{3, 3}, {3, 2.5}});        // and of two
    lines.push_back({{5, 5}, {6, 6}, {7, 5}});  // away from all
    EXPECT_EQ(normalised(planar_faces(lines)), normalised({Polygon{box_ring(0, 0, 4, 4), {box_ring(1, 1, 2, 2)}}, Polygon{box_ring(1, 1, 2, 2), {}}}));
    EXPECT_THAT(planar_faces({}), IsEmpty());
    EXPECT_THAT(planar_faces({{{5, 5}, {6, 6}}}), IsEmpty());
}

TEST(GeoPlanarFaces, AgreesWithGeosOnRandomLines) {
    std::mt19937 random(11);
    std::uniform_int_distribution<int> whole(0, 9);
    std::uniform_real_distribution<double> real(0, 9);
    const Geos geos;
    std::size_t found = 0;
    for (int round = 0; round < 100; ++round) {
        std::vector<Geos::Geometry> lines;
        for (int i = 0; i < 3 + round % 20; ++i) {
            const auto at = [&] { return round % 2 == 0 ? Point{1.0 * whole(random), 1.0 * whole(random)} : Point{real(random), real(random)}; };
            lines.push_back(geos.line({at(), at(), at()}));
        }
        const Geos::Geometry all = geos.collection(GEOS_MULTILINESTRING, std::move(lines));
        const Geos::Geometry noded = geos.own(GEOSUnaryUnion_r(geos.context(), all.get()));
        const GEOSGeometry* const one = noded.get();
        const MultiPolygon expected = normalised(geos.polygons(geos.own(GEOSPolygonize_r(geos.context(), &one, 1)).get()));
        EXPECT_EQ(normalised(planar_faces(geos.lines(one))), expected) << round;
        found += expected.size();
    }
    EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace maillage::geo
