#include "geo/geos.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

TEST(GeoGeos, TwoIsAnExceptionNeverAnAnswer) {
    const Geos geos;
    EXPECT_TRUE(geos.test(1));
    EXPECT_FALSE(geos.test(0));
    EXPECT_THROW((void)geos.test(2), LibraryError);
    EXPECT_THROW((void)geos.own(nullptr), LibraryError);
    EXPECT_THROW(geos.check(0), LibraryError);
    EXPECT_NO_THROW(geos.check(1));
}

TEST(GeoGeos, AnErrorCarriesTheWordsOfGeos) {
    const MultiPolygon open{Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {}}};
    try {
        (void)Geos().geometry(open);
        FAIL();
    } catch (const LibraryError& error) {
        EXPECT_NE(error.said().en.find("closed"), std::string::npos) << error.said().en;
        EXPECT_NE(error.said().fr.find("closed"), std::string::npos) << error.said().fr;
    }
}

TEST(GeoGeos, ThereAndBackIsTheSame) {
    MultiPolygon outline = box(0, 0, 9, 9);
    outline[0].holes = {box_ring(1, 1, 2, 2), box_ring(3, 3, 0.1 + 4, 1e-7 + 4)};
    outline.push_back(box(10, 0, 11, 1)[0]);
    const Geos geos;
    const Geos::Geometry shape = geos.geometry(outline);
    EXPECT_EQ(geos.polygons(shape.get()), outline);
    EXPECT_TRUE(geos.polygons(geos.geometry({}).get()).empty());
}

TEST(GeoGeos, OnlyPolygonsComeOutOfACollection) {
    const Geos geos;
    std::vector<Geos::Geometry> inner;
    inner.push_back(geos.geometry(box(0, 0, 1, 1)));
    inner.push_back(geos.line(box_ring(5, 5, 6, 6)));
    std::vector<Geos::Geometry> outer;
    outer.push_back(geos.collection(GEOS_GEOMETRYCOLLECTION, std::move(inner)));
    outer.push_back(geos.own(GEOSGeom_createPointFromXY_r(geos.context(), 3, 3)));
    EXPECT_EQ(geos.polygons(geos.collection(GEOS_GEOMETRYCOLLECTION, std::move(outer)).get()), box(0, 0, 1, 1));
}

}  // namespace
}  // namespace maillage::geo
