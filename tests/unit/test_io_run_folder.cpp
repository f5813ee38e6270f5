#include "io/run_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/datapackage.hpp"
#include "io/open.hpp"
#include "io/run_settings.hpp"
#include "stages/publish.hpp"
#include "stages/substitute.hpp"
#include "support/compared.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Every setting other than it is by default.
Study every_setting() {
    Study study;
    study.title = "Étude « A »";
    study.pays = {"pays.geojson", "c", "n", "EPSG:2154"};
    study.ptce = {"ptce.csv", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "EPSG:4326", 2021, "statuts.csv"};
    study.composition = CompositionInput{"composition.csv", "k", "b", 2022};
    study.gazetteer = "referentiel";
    study.communes = "communes.csv";
    study.population = "population.csv";
    study.national_outline = "france.geojson";
    study.targets = {2, 400, 2030, "une source"};
    study.counted = {Stage::actif, Stage::emergent, Stage::ferme};
    study.count_by = CountBy::area;
    study.share = 33.5;
    study.share_of = ShareOf::area;
    study.uncertainty_m = 12.25;
    study.attested_since = 2013;
    study.known_total = 218;
    study.known_total_by_region = {{"53", 20}, {"84", 7}};
    study.known_total_source = "le ministère";
    study.corrections = "corrections.csv";
    study.region = "53";
    study.date_reference = 2025;
    study.priorities = {1, 0, 3.5, 0.25, {{CriterionKind::column, -1.5, "revenu"}, {CriterionKind::column, 2, "vacance"}}, Normalisation::min_max};
    study.pace_years = 7;
    study.horizon = 2032;
    study.repair_limit = 7.5;
    study.rules = Rules::petr;
    study.simplify = simplify_of("300m");
    study.points_only = true;
    study.strict = true;
    study.what_if = {"plus.csv", {"p1", "p2"}};
    study.language = Language::english;
    return study;
}

std::string manifest_of(const Study& study) {
    Result result;
    result.study = study;
    return formats::datapackage(result, {});
}

TEST(RunSettings, EverySettingOfAManifestReadsBack) {
    const std::string manifest = manifest_of(every_setting());
    EXPECT_EQ(manifest_of(settings_of(manifest, "datapackage.json")), manifest);
    EXPECT_EQ(manifest_of(settings_of(manifest_of({}), "datapackage.json")), manifest_of({}));
    const Study read = settings_of(manifest, "datapackage.json");  // the manifest itself could lack one
    EXPECT_EQ(read.ptce.lon, "3");
    EXPECT_EQ(read.ptce.uncertainty, "16");
    EXPECT_EQ(read.ptce.cog, 2021);
    EXPECT_EQ(read.composition->cog, 2022);
    EXPECT_EQ(read.counted, (std::vector<Stage>{Stage::actif, Stage::emergent, Stage::ferme}));
    EXPECT_EQ(read.count_by, CountBy::area);
    EXPECT_EQ(read.share, 33.5);
    EXPECT_EQ(read.share_of, ShareOf::area);
    EXPECT_EQ(read.uncertainty_m, 12.25);
    EXPECT_EQ(read.known_total_by_region, (std::map<std::string, int>{{"53", 20}, {"84", 7}}));
    EXPECT_EQ(read.targets.per_territory, 2);
    EXPECT_EQ(read.rules, Rules::petr);
    EXPECT_EQ(read.priorities.white_zone, 3.5);
    EXPECT_EQ(read.priorities.columns.at(0).weight, -1.5);
    EXPECT_EQ(read.priorities.normalisation, Normalisation::min_max);
    EXPECT_EQ(read.pace_years, 7);
    EXPECT_EQ(read.horizon, 2032);
    EXPECT_EQ(text_of(*read.simplify), "300m");
    EXPECT_EQ(read.what_if.without, (std::vector<std::string>{"p1", "p2"}));
    EXPECT_EQ(read.language, Language::english);
}

TEST(RunSettings, ASettingOfTheWrongKindIsNamed) {
    const auto refused = [](std::string manifest, const std::string& from, const std::string& to) {
        manifest.replace(manifest.find(from), from.size(), to);
        return thrown<InputError>([&] { (void)settings_of(manifest, "sortie/datapackage.json"); });
    };
    const std::string manifest = manifest_of(every_setting());
    EXPECT_THAT(refused(manifest, "\"share\": 33.5", "\"share\": \"beaucoup\""), HasSubstr("sortie/datapackage.json: réglage illisible : « ptce.share »"));
    EXPECT_THAT(refused(manifest, "\"perimetre\"", "\"ailleurs\""), HasSubstr("ptce.count"));
    EXPECT_THAT(refused(manifest, "\"ferme\"", "\"rouvert\""), HasSubstr("counted"));
    EXPECT_THAT(refused(manifest, "\"national\": 400", "\"national\": 1e300"), HasSubstr("targets.national"));
    EXPECT_THAT(refused(manifest, "\"national\": 400", "\"national\": -400"), HasSubstr("targets.national"));
    EXPECT_THAT(refused(manifest, "\"national\": 400", "\"national\": 400.5"), HasSubstr("targets.national"));
    EXPECT_THAT(refused(manifest, "\"national\": 400", "\"national\": true"), HasSubstr("targets.national"));
    EXPECT_THAT(refused(manifest, "\"share\": 33.5", "\"share\": 101"), HasSubstr("ptce.share"));
    EXPECT_THAT(refused(manifest, "\"strict\": true", "\"strict\": 1"), HasSubstr("strict"));
    EXPECT_THAT(refused(manifest, "\"targets\": {", "\"targets\": 7, \"others\": {"), HasSubstr("« targets »"));
    EXPECT_THAT(refused(manifest, "\"ptce\": {", "\"ptce\": [], \"others\": {"), HasSubstr("« ptce »"));
    EXPECT_THAT(refused(manifest, "\"study\"", "\"studio\""), HasSubstr("les réglages du passage n'y sont pas"));
}

class RunFolderTest : public testing::Test {
protected:
    /// A folder as `run` would write it, of a map in two régions with every kind of row and numbers of many digits.
    RunFolderTest() {
        test::Grid grid({"AaB", "A.B"});
        grid.departements({"115", "115"}).epcis({"33 ", "   "});
        m_inputs = grid.inputs();
        m_inputs.composition = grid.composition();
        m_inputs.composition->rows.pop_back();
        m_inputs.composition->outside.push_back(grid.commune(1, 1));
        Facility exact = test::at("exact", {2 + 1.0 / 3, 48 - 1.0 / 7});
        exact.uncertainty_m = 0.1;
        exact.year = 2024;
        test::add(m_inputs, exact);
        test::add(m_inputs, test::with_stage(test::in_epci("e", "200000003"), Stage::emergent));
        test::add(m_inputs, test::with_stage(test::in_departement("d", "05"), Stage::unknown));
        Facility malformed;
        malformed.settled = Bucket::rejected;
        malformed.commune = "99999";
        test::add(m_inputs, malformed);
        m_inputs.demand[0].area_km2 = 1.0 / 3;
        m_inputs.demand[0].point->lon += 1e-13;
        m_inputs.territories[0].outline[0].shell[1].lon += 1e-12;
        // what `read` keeps of the gazetteer's files
        std::string communes = "code,nom,epci,departement,region,population,lon,lat\n";
        for (const Commune& one : m_inputs.gazetteer.communes) {
            communes += one.code + "," + one.name + "," + one.epci + "," + one.departement + "," + one.region + ",100," + shortest(one.point->lon) + "," +
                        shortest(one.point->lat) + "\n";
        }
        m_inputs.gazetteer_tables = {{"communes.csv", communes},
                                     {"communes_anciennes.csv", "code,nom,type,commune\n"},
                                     {"departements.csv", "code,nom,region\n01,Un,10\n05,Cinq,20\n"},
                                     {"regions.csv", "code,nom\n10,Nord,\n20,Sud\n"},
                                     {"epci.csv", "code,nom\n200000003,Trois\n"}};
        m_inputs.gazetteer_tables["regions.csv"] = "code,nom\n10,Nord\n20,Sud\n";
        m_study.composition = CompositionInput{"composition.csv", "code", "pays"};
        m_study.communes = "communes.geojson";
        m_study.ptce.path = "ptce.csv";
        m_study.simplify = simplify_of("300m");
        m_study.priorities.columns = {{CriterionKind::column, 1, "population"}};  // a title that is another column's too
        m_inputs.territories[0].columns = {0.1};
        m_inputs.territories[1].columns = {std::nullopt};
        stages::Inputs copy = m_inputs;
        test::Staged staged(std::move(copy), m_study);
        m_result = staged.result();
        for (const OutputFile& file : stages::drawn_up(m_result)) {
            m_folder.write("sortie/" + file.path, file.bytes);
        }
    }
    std::string refused() {
        return thrown<InputError>([&] { (void)read_run(m_folder.path("sortie")); });
    }
    stages::Inputs m_inputs;
    Study m_study;
    Result m_result;
    TemporaryFolder m_folder;
};

TEST_F(RunFolderTest, TheRunReadBackIsTheRunThatWasToTheLastBit) {
    const RunFolder run = read_run(m_folder.path("sortie"));
    m_folder.write("france/statuts.csv", "statut,etape\n");
    const stages::Inputs again = stages::read(run.study, m_folder.path());
    ASSERT_EQ(again.facilities.rows.size(), m_inputs.facilities.rows.size());
    for (std::size_t i = 0; i < again.facilities.rows.size(); ++i) {
        const Facility& is = again.facilities.rows[i];
        const Facility& was = m_inputs.facilities.rows[i];
        if (was.settled) {  // stands, and says nothing
            EXPECT_TRUE(is.commune.empty() && is.precision == Precision::aucune && is.stage == Stage::unknown);
            continue;
        }
        EXPECT_EQ(is.id, was.id);
        EXPECT_EQ(is.name, was.name);
        EXPECT_EQ(is.point, was.point);
        EXPECT_EQ(is.epci, was.epci);
        EXPECT_EQ(is.departement, was.departement);
        EXPECT_EQ(is.precision, was.precision);
        EXPECT_EQ(is.stage, was.stage);
        EXPECT_EQ(is.year, was.year);
        EXPECT_EQ(is.uncertainty_m, was.uncertainty_m);
    }
    ASSERT_EQ(again.territories.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(again.territories[i].outline, m_result.territories[i].outline);
        EXPECT_EQ(again.territories[i].columns, m_result.territories[i].columns);
        EXPECT_EQ(again.territories[i].name, m_result.territories[i].name);
    }
    ASSERT_EQ(again.demand.size(), m_inputs.demand.size());
    for (std::size_t i = 0; i < again.demand.size(); ++i) {
        EXPECT_EQ(again.demand[i].point, m_inputs.demand[i].point);
        EXPECT_EQ(again.demand[i].area_km2, m_inputs.demand[i].area_km2);
        EXPECT_EQ(again.demand[i].population, m_inputs.demand[i].population);
        EXPECT_EQ(again.demand[i].region, m_inputs.demand[i].region);
    }
    EXPECT_EQ(again.composition->rows.size(), m_inputs.composition->rows.size());
    EXPECT_EQ(again.composition->outside, m_inputs.composition->outside);
    EXPECT_FALSE(test::compared({m_study, m_inputs}, {run.study, again}).changes.size() > 0);
}

TEST_F(RunFolderTest, WhatItPublishedIsThere) {
    const RunFolder run = read_run(m_folder.path("sortie"));
    ASSERT_EQ(run.pays.size(), 2U);
    EXPECT_EQ(run.pays[0].code, "A");
    EXPECT_EQ(run.pays[0].status, Status::couvert);
    EXPECT_EQ(run.pays[0].population, 300);
    EXPECT_EQ(run.pays[0].region, "10");
    EXPECT_EQ(run.pays[0].outline, m_result.drawn[0]);
    EXPECT_EQ(run.figures.territories, 2);
    EXPECT_EQ(run.figures.covered, 2);  // "exact" stands in B
    EXPECT_EQ(run.figures.facilities, m_result.coverage.national.facilities);
    EXPECT_TRUE(run.figures.missing_national.has_value());
}

TEST_F(RunFolderTest, AFolderThatIsNoRunsIsRefused) {
    EXPECT_THAT(thrown<InputError>([&] { (void)read_run(m_folder.path("nulle-part")); }), HasSubstr("ce dossier n'existe pas"));
    EXPECT_THAT(thrown<InputError>([&] { (void)read_run(m_folder.path()); }), HasSubstr("ce n'est pas le dossier d'un passage"));
    m_folder.write("sortie/datapackage.json", R"({"name":"autre"})");
    EXPECT_THAT(refused(), HasSubstr("ce n'est pas le dossier d'un passage"));
}

TEST_F(RunFolderTest, AnotherFormatIsRefusedWithTheVersionThatWroteIt) {
    m_folder.write("sortie/datapackage.json", R"({"name":"maillage","maillage":{"versions":{"maillage":"0.0.9"}}})");
    EXPECT_THAT(refused(), HasSubstr("écrit par un maillage 0.0.9 qui n'y mettait pas de quoi recalculer"));
    m_folder.write("sortie/datapackage.json", R"({"name":"maillage","maillage":{"format":99,"versions":{"maillage":"9.0"}}})");
    EXPECT_THAT(refused(), HasSubstr("dossier au format 99, écrit par maillage 9.0 ; celui-ci lit le format 2"));
}

TEST_F(RunFolderTest, AFileThatIsNotAsTheRunWroteItIsNamed) {
    for (const char* const file : {"report.json", "inputs/liste.csv", "inputs/pays.geojson", "inputs/gazetteer/communes.csv", "layers/pays.geojson"}) {
        const std::string was = m_folder.all().at(std::string("sortie/") + file);
        m_folder.write(std::string("sortie/") + file, was + " ");
        EXPECT_THAT(refused(), HasSubstr(std::string(file) + ": modifié depuis le passage")) << file;
        m_folder.write(std::string("sortie/") + file, was);
    }
    std::filesystem::remove(m_folder.path("sortie/inputs/liste.csv"));
    EXPECT_THAT(refused(), HasSubstr("inputs/liste.csv"));
}

TEST_F(RunFolderTest, AReportWhoseCountsAreNoneIsRefused) {
    const std::string report = m_folder.all().at("sortie/report.json");
    const std::string manifest = m_folder.all().at("sortie/datapackage.json");
    const std::size_t at = report.find("\"covered\": ", report.find("\"national\"")) + 11;
    ASSERT_TRUE(report.at(at) >= '0' && report.at(at) <= '9');
    const std::size_t digits = report.find_first_not_of("0123456789", at) - at;
    for (const char* const count : {"1.5", "true", "null", "1e300", "99999999999", "\"1\""}) {
        std::string other = report;
        other.replace(at, digits, count);
        std::string vouching = manifest;
        vouching.replace(vouching.find(sha256(report)), 64, sha256(other));
        m_folder.write("sortie/report.json", other);
        m_folder.write("sortie/datapackage.json", vouching);
        EXPECT_THAT(refused(), HasSubstr("report.json: ce n'est pas le rapport d'un passage")) << count;
    }
}

}  // namespace
}  // namespace maillage::io
