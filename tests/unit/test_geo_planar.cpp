// Against PROJ's geodesics where edges are geodesics too (meridians, the equator) or short enough, and against drawings.
#include "geo/planar.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "geo/geodesic.hpp"
#include "geo/planar_faces.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

TEST(GeoPlanar, LengthsAreThoseOfGeodesics) {
    for (const double lat : {-21.1, 0.0, 46.0, 71.0}) {
        for (const Point to : {Point{2.3, lat}, Point{2.0, lat + 0.3}, Point{2.2, lat - 0.2}, Point{2.0001, lat}}) {
            const double geodesic = distance_km({2, lat}, to) * 1000;
            EXPECT_NEAR(length_m({2, lat}, to), geodesic, geodesic * 2e-6) << lat;
        }
    }
    EXPECT_EQ(length_m({2, 46}, {2, 46}), 0);
}

TEST(GeoPlanar, AreasAreThoseOfGeodesicPolygonsOfShortEdges) {
    // edges of 0.01 degree: a geodesic leaves the parallel by under 0.1 m of 800
    Ring ring;
    constexpr int steps = 100;
    for (int i = 0; i < steps; ++i) {
        ring.push_back({2 + 0.01 * i, 46});
    }
    for (int i = 0; i < steps; ++i) {
        ring.push_back({3, 46 + 0.01 * i});
    }
    for (int i = 0; i < steps; ++i) {
        ring.push_back({3 - 0.01 * i, 47});
    }
    for (int i = 0; i < steps; ++i) {
        ring.push_back({2, 47 - 0.01 * i});
    }
    ring.push_back(ring.front());
    const double geodesic = area_km2({Polygon{ring, {}}}) * 1e6;
    EXPECT_NEAR(area_m2(Polygon{ring, {}}), geodesic, geodesic * 1e-7);
    EXPECT_NEAR(area_m2(Polygon{box_ring(2, 46, 3, 47), {}}), geodesic, geodesic * 1e-7) << "whatever vertices stand on the straight edges";
    const Polygon holed{ring, {box_ring(2.25, 46.25, 2.75, 46.75)}};
    EXPECT_NEAR(area_m2(holed), geodesic - area_m2(Polygon{box_ring(2.25, 46.25, 2.75, 46.75), {}}), geodesic * 1e-7);
}

TEST(GeoPlanar, AThinTriangleIsHalfItsBaseTimesItsHeight) {
    // 1 degree long along a slope, 1e-7 degree high: geodesic edges would make it hundreds of metres wide
    const Point a{2, 46};
    const Point b{3, 46.5};
    const Polygon sliver{{a, b, {2.5, 46.25 + 1e-7}, a}, {}};
    const double height = distance_km({2.5, 46.25}, {2.5, 46.25 + 1e-4}) * 1000 / 1e-4 * 1e-7;
    const double base = distance_km({2, 46.25}, {3, 46.25}) * 1000;  // across the height
    EXPECT_NEAR(area_m2(sliver), base * height / 2, base * height / 2 * 1e-3);
    EXPECT_NEAR(perimeter_m(sliver), 2 * length_m(a, b), 1e-3 * length_m(a, b));
}

TEST(GeoPlanar, PointsWithinAreInsideAndDiffer) {
    const Polygon frame{box_ring(0, 0, 4, 4), {box_ring(1, 1, 3, 3)}};
    const Polygon thin{{{0, 0}, {4, 1}, {4, 1 + 1e-7}, {0, 0}}, {}};
    for (const Polygon& polygon : {frame, thin}) {
        std::vector<Point> seen;
        for (int attempt = 0; attempt < 8; ++attempt) {
            const std::optional<Point> place = point_within(polygon, attempt);
            ASSERT_TRUE(place.has_value());
            EXPECT_TRUE(is_within(polygon.shell, *place));
            EXPECT_FALSE(!polygon.holes.empty() && is_within(polygon.holes[0], *place));
            EXPECT_EQ(std::count(seen.begin(), seen.end(), *place), 0);
            seen.push_back(*place);
        }
    }
}

}  // namespace
}  // namespace maillage::geo
