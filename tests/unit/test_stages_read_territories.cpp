#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "stages/read.hpp"
#include "support/staged.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using test::found;
using test::parameter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* square = R"({"type":"Polygon","coordinates":[[[2,47],[3,47],[3,48],[2,48],[2,47]]]})";

std::string feature(const std::string& properties, const std::string& geometry = square) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

std::string collection(const std::vector<std::string>& features) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (const std::string& one : features) {
        text += (&one == &features.front() ? "" : ",\n") + one;
    }
    return text + "]}";
}

class ReadTerritories : public testing::Test {
protected:
    Inputs read(const std::string& bytes) {
        m_study.pays.path = m_folder.write("pays.geojson", bytes);
        Inputs inputs;
        read_territories(inputs, m_study);
        return inputs;
    }
    std::string refused(const std::string& bytes) {
        return thrown<InputError>([&] { (void)read(bytes); });
    }
    Study m_study;

private:
    io::TemporaryFolder m_folder;
};

TEST_F(ReadTerritories, CodesAndNamesAreRecognisedAndStayText) {
    const Inputs inputs = read(collection({feature(R"({"code":"01","nom":"Un","population":832,"contour":"exact"})"),
                                           feature(R"({"code":"02","nom":"Deux","population":null,"contour":"Approché"})")}));
    ASSERT_THAT(inputs.territories, SizeIs(2));
    EXPECT_EQ(inputs.territories_read, 2);
    EXPECT_EQ(inputs.territories_rejected, 0);
    const Territory& one = inputs.territories[0];
    EXPECT_EQ(one.code, "01");
    EXPECT_EQ(one.source_code, "01");
    EXPECT_EQ(one.name, "Un");
    EXPECT_EQ(one.row, 1U);
    EXPECT_EQ(one.population_field, 832);
    EXPECT_FALSE(one.approximate);
    EXPECT_EQ(one.outline, (MultiPolygon{Polygon{{{2, 47}, {3, 47}, {3, 48}, {2, 48}, {2, 47}}, {}}}));
    EXPECT_TRUE(inputs.territories[1].approximate);
    EXPECT_FALSE(inputs.territories[1].population_field.has_value());
    EXPECT_THAT(inputs.findings, IsEmpty());
    ASSERT_THAT(inputs.sources, SizeIs(1));
    EXPECT_THAT(inputs.sources.front().sha256, SizeIs(64));
}

TEST_F(ReadTerritories, PeopleThatAreNoNumberAreUnknownAndTold) {
    const Inputs inputs = read(collection({feature(R"({"code":"1","population":"environ 900"})"), feature(R"({"code":"2","population":-3})"), feature(R"({"code":"3","population":null})")}));
    for (const Territory& territory : inputs.territories) {
        EXPECT_FALSE(territory.population_field.has_value()) << territory.code;
    }
    const auto told = std::find_if(inputs.findings.begin(), inputs.findings.end(), [](const Finding& one) { return one.code == FindingCode::population_unreadable; });
    ASSERT_NE(told, inputs.findings.end());
    EXPECT_THAT(told->parameters, testing::ElementsAre(testing::Pair("count", "2"), testing::Pair("first", "1"), testing::Pair("value", "environ 900"), testing::Pair("column", "population")));
}

TEST_F(ReadTerritories, NamedFieldsAreTaken) {
    m_study.pays.code = "siren";
    m_study.pays.name = "titre";
    const Inputs inputs = read(collection({feature(R"({"code":"x","siren":"200000001","titre":"T"})")}));
    EXPECT_EQ(inputs.territories.front().code, "200000001");
    EXPECT_EQ(inputs.territories.front().name, "T");
}

TEST_F(ReadTerritories, AMissingNameIsReplacedByTheCodeAndSaid) {
    const Inputs inputs = read(collection({feature(R"({"code":"01","nom":null})")}));
    EXPECT_EQ(inputs.territories.front().name, "01");
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::territory_without_name);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings.front().row, 1U);
}

TEST_F(ReadTerritories, RowsWithoutACodeOrAPolygonAreRejectedAndCounted) {
    const Inputs inputs = read(collection({feature(R"({"code":null,"nom":"a"})"), feature(R"({"code":"01","nom":"b"})"),
                                           feature(R"({"code":"02","nom":"c"})", R"({"type":"Point","coordinates":[2,47]})"),
                                           feature(R"({"code":"03","nom":"d"})", "null")}));
    EXPECT_EQ(inputs.territories_read, 4);
    EXPECT_EQ(inputs.territories_rejected, 3);
    ASSERT_THAT(inputs.territories, SizeIs(1));
    EXPECT_EQ(inputs.territories.front().row, 2U);
    const std::vector<Finding> codeless = found(inputs.findings, FindingCode::territory_without_code);
    ASSERT_THAT(codeless, SizeIs(1));
    EXPECT_EQ(codeless.front().row, 1U);
    EXPECT_EQ(parameter(codeless.front(), "field"), "code");
    const std::vector<Finding> shapeless = found(inputs.findings, FindingCode::territory_without_polygon);
    ASSERT_THAT(shapeless, SizeIs(2));
    EXPECT_EQ(shapeless[0].row, 3U);
    EXPECT_EQ(parameter(shapeless[0], "type"), "Point");
}

TEST_F(ReadTerritories, OtherReferenceSystemsBecomeLonLat) {
    // Lambert-93: its origin is 46.5° N, 3° E at (700000, 6600000)
    const std::string lambert =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[)" +
        feature(R"({"code":"01"})", R"({"type":"Polygon","coordinates":[[[700000,6600000],[710000,6600000],[710000,6610000],[700000,6600000]]]})") +
        "]}";
    const Point corner = read(lambert).territories.front().outline.front().shell.front();
    EXPECT_NEAR(corner.lon, 3.0, 1e-7);
    EXPECT_NEAR(corner.lat, 46.5, 1e-7);
}

TEST_F(ReadTerritories, WhatHasNothingToMeasureIsAnError) {
    EXPECT_THAT(refused(collection({feature(R"({"code":"02"})", R"({"type":"Point","coordinates":[2,47]})")})), HasSubstr("none of the 1 features"));
    EXPECT_THAT(refused(collection({feature(R"({"titre":"02"})")})), HasSubstr("--pays-code"));
    m_study.pays.code = "cod";
    EXPECT_THAT(refused(collection({feature(R"({"code":"02"})")})), HasSubstr("did you mean \"code\"?"));
}

TEST(ReadTerritoriesTable, ATableDrawsNoOutline) {
    const io::TemporaryFolder folder;
    Study study;
    study.pays.path = folder.write("pays.csv", "code,nom\n01,Un\n");
    Inputs inputs;
    EXPECT_THAT(thrown<InputError>([&] { read_territories(inputs, study); }), HasSubstr("draws no outline"));
}

TEST_F(ReadTerritories, RowsWhereTheirSystemIsNotForAreRejectedAndCounted) {
    // Lambert-93: a square of 1 km about its origin, and one 5 000 km east of it
    const auto at = [](const std::string& x) {
        return R"({"type":"Polygon","coordinates":[[[)" + x + "00000,6600000],[" + x + "01000,6600000],[" + x + "01000,6601000],[" + x + "00000,6600000]]]}";
    };
    std::string text = collection({feature(R"({"code":"01","nom":"a"})", at("7")), feature(R"({"code":"02","nom":"b"})", at("57"))});
    text.insert(1, R"("crs":{"type":"name","properties":{"name":"EPSG:2154"}},)");
    const Inputs inputs = read(text);
    EXPECT_EQ(inputs.territories_read, 2);
    EXPECT_EQ(inputs.territories_rejected, 1);
    ASSERT_THAT(inputs.territories, SizeIs(1));
    EXPECT_EQ(inputs.territories.front().code, "01");
    const std::vector<Finding> outside = found(inputs.findings, FindingCode::coordinates_outside);
    ASSERT_THAT(outside, SizeIs(1));
    EXPECT_EQ(outside.front().row, 2U);
    EXPECT_EQ(outside.front().subject, "02");
}

TEST_F(ReadTerritories, MetresInAGeojsonWithoutSystemAreRefusedWithTheLikelyOne) {
    const std::string metres = R"({"type":"Polygon","coordinates":[[[700000,6600000],[701000,6600000],[701000,6601000],[700000,6600000]]]})";
    const std::string text = collection({feature(R"({"code":"01","nom":"a"})", metres)});
    EXPECT_THAT(refused(text), HasSubstr("--pays-crs EPSG:2154"));
    m_study.pays.crs = "EPSG:2154";  // the remedy
    const Inputs inputs = read(text);
    EXPECT_THAT(inputs.territories, SizeIs(1));
    EXPECT_THAT(found(inputs.findings, FindingCode::coordinates_crs_given), SizeIs(1));
}

TEST_F(ReadTerritories, ANumberTooLargeIsARowOfItsOwnTrouble) {
    const Inputs inputs = read(collection({feature(R"({"code":"01","nom":"a"})"), feature(R"({"code":"02","nom":"b"})", R"({"type":"Polygon","coordinates":[[[2,47],[1e400,47],[3,48],[2,47]]]})")}));
    ASSERT_THAT(inputs.territories, SizeIs(2));  // validate rejects it: territory_not_finite
    EXPECT_FALSE(std::isfinite(inputs.territories[1].outline.front().shell.at(1).lon));
}

TEST_F(ReadTerritories, LinesMixturesAndHeightsAreUnderstood) {
    const Inputs inputs = read(collection(
        {feature(R"({"code":"01","nom":"a"})", R"({"type":"LineString","coordinates":[[2,47],[3,47],[3,48],[2,47]]})"),
         feature(R"({"code":"02","nom":"b"})", std::string(R"({"type":"GeometryCollection","geometries":[)") + square + R"(,{"type":"Point","coordinates":[2,47]}]})"),
         feature(R"({"code":"03","nom":"c"})", R"({"type":"Polygon","coordinates":[[[2,47,9],[3,47,9],[3,48,9],[2,47,9]]]})")}));
    EXPECT_THAT(inputs.territories, SizeIs(3));
    EXPECT_EQ(inputs.territories_rejected, 0);
    ASSERT_THAT(inputs.findings, SizeIs(3));
    EXPECT_EQ(inputs.findings[0].code, FindingCode::territory_height_ignored);
    EXPECT_EQ(inputs.findings[1].code, FindingCode::territory_from_lines);
    EXPECT_EQ(inputs.findings[1].row, 1U);
    EXPECT_EQ(inputs.findings[2].code, FindingCode::territory_mixed_geometry);
    EXPECT_EQ(inputs.findings[2].row, 2U);
}

}  // namespace
}  // namespace maillage::stages
