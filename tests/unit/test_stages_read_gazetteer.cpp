// read_gazetteer, read_demand and read_composition.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "stages/read.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ReadGazetteer : public testing::Test {
protected:
    ReadGazetteer() {
        m_folder.write("france/departements.csv", "code,nom,region\n01,Ain,84\n976,Mayotte,06\n");
        m_folder.write("france/regions.csv", "code,nom\n84,Auvergne-Rhône-Alpes\n06,Mayotte\n");
        m_folder.write("france/epci.csv", "code,nom\n200000001,CC du Test\n");
        m_folder.write("france/communes.csv", "code,nom,arrondissement,epci,departement,region,population,lon,lat\n"
                                              "01002,Deux,011,200000001,01,84,20,5.5,46.5\n"
                                              "01001,Un,011,200000001,01,84,10,,\n"
                                              "97601,Trois,976,,976,06,,45.2,-12.8\n");
        m_folder.write("france/communes_anciennes.csv", "code,commune\n01999,01002\n01998,77777\n");
    }
    Inputs read() {
        Inputs inputs;
        read_gazetteer(inputs, m_study, m_folder.path());
        read_composition(inputs, m_study);
        read_demand(inputs, m_study);
        return inputs;
    }
    static std::vector<std::string> codes(const Inputs& inputs) {
        std::vector<std::string> all;
        for (const DemandPoint& one : inputs.demand) {
            all.push_back(one.code);
        }
        return all;
    }
    Study m_study;
    io::TemporaryFolder m_folder;
};

TEST_F(ReadGazetteer, TablesBecomeCommunesNamesAndFormerCodes) {
    const Inputs inputs = read();
    const Gazetteer& gazetteer = inputs.gazetteer;
    ASSERT_THAT(gazetteer.communes, SizeIs(3));
    EXPECT_EQ(gazetteer.communes[0].point, (Point{5.5, 46.5}));
    EXPECT_FALSE(gazetteer.communes[1].point.has_value());
    EXPECT_EQ(gazetteer.communes[1].population, 10);
    EXPECT_FALSE(gazetteer.communes[2].population.has_value());
    EXPECT_EQ(gazetteer.resolve("01999"), std::vector<std::size_t>{0});
    EXPECT_THAT(gazetteer.resolve("01998"), IsEmpty());
    EXPECT_THAT(gazetteer.of_epci("200000001"), SizeIs(2));
    EXPECT_EQ(gazetteer.departement_regions.at("976"), "06");
    EXPECT_EQ(gazetteer.region_code("mayotte"), "06");
    EXPECT_THAT(inputs.sources, SizeIs(5));
}

TEST_F(ReadGazetteer, AFolderOfOnesOwnComesBefore) {
    m_study.gazetteer = m_folder.path("ailleurs");
    EXPECT_THROW((void)read(), Error);
}

TEST_F(ReadGazetteer, AColumnItLacksIsNamed) {
    m_folder.write("france/communes.csv", "code,nom,epci,departement,region,population,lon\n01001,Un,,01,84,10,5\n");
    const std::string said = thrown<InputError>([&] { (void)read(); });
    EXPECT_THAT(said, HasSubstr("communes.csv"));
    EXPECT_THAT(said, HasSubstr("« lat »"));
}

TEST_F(ReadGazetteer, WithoutTablesPeopleLiveInItsCommunes) {
    const Inputs inputs = read();
    EXPECT_THAT(codes(inputs), ElementsAre("01001", "01002", "97601"));
    EXPECT_EQ(inputs.demand[1].population, 20);
    EXPECT_EQ(inputs.demand[1].point, (Point{5.5, 46.5}));
    EXPECT_EQ(inputs.demand[2].region, "06");
    EXPECT_EQ(inputs.population_source, inputs.gazetteer.vintage);
}

TEST_F(ReadGazetteer, APopulationTableTellsOfItsOwnVintage) {
    m_study.population = m_folder.write("pop_2024.csv", "codgeo,pmun\n01002,832.0\n01999,5\n97601,nan\n,9\n");
    const Inputs inputs = read();
    ASSERT_THAT(codes(inputs), ElementsAre("01002", "01999", "97601"));
    EXPECT_EQ(inputs.demand[0].population, 832);
    EXPECT_EQ(inputs.demand[0].point, (Point{5.5, 46.5}));
    EXPECT_EQ(inputs.demand[1].departement, "01");           // by what it has become
    EXPECT_FALSE(inputs.demand[1].point.has_value());        // whose point is not its own
    EXPECT_FALSE(inputs.demand[2].population.has_value());   // the text nan is no number
    EXPECT_EQ(inputs.population_source, "pop_2024.csv");
}

TEST_F(ReadGazetteer, RowsOfPeopleThatCantBeUsedAreTold) {
    m_study.population = m_folder.write("pop.csv", "codgeo,pmun\n01001,7\n01002,-1\n97601,environ 5\n,9\n01001,8\n,\n01999,\n");
    const Inputs inputs = read();
    EXPECT_EQ(inputs.demand[0].population, 7) << "the first of two rows";
    EXPECT_FALSE(inputs.demand[1].population.has_value()) << "fewer than nobody";
    std::map<FindingCode, std::map<std::string, std::string>> told;
    for (const Finding& finding : inputs.findings) {
        told[finding.code] = {finding.parameters.begin(), finding.parameters.end()};
    }
    using Said = std::map<std::string, std::string>;
    EXPECT_EQ(told.at(FindingCode::row_without_code), (Said{{"count", "1"}, {"first", "5"}, {"value", ""}, {"column", "codgeo"}})) << "a blank row says nothing";
    EXPECT_EQ(told.at(FindingCode::commune_repeated), (Said{{"count", "1"}, {"first", "6"}, {"value", "01001"}, {"column", "codgeo"}}));
    EXPECT_EQ(told.at(FindingCode::population_unreadable), (Said{{"count", "2"}, {"first", "3"}, {"value", "-1"}, {"column", "pmun"}}))
        << "an empty cell is no number that can't be read";
}

TEST_F(ReadGazetteer, ItsOwnTablesAreWhole) {
    const std::string title = "code,nom,arrondissement,epci,departement,region,population,lon,lat\n";
    const std::string first = "01001,Un,011,200000001,01,84,10,5,46\n";
    const auto refused = [&](const std::string& row) {
        m_folder.write("france/communes.csv", title + first + row);
        return thrown<InputError>([&] { (void)read(); });
    };
    EXPECT_THAT(refused("01001,Deux,011,,01,84,10,5,46\n"), HasSubstr("communes.csv: ligne 3: le code 01001 est déjà celui de la ligne 2"));
    EXPECT_THAT(refused(",Deux,011,,01,84,10,5,46\n"), HasSubstr("ligne 3: code manquant"));
    EXPECT_THAT(refused("01002,Deux,011,,01,84,-10,5,46\n"), HasSubstr("ligne 3: population illisible : -10"));
    EXPECT_THAT(refused("01002,Deux,011,,01,84,dix,5,46\n"), HasSubstr("ligne 3: population illisible : dix"));
    EXPECT_THAT(refused("01002,Deux,011,,01,84,10,5,\n"), HasSubstr("ligne 3: point illisible"));
    EXPECT_THAT(refused("01002,Deux,011,,01,84,10,5,90.5\n"), HasSubstr("ligne 3: point illisible"));
    EXPECT_THAT(refused("01002,Deux\n"), HasSubstr("ligne 3: cette ligne n'a pas le nombre de cellules du titre"));
    m_folder.write("france/communes.csv", title + first + "\n01002,Deux,011,,01,84,,,\n\n");
    const Inputs inputs = read();
    EXPECT_THAT(codes(inputs), ElementsAre("01001", "01002")) << "blank rows say nothing";
    EXPECT_THAT(inputs.gazetteer_tables.at("communes.csv"), testing::EndsWith("01001,Un,200000001,01,84,10,5,46\n01002,Deux,,01,84,,,\n"));
    m_folder.write("france/regions.csv", "code,nom\n84,Une\n84,Deux\n");
    EXPECT_THAT(thrown<InputError>([&] { (void)read(); }), HasSubstr("regions.csv: ligne 3: le code 84 est déjà celui de la ligne 2"));
}

TEST_F(ReadGazetteer, ACommuneBearsItsNameOfTodayElseItsFormerOne) {
    m_folder.write("france/communes_anciennes.csv", "code,nom,type,commune\n01999,Vieux-Deux,commune-deleguee,01002\n01002,Deux-d'Avant,commune-deleguee,01002\n");
    m_study.population = m_folder.write("population.csv", "code,population\n01002,5\n01999,7\n01888,9\n");
    const Inputs inputs = read();
    ASSERT_THAT(codes(inputs), ElementsAre("01002", "01888", "01999"));
    EXPECT_EQ(inputs.demand[0].name, "Deux");
    EXPECT_EQ(inputs.demand[1].name, "");
    EXPECT_EQ(inputs.demand[2].name, "Vieux-Deux");
}

TEST_F(ReadGazetteer, CommunePointsMeetThePopulationByCode) {
    m_study.communes = m_folder.write("points.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"01001"},"geometry":{"type":"Point","coordinates":[5,46]}},
{"type":"Feature","properties":{"code":""},"geometry":{"type":"Point","coordinates":[6,46]}},
{"type":"Feature","properties":{"code":"01002"},"geometry":null}]})");
    const Inputs alone = read();
    ASSERT_THAT(codes(alone), ElementsAre("01001", "01002"));
    EXPECT_EQ(alone.demand[0].point, (Point{5, 46}));
    EXPECT_EQ(alone.demand[0].population, 10);
    EXPECT_FALSE(alone.demand[1].point.has_value());  // of one vintage: not the gazetteer's
    m_study.population = m_folder.write("pop.csv", "code,population\n01001,7\n97601,8\n");
    const Inputs both = read();
    ASSERT_THAT(codes(both), ElementsAre("01001", "01002", "97601"));
    EXPECT_EQ(both.demand[0].population, 7);
    EXPECT_FALSE(both.demand[1].population.has_value());
    EXPECT_FALSE(both.demand[2].point.has_value());
}

TEST_F(ReadGazetteer, OutlinesOfCommunesGiveTheirPointsAndAreas) {
    m_study.communes = m_folder.write("communes.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"01001"},"geometry":{"type":"Polygon","coordinates":[[[2,46],[3,46],[3,47],[2,47],[2,46]]]}},
        {"type":"Feature","properties":{"code":"01002"},"geometry":{"type":"Point","coordinates":[2.5,46.5]}}]})");
    const Inputs inputs = read();
    const DemandPoint& drawn = inputs.demand.at(0);
    ASSERT_TRUE(drawn.point.has_value());
    EXPECT_TRUE(drawn.point->lon > 2 && drawn.point->lon < 3 && drawn.point->lat > 46 && drawn.point->lat < 47);
    ASSERT_TRUE(drawn.area_km2.has_value());
    EXPECT_NEAR(*drawn.area_km2, 8532.7766, 0.001);  // a degree square at 46 to 47 north, by pyproj's Geod.geometry_area_perimeter
    EXPECT_FALSE(inputs.demand.at(1).area_km2.has_value());
}

TEST_F(ReadGazetteer, ACompositionIsAKeyAndACode) {
    m_study.composition = CompositionInput{m_folder.write("ze.csv", "CODGEO,ZE2020,BV\n01001,0051,1\n01002,,1\n,0052,1\n01001,0052,1,trop\n"), "", "ZE2020"};
    const Inputs inputs = read();
    ASSERT_TRUE(inputs.composition.has_value());
    ASSERT_THAT(inputs.composition->rows, SizeIs(1));  // a commune in no territory, a territory of no commune, a broken row
    EXPECT_EQ(inputs.composition->rows.front().key, "01001");
    EXPECT_EQ(inputs.composition->rows.front().territory, "0051");
    EXPECT_EQ(inputs.composition->rows.front().row, 2U);
}

TEST_F(ReadGazetteer, ACompositionWhoseColumnsAreNotThereIsAnError) {
    const std::string table = m_folder.write("ze.csv", "CODGEO,ZE2020\n01001,0051\n");
    m_study.composition = CompositionInput{table, "", ""};
    EXPECT_THROW((void)read(), UsageError);
    m_study.composition = CompositionInput{table, "", "ZE2021"};
    EXPECT_THAT(thrown<InputError>([&] { (void)read(); }), HasSubstr("did you mean \"ZE2020\"?"));
    m_study.composition = CompositionInput{table, "INSEE", "ZE2020"};
    EXPECT_THAT(thrown<InputError>([&] { (void)read(); }), HasSubstr("INSEE"));
    m_study.composition.reset();
    EXPECT_FALSE(read().composition.has_value());
}

}  // namespace
}  // namespace maillage::stages
