#include "geo/projection.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "base/error.hpp"
#include "geo/geodesic.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

Layer layer_of(const std::string& crs, Point point) {
    Layer layer;
    layer.path = "points.shp";
    layer.name = "points";
    layer.crs = crs;
    layer.rows.emplace_back();
    layer.rows.back().shape.kind = Shape::Kind::point;
    layer.rows.back().shape.point = point;
    return layer;
}

Point located(const std::string& crs, Point point) {
    Layer layer = layer_of(crs, point);
    to_lonlat(layer);
    EXPECT_EQ(layer.crs, "OGC:CRS84");
    return layer.rows[0].shape.point;
}

void expect_near(Point point, Point expected, double tolerance) {
    EXPECT_NEAR(point.lon, expected.lon, tolerance);
    EXPECT_NEAR(point.lat, expected.lat, tolerance);
}

const std::string esri_wgs84 = R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],)"
                               R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";

const std::string esri_lambert93 =
    R"(PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],)"
    R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],)"
    R"(PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],)"
    R"(PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],)"
    R"(UNIT["Meter",1.0]])";

TEST(GeoProjection, FalseOriginsLieWhereTheirDefinitionsSay) {
    expect_near(located("EPSG:2154", {700000, 6600000}), {3, 46.5}, 1e-9);
    expect_near(located(esri_lambert93, {700000, 6600000}), {3, 46.5}, 1e-9);
    expect_near(located("EPSG:32631", {500000, 0}), {3, 0}, 1e-9);
    expect_near(located("EPSG:2975", {500000, 10000000}), {57, 0}, 1e-7);
    // web mercator: x = a lon, y = a ln tan(45 + lat / 2)
    expect_near(located("EPSG:3857", {20037508.342789244 / 4, 6378137 * std::log(std::tan(3.14159265358979324 * 67.5 / 180))}),
                {45, 45}, 1e-9);
}

TEST(GeoProjection, FirstIsEastingWhateverTheAuthoritysOrder) {
    // EPSG:3035 is northing first; its false origin is 52 N 10 E. NTF (Paris) is latitude first, in grads from Paris,
    // 2 degrees 20' 14.025" E; the datum shift is below 0.002 degree.
    expect_near(located("EPSG:3035", {4321000, 3210000}), {10, 52}, 1e-9);
    expect_near(located("EPSG:4807", {0, 50}), {2.33722917, 45}, 2e-3);
    expect_near(located("EPSG:4275", {2.5, 47.5}), {2.5, 47.5}, 2e-3);
}

TEST(GeoProjection, ADatumShiftIsApplied) {
    // NTF to RGF93 moves places of France by 50 to 100 m (IGN).
    const double shift_km = distance_km(located("EPSG:4275", {2.5, 47.5}), {2.5, 47.5});
    EXPECT_GT(shift_km, 0.02);
    EXPECT_LT(shift_km, 0.2);
}

TEST(GeoProjection, LongitudeLatitudeIsLeftBitForBit) {
    const Point odd{0.1 + 0.2, 48.0 + 1e-13};
    for (const std::string& crs :
         {std::string("OGC:CRS84"), std::string("EPSG:4326"), std::string("EPSG:4171"), std::string("EPSG:4258"), esri_wgs84}) {
        EXPECT_TRUE(is_lonlat(crs)) << crs;
        EXPECT_EQ(located(crs, odd), odd) << crs;
    }
    for (const std::string& crs : {std::string("EPSG:2154"), std::string("EPSG:4807"), std::string("EPSG:4275"), std::string(""),
                                   std::string("nonsense"), esri_lambert93}) {
        EXPECT_FALSE(is_lonlat(crs)) << crs;
    }
}

TEST(GeoProjection, KnownIsWhatProjCanRead) {
    for (const std::string& crs :
         {std::string("EPSG:2154"), std::string("OGC:CRS84"), std::string("IGNF:LAMB93"), esri_lambert93}) {
        EXPECT_TRUE(is_known_crs(crs)) << crs;
    }
    // the last is an operation, and the one before it an ellipsoid: PROJ reads them, but they are no CRS
    for (const std::string crs : {"", "EPSG:999999", "Lambert 93 carto", "urn:ogc:def:ellipsoid:EPSG::7030",
                                  "+proj=pipeline +step +proj=axisswap +order=2,1"}) {
        EXPECT_FALSE(is_known_crs(crs)) << crs;
    }
}

TEST(GeoProjection, AnUnknownCrsIsAnErrorThatNamesTheLayer) {
    Layer layer = layer_of("EPSG:999999", {1, 2});
    try {
        to_lonlat(layer);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(error.said().en.find("points.shp: points: "), std::string::npos) << error.said().en;
        EXPECT_NE(error.said().en.find("EPSG:999999"), std::string::npos);
        EXPECT_NE(error.said().fr.find("EPSG:999999"), std::string::npos);
    }
    EXPECT_EQ(layer.crs, "EPSG:999999");
}

TEST(GeoProjection, ACoordinateThatFailsIsNotANumberAndTheNextOneIsFine) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    // 20 000 km off the centre is beyond the edge of an equal-area map of the whole Earth (radius 2 a)
    Layer layer = layer_of("EPSG:3035", {4321000 + 2e7, 3210000});
    for (const Point point : {Point{infinity, 0}, Point{nan, 3210000}, Point{4321000, 3210000}}) {
        layer.rows.push_back(layer.rows[0]);
        layer.rows.back().shape.point = point;
    }
    to_lonlat(layer);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_TRUE(std::isnan(layer.rows[i].shape.point.lon)) << i;
        EXPECT_TRUE(std::isnan(layer.rows[i].shape.point.lat)) << i;
    }
    expect_near(layer.rows[3].shape.point, {10, 52}, 1e-9);
}

TEST(GeoProjection, EveryRingOfEveryRowIsTransformed) {
    Layer layer = layer_of("EPSG:2154", {});
    layer.rows.reserve(2);
    Shape& shape = layer.rows[0].shape;
    shape.kind = Shape::Kind::polygon;
    shape.polygons = {Polygon{{{700000, 6600000}, {700001, 6600000}}, {{{700000, 6600000}}}}, Polygon{{{700000, 6600000}}, {}}};
    layer.rows.emplace_back();
    to_lonlat(layer);
    expect_near(shape.polygons[0].shell[0], {3, 46.5}, 1e-9);
    EXPECT_NEAR(distance_km(shape.polygons[0].shell[0], shape.polygons[0].shell[1]), 0.001, 2e-6);
    expect_near(shape.polygons[0].holes[0][0], {3, 46.5}, 1e-9);
    expect_near(shape.polygons[1].shell[0], {3, 46.5}, 1e-9);
    EXPECT_EQ(layer.rows[0].shape.point, Point{});
    EXPECT_EQ(layer.rows[1].shape.kind, Shape::Kind::none);
}

}  // namespace
}  // namespace maillage::geo
