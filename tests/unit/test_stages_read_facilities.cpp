#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

class ReadFacilities : public testing::Test {
protected:
    ReadFacilities() { m_folder.write("france/statuts.csv", "statut,etape\nLauréat 2013,laureat\nPTCE émergent (phase 1),emergent\nCité,cite\n"); }
    Inputs read(const std::string& bytes, const std::string& name = "ptce.csv") {
        m_study.ptce.path = m_folder.write(name, bytes);
        Inputs inputs;
        read_facilities(inputs, m_study, m_folder.path());
        return inputs;
    }
    std::string refused(const std::string& bytes, const std::string& name = "ptce.csv") {
        return thrown<InputError>([&] { (void)read(bytes, name); });
    }
    Study m_study;
    io::TemporaryFolder m_folder;
};

TEST_F(ReadFacilities, EveryCellIsText) {
    const Inputs inputs = read("id,nom,lon,lat,insee_code,epci_code,departement,region,year,precision,note\n"
                               "007,Pôle,2.5,47.5,01004,200000001,01,84,2021,commune,=1+1\n");
    ASSERT_THAT(inputs.facilities.rows, SizeIs(1));
    const Facility& one = inputs.facilities.rows.front();
    EXPECT_EQ(one.id, "007");
    EXPECT_EQ(one.commune, "01004");
    EXPECT_EQ(one.departement, "01");
    EXPECT_EQ(one.epci, "200000001");
    EXPECT_EQ(one.region, "84");
    EXPECT_EQ(one.point, (Point{2.5, 47.5}));
    EXPECT_EQ(one.year, 2021);
    EXPECT_EQ(one.precision, Precision::commune);
    EXPECT_EQ(one.row, 2U);
    EXPECT_EQ(one.stage, Stage::actif);  // a list without a status column counts whole
    EXPECT_THAT(one.source_cells, ElementsAre("007", "Pôle", "2.5", "47.5", "01004", "200000001", "01", "84", "2021", "commune", "=1+1"));
    EXPECT_THAT(inputs.facilities.columns, SizeIs(11));
    EXPECT_FALSE(inputs.facilities.has_status);
    EXPECT_THAT(found(inputs.findings, FindingCode::list_without_status), SizeIs(1));
}

TEST_F(ReadFacilities, StatusesAreReadThroughTheTable) {
    const Inputs inputs = read("id,status,lon,lat\na,LAUREAT 2013,2,47\nb,ptce emergent phase 1,2,47\nc,actif,2,47\nd,Cité,2,47\n"
                               "e,mystère,2,47\nf,,2,47\ng,inconnu,2,47\n");
    std::vector<Stage> stages;
    for (const Facility& one : inputs.facilities.rows) {
        stages.push_back(one.stage);
    }
    EXPECT_THAT(stages, ElementsAre(Stage::laureat, Stage::emergent, Stage::actif, Stage::cite, Stage::unknown, Stage::unknown, Stage::unknown));
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_unknown_status);
    ASSERT_THAT(findings, SizeIs(3));
    EXPECT_EQ(parameter(findings[0], "status"), "mystère");
    EXPECT_EQ(findings[0].row, 6U);
    EXPECT_TRUE(inputs.facilities.has_status);
}

TEST_F(ReadFacilities, ATableOfStatusesMayBeGivenAndMustBeSound) {
    m_study.ptce.statuses = m_folder.write("miens.csv", "statut,etape\nen marche,actif\n");
    EXPECT_EQ(read("id,status,lon,lat\na,En marche,2,47\n").facilities.rows.front().stage, Stage::actif);
    m_study.ptce.statuses = m_folder.write("faux.csv", "statut,etape\nun,actif\ndeux,actf\n");
    const std::string said = refused("id,status,lon,lat\na,un,2,47\n");
    EXPECT_THAT(said, HasSubstr("faux.csv"));
    EXPECT_THAT(said, HasSubstr("row 3"));
    EXPECT_THAT(said, HasSubstr("actf"));
    m_study.ptce.statuses = m_folder.write("double.csv", "statut,etape\nLauréat,laureat\nun,actif\nUN,actif\nlaureat,ferme\n");
    EXPECT_THAT(refused("id,status,lon,lat\na,un,2,47\n"), HasSubstr("row 5: \"laureat\" has another stage further up already"));
}

TEST_F(ReadFacilities, FrenchSpreadsheetsWriteDecimalCommas) {
    const Inputs inputs = read("id;lon;lat\na;2,5;47,25\nb;2.5;47.25\n");
    EXPECT_EQ(inputs.facilities.rows[0].point, (Point{2.5, 47.25}));
    EXPECT_EQ(inputs.facilities.rows[1].point, (Point{2.5, 47.25}));
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::decimal_comma);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "count"), "2");
    EXPECT_EQ(parameter(findings[0], "field"), "lon, lat");
    EXPECT_THAT(found(inputs.findings, FindingCode::separator_not_comma), SizeIs(1));
}

TEST_F(ReadFacilities, CoordinatesThatAreNoneAreSaidAndDropped) {
    const Inputs inputs = read("id,lon,lat\na,nan,47\nb,deux,47\nc,181,47\nd,2,91\ne,2,\nf,,\ng,-180,-90\n");
    std::vector<std::string> placed;
    for (const Facility& one : inputs.facilities.rows) {
        if (one.point) {
            placed.push_back(one.id);
        }
    }
    EXPECT_THAT(placed, ElementsAre("g"));
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_bad_coordinates);
    ASSERT_THAT(findings, SizeIs(5));  // f says nothing
    EXPECT_EQ(parameter(findings[0], "lon"), "nan");
    EXPECT_EQ(parameter(findings[1], "lon"), "deux");
    EXPECT_EQ(findings[1].row, 3U);
}

TEST_F(ReadFacilities, PrecisionIsInferredFromWhatTheRowHas) {
    const Inputs inputs = read("id,lon,lat,insee_code,epci_code,departement,region,precision\n"
                               "a,2,47,01004,200000001,01,84,\nb,,,01004,200000001,01,84,\nc,,,,200000001,01,84,\nd,,,,,01,84,\n"
                               "e,,,,,,84,\nf,,,,,,,\ng,2,47,,,01,,Département\nh,2,47,,,,,approximative\n");
    std::vector<Precision> precisions;
    for (const Facility& one : inputs.facilities.rows) {
        precisions.push_back(one.precision);
    }
    EXPECT_THAT(precisions, ElementsAre(Precision::adresse, Precision::commune, Precision::epci, Precision::departement, Precision::region,
                                        Precision::aucune, Precision::departement, Precision::adresse));
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_unknown_precision);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "precision"), "approximative");
}

TEST_F(ReadFacilities, YearsAreFourDigits) {
    const Inputs inputs = read("id,lon,lat,annee\na,2,47,2021\nb,2,47,2021.0\nc,2,47,21\nd,2,47,mai 2021\ne,2,47,\n");
    EXPECT_EQ(inputs.facilities.rows[0].year, 2021);
    EXPECT_EQ(inputs.facilities.rows[1].year, 2021);
    for (const std::size_t i : {2U, 3U, 4U}) {
        EXPECT_FALSE(inputs.facilities.rows[i].year.has_value()) << i;
    }
    EXPECT_THAT(found(inputs.findings, FindingCode::facility_bad_year), SizeIs(2));
}

TEST_F(ReadFacilities, NoRowIsLost) {
    const Inputs inputs = read("id,nom,lon,lat\na,Un,2,47\nb,Deux,2,47,de trop\n,,,\n,Sans id,2,47\n");
    ASSERT_THAT(inputs.facilities.rows, SizeIs(4));
    EXPECT_EQ(inputs.facilities.rows[1].settled, Bucket::rejected);
    EXPECT_EQ(inputs.facilities.rows[2].settled, Bucket::rejected);
    EXPECT_EQ(inputs.facilities.rows[3].id, "ligne-5");
    EXPECT_FALSE(inputs.facilities.rows[3].settled.has_value());
    EXPECT_THAT(found(inputs.findings, FindingCode::malformed_row), SizeIs(1));
    EXPECT_THAT(found(inputs.findings, FindingCode::blank_row), SizeIs(1));
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_without_id);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "count"), "1");
}

TEST_F(ReadFacilities, AGeometryComesBeforeColumnsAndOnlyPointsPlace) {
    const Inputs inputs = read(R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"a","lon":"9","lat":"9"},"geometry":{"type":"Point","coordinates":[2.5,47.5]}},
{"type":"Feature","properties":{"id":"b"},"geometry":{"type":"LineString","coordinates":[[2,47],[3,47]]}},
{"type":"Feature","properties":{"id":"c","insee_code":"01004"},"geometry":null}]})",
                               "ptce.geojson");
    ASSERT_THAT(inputs.facilities.rows, SizeIs(3));
    EXPECT_EQ(inputs.facilities.rows[0].point, (Point{2.5, 47.5}));
    EXPECT_FALSE(inputs.facilities.rows[1].point.has_value());
    EXPECT_EQ(inputs.facilities.rows[2].precision, Precision::commune);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_not_a_point);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "type"), "LineString");
}

TEST_F(ReadFacilities, ATableOfProjectedCoordinatesNeedsItsSystem) {
    m_study.ptce.crs = "EPSG:2154";
    const Inputs inputs = read("id,x,y\na,700000,6600000\n");
    ASSERT_TRUE(inputs.facilities.rows.front().point.has_value());
    EXPECT_NEAR(inputs.facilities.rows.front().point->lon, 3.0, 1e-7);
    EXPECT_NEAR(inputs.facilities.rows.front().point->lat, 46.5, 1e-7);
}

TEST_F(ReadFacilities, AListInMetresIsRefusedWithTheLikelySystem) {
    EXPECT_THAT(refused("id,x,y\na,652301.565,6861302.726\n"), HasSubstr("--ptce-crs EPSG:2154"));  // Paris
}

TEST_F(ReadFacilities, APointWhereItsSystemIsNotForIsNotUsed) {
    m_study.ptce.crs = "EPSG:2154";
    const Inputs inputs = read("id,x,y\na,652301.565,6861302.726\nb,5652301,6861302\nc,nan,6861302\n");
    ASSERT_THAT(inputs.facilities.rows, SizeIs(3));
    EXPECT_TRUE(inputs.facilities.rows[0].point.has_value());
    EXPECT_FALSE(inputs.facilities.rows[1].point.has_value());
    const std::vector<Finding> outside = found(inputs.findings, FindingCode::coordinates_outside);
    ASSERT_THAT(outside, SizeIs(1));
    EXPECT_EQ(outside[0].subject, "b");
    EXPECT_EQ(outside[0].row, 3U);
    const std::vector<Finding> bad = found(inputs.findings, FindingCode::facility_bad_coordinates);
    ASSERT_THAT(bad, SizeIs(1));
    EXPECT_EQ(bad[0].subject, "c");
}

TEST_F(ReadFacilities, AListThatPlacesNothingIsAnError) {
    EXPECT_THAT(refused("id,nom\na,Un\n"), HasSubstr("--ptce-lon"));
    EXPECT_THAT(refused("id,lon,lat\n"), HasSubstr("the list is empty"));
    EXPECT_THAT(refused("id,lon,lieu\na,2,Lyon\n"), HasSubstr("id, lon, lieu"));
    EXPECT_EQ(read("id,departement\na,01\n").facilities.rows.front().precision, Precision::departement);
}

}  // namespace
}  // namespace maillage::stages
