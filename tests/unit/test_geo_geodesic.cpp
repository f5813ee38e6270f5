#include "geo/geodesic.hpp"

#include <gtest/gtest.h>

#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using geo_test::box;

TEST(GeoGeodesic, PublishedDistances) {
    // GeographicLib's documentation: Wellington to Salamanca; Karney 2013, tables 3 and 4: nearby and nearly antipodal points.
    EXPECT_NEAR(distance_km({174.81, -41.32}, {-5.50, 40.96}), 19959.679267, 1e-6);
    EXPECT_NEAR(distance_km({0, -30.12345}, {0.00005, -30.12344}), 0.004944208, 1e-9);
    EXPECT_NEAR(distance_km({0, -30}, {179.8, 29.9}), 19989.83282761, 1e-7);
}

TEST(GeoGeodesic, DistancesByDefinition) {
    // a degree of the equator is a pi / 180; a quarter of a WGS 84 meridian is 10 001 965.729 m
    EXPECT_NEAR(distance_km({0, 0}, {1, 0}), 6378.137 * 3.14159265358979324 / 180, 1e-9);
    EXPECT_NEAR(distance_km({12, 0}, {12, 90}), 10001.965729, 1e-6);
    EXPECT_EQ(distance_km({2, 48}, {2, 48}), 0);
    EXPECT_NEAR(distance_km({179.5, 0}, {-179.5, 0}), distance_km({0, 0}, {1, 0}), 1e-9);
}

TEST(GeoGeodesic, AnEighthOfTheEarth) {
    // area of WGS 84: 510 065 621.724 km2
    const MultiPolygon octant{Polygon{{{0, 0}, {90, 0}, {0, 90}, {0, 0}}, {}}};
    EXPECT_NEAR(area_km2(octant), 510065621.724 / 8, 1e-2);
}

TEST(GeoGeodesic, AntarcticaAsInGeographicLibsDocumentation) {
    Ring ring{{-58, -63.1}, {-74, -72.9}, {-102, -71.9}, {-102, -74.9}, {-131, -74.3}, {-163, -77.5}, {163, -77.4},
              {172, -71.7}, {140, -65.9}, {113, -65.7},  {88, -66.6},   {59, -66.9},   {25, -69.8},   {-4, -70.0},
              {-14, -71.0}, {-33, -77.3}, {-46, -77.9},  {-61, -74.7},  {-58, -63.1}};
    EXPECT_NEAR(area_km2({Polygon{ring, {}}}), 13662703.6800201, 1e-4);
    std::reverse(ring.begin(), ring.end());
    EXPECT_NEAR(area_km2({Polygon{ring, {}}}), 13662703.6800201, 1e-4);
}

TEST(GeoGeodesic, HolesAreTakenOffAndPartsAdded) {
    const double big = area_km2(box(0, 44, 3, 47));
    const double small = area_km2(box(1, 45, 2, 46));
    MultiPolygon outline = box(0, 44, 3, 47);
    outline[0].holes.push_back(box(1, 45, 2, 46)[0].shell);
    EXPECT_NEAR(area_km2(outline), big - small, 1e-6);
    std::reverse(outline[0].holes[0].begin(), outline[0].holes[0].end());
    EXPECT_NEAR(area_km2(outline), big - small, 1e-6);
    outline.push_back(box(1, 45, 2, 46)[0]);
    EXPECT_NEAR(area_km2(outline), big, 1e-6);
    EXPECT_EQ(area_km2({}), 0);
}

TEST(GeoGeodesic, CentreOfWeights) {
    const Point middle = centre({{{0, 0}, 1}, {{90, 0}, 1}});
    EXPECT_NEAR(middle.lon, 45, 1e-12);
    EXPECT_NEAR(middle.lat, 0, 1e-12);
    // three to one on a right angle: atan(1/3)
    EXPECT_NEAR(centre({{{0, 0}, 3}, {{0, 90}, 1}}).lat, 18.43494882292201, 1e-12);
    EXPECT_NEAR(std::fabs(centre({{{179, 10}, 1}, {{-179, 10}, 1}}).lon), 180, 1e-9);
    EXPECT_NEAR(centre({{{5, 40}, 0}, {{7, 50}, 2}}).lat, 50, 1e-12);
}

}  // namespace
}  // namespace maillage::geo
