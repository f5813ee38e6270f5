// Coordinates: pyproj 3 (PROJ 9.1), Transformer.from_crs("OGC:CRS84", CRS, always_xy=True).transform(lon, lat).
#include "stages/coordinates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/error.hpp"
#include "support/staged.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using test::found;
using test::parameter;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr Point paris_l93{652301.565, 6861302.726};        // 2.35 48.85
constexpr Point saint_denis_l93{10180217.316, 546828.488};  // 55.45 -20.88
constexpr Point martinique_5490{707904.647, 1614967.882};   // -61.07 14.6

Layer layer_of(const std::string& crs, const std::vector<Point>& points) {
    Layer layer;
    layer.path = "f.gpkg";
    layer.name = "couche";
    layer.columns = {"code"};
    layer.crs = crs;
    layer.has_geometry = true;
    for (const Point point : points) {
        LayerRow& row = layer.rows.emplace_back();
        row.number = layer.rows.size();
        row.cells = {"c" + std::to_string(row.number)};
        row.shape.kind = Shape::Kind::point;
        row.shape.point = point;
    }
    return layer;
}

std::string refused(Layer layer, const std::string& given = "", std::string_view option = "--pays-crs", Drawn drawn = Drawn::layer) {
    return thrown<InputError>([&] { (void)to_lonlat(layer, given, option, drawn); });
}

TEST(Coordinates, AMissingSystemIsRefusedWithTheLikelyOne) {
    const std::string words = refused(layer_of("", {paris_l93}));
    EXPECT_THAT(words, HasSubstr("f.gpkg: couche: "));
    EXPECT_THAT(words, HasSubstr("probablement EPSG:2154 : le donner avec --pays-crs EPSG:2154"));
    EXPECT_THAT(words, HasSubstr("probably EPSG:2154: give it with --pays-crs EPSG:2154"));
    EXPECT_THAT(refused(layer_of("", {{2.35, 48.85}})), HasSubstr("probably EPSG:4326:"));
    EXPECT_THAT(refused(layer_of("", {paris_l93}), "", ""), HasSubstr("probably EPSG:2154: write it in the file"));
    EXPECT_THAT(refused(layer_of("", {{1e9, 1e9}})), Not(HasSubstr("probabl")));
}

TEST(Coordinates, AWrongSystemIsRefusedAtTheFirstRowWithTheLikelyOne) {
    const std::string words = refused(layer_of("EPSG:2975", {martinique_5490, martinique_5490}));
    EXPECT_THAT(words, HasSubstr("f.gpkg: couche: ligne 1: "));
    EXPECT_THAT(words, HasSubstr("EPSG:2975"));
    EXPECT_THAT(words, HasSubstr("707904.65 ; 1614967.88"));
    EXPECT_THAT(words, HasSubstr("--pays-crs EPSG:5490"));
}

TEST(Coordinates, MetresInALayerOfDegreesAreRefused) {
    EXPECT_THAT(refused(layer_of("OGC:CRS84", {paris_l93})), HasSubstr("--pays-crs EPSG:2154"));
}

TEST(Coordinates, SomeRowsOutsideAreEachAnErrorWithItsSubject) {
    Layer layer = layer_of("EPSG:2154", {paris_l93, {5e6, 6861302}, paris_l93});
    std::vector<Finding> findings = to_lonlat(layer, "", "--pays-crs");
    name_subjects(findings, layer, 0);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_outside);
    EXPECT_EQ(findings[0].row, 2U);
    EXPECT_EQ(findings[0].subject, "c2");
    EXPECT_EQ(parameter(findings[0], "x"), "5000000.00");
    EXPECT_TRUE(layer.rows[1].shape.outside);
    EXPECT_FALSE(layer.rows[2].shape.outside);
}

TEST(Coordinates, OverseasRowsOfANationalLayerAreKeptAndSaidOnce) {
    Layer layer = layer_of("EPSG:2154", {paris_l93, saint_denis_l93, saint_denis_l93});
    const std::vector<Finding> findings = to_lonlat(layer, "", "--pays-crs");
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_beyond_area);
    EXPECT_EQ(parameter(findings[0], "count"), "2");
    EXPECT_EQ(parameter(findings[0], "first"), "2");
    EXPECT_EQ(parameter(findings[0], "crs"), "EPSG:2154");
    EXPECT_NEAR(layer.rows[1].shape.point.lat, -20.88, 1e-6);
}

TEST(Coordinates, DegreesOfAnotherLandAreKeptAndTheLikelySystemNamed) {
    Layer layer = layer_of("EPSG:4627", {{-61.07, 14.6}});
    const std::vector<Finding> findings = to_lonlat(layer, "", "--pays-crs");
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_other_land);
    EXPECT_EQ(parameter(findings[0], "likely"), "EPSG:5489");
}

TEST(Coordinates, SwappedAxesAreSaidOnce) {
    Layer layer = layer_of("EPSG:4326", {{48.85, 2.35}, {43.6, 1.44}});
    const std::vector<Finding> findings = to_lonlat(layer, "", "--pays-crs");
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_swapped);
    EXPECT_EQ(parameter(findings[0], "count"), "2");
    EXPECT_EQ(layer.rows[0].shape.point, (Point{2.35, 48.85}));
}

TEST(Coordinates, ColumnsOfAListAreNeverSwappedHere) {
    Layer layer = layer_of("OGC:CRS84", {{48.85, 2.35}});
    layer.has_geometry = false;
    EXPECT_THAT(to_lonlat(layer, "", "--ptce-crs", Drawn::list), IsEmpty());
    EXPECT_EQ(layer.rows[0].shape.point, (Point{48.85, 2.35}));
}

TEST(Coordinates, AListInMetresIsRefusedButNotOneThatIsMerelyWrong) {
    Layer wrong = layer_of("OGC:CRS84", {{999, 999}});
    EXPECT_THAT(to_lonlat(wrong, "", "--ptce-crs", Drawn::list), IsEmpty());  // told where the row is read
    EXPECT_EQ(wrong.rows[0].shape.point, (Point{999, 999}));
    EXPECT_THAT(refused(layer_of("OGC:CRS84", {paris_l93}), "", "--ptce-crs", Drawn::list), HasSubstr("--ptce-crs EPSG:2154"));
}

TEST(Coordinates, TheGivenSystemIsTakenAndADifferenceSaid) {
    Layer layer = layer_of("EPSG:2975", {martinique_5490});
    const std::vector<Finding> findings = to_lonlat(layer, "EPSG:5490", "--pays-crs");
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_crs_given);
    EXPECT_EQ(parameter(findings[0], "stated"), "EPSG:2975");
    EXPECT_EQ(parameter(findings[0], "given"), "EPSG:5490");
    EXPECT_NEAR(layer.rows[0].shape.point.lon, -61.07, 1e-6);
    Layer same = layer_of("OGC:CRS84", {{2.35, 48.85}});
    EXPECT_THAT(to_lonlat(same, "EPSG:4326", "--pays-crs"), IsEmpty());
    EXPECT_THAT(refused(layer_of("OGC:CRS84", {{2.35, 48.85}}), "EPSG:2154"), HasSubstr("--pays-crs EPSG:4326"));
}

TEST(Coordinates, SystemsWithoutAMapAreRefused) {
    for (const std::string crs : {"EPSG:4978", "EPSG:5720", "ENGCRS[\"chantier\",EDATUM[\"borne\"],CS[Cartesian,2],AXIS[\"x\",east],AXIS[\"y\",north],LENGTHUNIT[\"metre\",1]]"}) {
        EXPECT_THAT(refused(layer_of(crs, {paris_l93})), HasSubstr("EPSG:2154")) << crs;
    }
    EXPECT_THAT(refused(layer_of("EPSG:999999", {paris_l93})), HasSubstr("EPSG:999999"));
}

TEST(Coordinates, OfASystemWithHeightsThePlanIsUsed) {
    Layer layer = layer_of("EPSG:5698", {paris_l93});
    const std::vector<Finding> findings = to_lonlat(layer, "", "--pays-crs");
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_height_ignored);
    EXPECT_NEAR(layer.rows[0].shape.point.lon, 2.35, 1e-7);
    EXPECT_NEAR(layer.rows[0].shape.point.lat, 48.85, 1e-7);
}

/// Lambert-93 on a datum of no name.
std::string lambert(const std::string& spheroid) {
    return R"(PROJCS["mine",GEOGCS["mine",DATUM["D_unknown",SPHEROID[)" + spheroid +
           R"(]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],)"
           R"(PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],)"
           R"(PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],)"
           R"(UNIT["Meter",1.0]])";
}

TEST(Coordinates, AnUnknownDatumIsAssumedOnTheWorldsEllipsoidAndRefusedOnAnother) {
    Layer layer = layer_of(lambert(R"("GRS_1980",6378137.0,298.257222101)"), {paris_l93});
    EXPECT_THAT(found(to_lonlat(layer, "", "--pays-crs"), FindingCode::coordinates_datum_assumed), SizeIs(1));
    EXPECT_NEAR(layer.rows[0].shape.point.lat, 48.85, 1e-6);
    EXPECT_THAT(refused(layer_of(lambert(R"("Clarke_1866",6378206.4,294.9786982)"), {paris_l93})), HasSubstr("--pays-crs EPSG:2154"));
}

TEST(Coordinates, ASystemWithoutAnAreaLeavesRowsAbroadUnchecked) {
    const std::string crs = "+proj=laea +lat_0=50 +lon_0=10 +datum=WGS84 +type=crs";
    Layer layer = layer_of(crs, {{0, 0}});  // 50 N 10 E, in Thüringen
    EXPECT_THAT(found(to_lonlat(layer, "", "--pays-crs"), FindingCode::coordinates_unchecked), SizeIs(1));
    Layer in_france = layer_of(crs, {{-300000, 0}});  // near 50 N 5.8 E
    EXPECT_THAT(to_lonlat(in_france, "", "--pays-crs"), IsEmpty());
}

TEST(Coordinates, ALayerOfBelgiumPassesInSilence) {
    Layer layer = layer_of("EPSG:31370", {{148679.447, 171066.810}});
    EXPECT_THAT(to_lonlat(layer, "", "--pays-crs"), IsEmpty());
    EXPECT_NEAR(layer.rows[0].shape.point.lat, 50.85, 1e-6);
}

TEST(Coordinates, RowsOnNoFrenchLandAreToldWhereOthersAreOnOne) {
    Layer layer = layer_of("EPSG:4326", {{2.35, 48.85}, {48.85, 2.35}, {5.4, 43.3}});
    const std::vector<Finding> findings = to_lonlat(layer, "", "--pays-crs");
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::coordinates_abroad);
    EXPECT_EQ(findings[0].parameters, (std::vector<std::pair<std::string, std::string>>{{"count", "1"}, {"first", "2"}, {"crs", "EPSG:4326"}}));
    EXPECT_EQ(layer.rows[1].shape.point.lon, 48.85);
    Layer list = layer_of("EPSG:4326", {{2.35, 48.85}, {48.85, 2.35}});
    EXPECT_THAT(to_lonlat(list, "", "--ptce-crs", Drawn::list), IsEmpty());
    Layer elsewhere = layer_of("EPSG:4326", {{48.85, 2.35}, {46, 2}, {13.4, 52.5}});  // two off Somalia, Berlin
    EXPECT_THAT(to_lonlat(elsewhere, "", "--pays-crs"), IsEmpty());
}

TEST(Coordinates, WhatIsNotFiniteIsNotJudged) {
    Layer layer = layer_of("EPSG:2154", {{std::numeric_limits<double>::infinity(), 0}, paris_l93});
    EXPECT_THAT(to_lonlat(layer, "", "--pays-crs"), IsEmpty());
    Layer none = layer_of("EPSG:2154", {});
    EXPECT_THAT(to_lonlat(none, "", "--pays-crs"), IsEmpty());
}

}  // namespace
}  // namespace maillage::stages
