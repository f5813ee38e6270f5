#include "geo/projection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/error.hpp"
#include "geo/geodesic.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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

void add(Layer& layer, Point point) {
    layer.rows.push_back(layer.rows[0]);
    layer.rows.back().shape.point = point;
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
    // pyproj 3 (PROJ 9.1): Transformer.from_crs("OGC:CRS84", "EPSG:2975", always_xy=True).transform(55.45, -20.88)
    expect_near(located("EPSG:2975", {338767.167, 7690355.572}), {55.45, -20.88}, 1e-7);
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
        EXPECT_EQ(located(crs, odd), odd) << crs;
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

TEST(GeoProjection, ACoordinateThatIsNotFiniteIsNotANumberAndTheNextOneIsFine) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    Layer layer = layer_of("EPSG:3035", {infinity, 0});
    add(layer, {nan, 3210000});
    add(layer, {4321000, 3210000});
    const Placed placed = to_lonlat(layer);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_TRUE(std::isnan(layer.rows[i].shape.point.lon)) << i;
        EXPECT_TRUE(std::isnan(layer.rows[i].shape.point.lat)) << i;
        EXPECT_FALSE(layer.rows[i].shape.outside) << i;
    }
    expect_near(layer.rows[2].shape.point, {10, 52}, 1e-9);
    EXPECT_EQ(placed.judged, 1U);
    EXPECT_THAT(placed.outside, IsEmpty());
}

TEST(GeoProjection, ARowThatProjCantTransformIsOutsideAndKeepsItsCoordinates) {
    // 20 000 km off the centre is beyond the edge of an equal-area map of the whole Earth (radius 2 a)
    const Point beyond{4321000 + 2e7, 3210000};
    Layer layer = layer_of("EPSG:3035", beyond);
    add(layer, {4321000, 3210000});
    const Placed placed = to_lonlat(layer);
    EXPECT_THAT(placed.outside, ElementsAre(0));
    EXPECT_TRUE(layer.rows[0].shape.outside);
    EXPECT_EQ(layer.rows[0].shape.point, beyond);
    EXPECT_FALSE(layer.rows[1].shape.outside);
}

// Coordinates below: pyproj 3 (PROJ 9.1), Transformer.from_crs("OGC:CRS84", CRS, always_xy=True).transform(lon, lat).

TEST(GeoProjection, AnOverseasRowOfANationalLayerIsBeyondTheAreaButInPlace) {
    Layer layer = layer_of("EPSG:2154", {652301.565, 6861302.726});  // Paris, 2.35 48.85
    add(layer, {10180217.316, 546828.488});                           // Saint-Denis, 55.45 -20.88
    const Placed placed = to_lonlat(layer, Axes::may_be_swapped);
    EXPECT_EQ(placed.judged, 2U);
    EXPECT_THAT(placed.beyond, ElementsAre(1));
    EXPECT_THAT(placed.outside, IsEmpty());
    EXPECT_FALSE(placed.swapped);
    expect_near(layer.rows[1].shape.point, {55.45, -20.88}, 1e-6);
}

TEST(GeoProjection, TheAntillesReadInTheSystemOfLaReunionAreOutside) {
    Layer layer = layer_of("EPSG:2975", {707904.647, 1614967.882});  // RGAF09 / UTM 20N of Martinique: lands at 64 E 75 S
    EXPECT_THAT(to_lonlat(layer, Axes::may_be_swapped).outside, ElementsAre(0));
    layer = layer_of("EPSG:4627", {-61.07, 14.6});  // in degrees the place is right, the datum is not
    const Placed placed = to_lonlat(layer, Axes::may_be_swapped);
    EXPECT_THAT(placed.outside, IsEmpty());
    EXPECT_THAT(placed.beyond, ElementsAre(0));
}

TEST(GeoProjection, MetresSaidToBeDegreesAreOutside) {
    Layer layer = layer_of("OGC:CRS84", {652301.565, 6861302.726});
    add(layer, {2.35, 48.85});
    add(layer, {181, 0});
    add(layer, {0, 91});
    EXPECT_THAT(to_lonlat(layer).outside, ElementsAre(0, 2, 3));
}

TEST(GeoProjection, SwappedAxesArePutInOrder) {
    Layer degrees = layer_of("EPSG:4326", {48.85, 2.35});
    add(degrees, {-20.88, 55.45});
    EXPECT_TRUE(to_lonlat(degrees, Axes::may_be_swapped).swapped);
    expect_near(degrees.rows[0].shape.point, {2.35, 48.85}, 1e-12);
    expect_near(degrees.rows[1].shape.point, {55.45, -20.88}, 1e-12);

    Layer metres = layer_of("EPSG:2154", {6861302.726, 652301.565});
    EXPECT_TRUE(to_lonlat(metres, Axes::may_be_swapped).swapped);
    expect_near(metres.rows[0].shape.point, {2.35, 48.85}, 1e-7);

    Layer refused = layer_of("EPSG:2154", {6861302.726, 652301.565});
    const Placed placed = to_lonlat(refused, Axes::as_written);
    EXPECT_FALSE(placed.swapped);
    EXPECT_THAT(placed.outside, ElementsAre(0));
}

TEST(GeoProjection, APlausibleReadingIsNeverSwapped) {
    // one row in place as written is enough
    Layer mixed = layer_of("EPSG:4326", {48.85, 2.35});
    add(mixed, {2.35, 48.85});
    EXPECT_FALSE(to_lonlat(mixed, Axes::may_be_swapped).swapped);
    // Berlin; swapped it would be in Yemen
    Layer abroad = layer_of("EPSG:4326", {13.4, 52.5});
    const Placed placed = to_lonlat(abroad, Axes::may_be_swapped);
    EXPECT_FALSE(placed.swapped);
    EXPECT_THAT(placed.outside, IsEmpty());
    EXPECT_THAT(placed.abroad, ElementsAre(0));
    // a row that is not in France when swapped either
    Layer lost = layer_of("EPSG:4326", {48.85, 2.35});
    add(lost, {52.5, 13.4});
    EXPECT_FALSE(to_lonlat(lost, Axes::may_be_swapped).swapped);
    // UTM 40N of Oman: 22 N 57 E; nothing French about it, but where its system is for
    Layer oman = layer_of("EPSG:32640", {500000, 2433000});
    EXPECT_FALSE(to_lonlat(oman, Axes::may_be_swapped).swapped);
}

TEST(GeoProjection, LayersOfOtherCountriesPassWithinTheirArea) {
    Layer layer = layer_of("EPSG:31370", {148679.447, 171066.810});  // Brussels, 4.35 50.85; a datum shift of 100 m is in PROJ
    const Placed placed = to_lonlat(layer, Axes::may_be_swapped);
    EXPECT_THAT(placed.outside, IsEmpty());
    EXPECT_THAT(placed.beyond, IsEmpty());
    expect_near(layer.rows[0].shape.point, {4.35, 50.85}, 1e-6);
}

TEST(GeoProjection, AnAreaOfUseIsTakenHalfADegreeWider) {
    Layer layer = layer_of("EPSG:25832", {743643.307, 5544171.453});  // 12.4 50, where the area ends at 12.01
    add(layer, {757972.081, 5544842.807});                             // 12.6 50
    EXPECT_THAT(to_lonlat(layer).outside, ElementsAre(1));
}

TEST(GeoProjection, OverseasSystemsPassAtHome) {
    struct Known {
        const char* crs;
        Point written;
        Point place;
    };
    for (const Known& one : {Known{"EPSG:4471", {521705.548, 8584972.962}, {45.2, -12.8}},    // Mayotte
                             Known{"EPSG:4467", {561046.921, 5183249.913}, {-56.2, 46.8}},    // Saint-Pierre-et-Miquelon
                             Known{"EPSG:5490", {707904.647, 1614967.882}, {-61.07, 14.6}},   // Martinique
                             Known{"EPSG:2972", {355855.438, 541750.164}, {-52.3, 4.9}},      // Guyane
                             Known{"EPSG:3163", {446378.713, 214678.539}, {166.45, -22.27}}}) {
        Layer layer = layer_of(one.crs, one.written);
        const Placed placed = to_lonlat(layer, Axes::may_be_swapped);
        EXPECT_THAT(placed.outside, IsEmpty()) << one.crs;
        EXPECT_THAT(placed.beyond, IsEmpty()) << one.crs;
        EXPECT_FALSE(placed.swapped) << one.crs;
        expect_near(layer.rows[0].shape.point, one.place, 1e-6);
    }
}

TEST(GeoProjection, ARowWithAStrayVertexIsPartlyOutside) {
    Layer layer = layer_of("EPSG:2154", {700000, 6600000});
    Shape& shape = layer.rows[0].shape;
    shape.kind = Shape::Kind::polygon;
    shape.polygons = {Polygon{{{700000, 6600000}, {710000, 6600000}, {700000, 9600000}, {700000, 6600000}}, {}}};
    const Placed placed = to_lonlat(layer);
    EXPECT_THAT(placed.partly, ElementsAre(0));
    EXPECT_THAT(placed.outside, IsEmpty());
}

TEST(GeoProjection, EveryRingOfEveryRowIsTransformed) {
    Layer layer = layer_of("EPSG:2154", {});
    layer.rows.reserve(2);
    Shape& shape = layer.rows[0].shape;
    shape.kind = Shape::Kind::polygon;
    shape.polygons = {Polygon{{{700000, 6600000}, {700001, 6600000}}, {{{700000, 6600000}}}}, Polygon{{{700000, 6600000}}, {}}};
    shape.lines = {{{700000, 6600000}}};
    layer.rows.emplace_back();
    to_lonlat(layer);
    expect_near(shape.polygons[0].shell[0], {3, 46.5}, 1e-9);
    EXPECT_NEAR(distance_km(shape.polygons[0].shell[0], shape.polygons[0].shell[1]), 0.001, 2e-6);
    expect_near(shape.polygons[0].holes[0][0], {3, 46.5}, 1e-9);
    expect_near(shape.polygons[1].shell[0], {3, 46.5}, 1e-9);
    expect_near(shape.lines[0][0], {3, 46.5}, 1e-9);
    EXPECT_EQ(layer.rows[0].shape.point, Point{});
    EXPECT_EQ(layer.rows[1].shape.kind, Shape::Kind::none);
}

}  // namespace
}  // namespace maillage::geo
