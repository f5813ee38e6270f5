#include "formats/study_toml.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "io/study_file.hpp"
#include "model/settings.hpp"

namespace maillage::formats {
namespace {

Study read_back(const std::string& toml) { return io::read_study(toml, "etude.toml", ""); }

void expect_same(const Study& a, const Study& b) {
    for (const Setting& setting : settings()) {
        EXPECT_EQ(setting.get(a), setting.get(b)) << setting.key;
    }
}

TEST(StudyToml, OfTheDefaultsReadsBackAsTheDefaults) { expect_same(read_back(study_toml(Study{}, {}, {}, Language::french)), Study{}); }

TEST(StudyToml, EverySettingReadsBackAsItWas) {
    Study study;
    study.title = "L'« étude »\t\"à part\" \\ fin";
    study.pays = {"pays.gpkg:zones", "CODE", "NOM", "EPSG:2154"};
    study.ptce.path = "liste.csv";
    study.ptce.lon = "x";
    study.ptce.cog = 2024;
    study.counted = {Stage::actif, Stage::cite};
    study.count_by = CountBy::area;
    study.share = 33.25;
    study.known_total_by_region = {{"53", 20}, {"Île-de-France", 3}};
    study.composition = CompositionInput{"c.csv", "CODGEO", "ZE", 2023};
    study.targets = {2, 250, 2027, "loi"};
    study.priorities = {1, 0.5, 3, 0, {{CriterionKind::column, -2, "revenu.médian"}}, Normalisation::min_max};
    study.formats = {Format::qgis, Format::csv_excel};
    study.simplify = Simplify{300, std::nullopt};
    study.rules = Rules::petr;
    study.strict = true;
    study.dashboard = false;
    study.fail_under = 12.5;
    study.fail_on = "warning";
    study.what_if.without = {"ptce-001", "a \"b\""};
    study.language = Language::english;
    expect_same(read_back(study_toml(study, {}, {"un mot"}, Language::english)), study);
}

TEST(StudyToml, WhatIsCommentedOutIsTakenOnceItIsNotSo) {
    std::string uncommented;
    int lines = 0;
    for (const std::string& line : split(study_toml(Study{}, {}, {}, Language::french), '\n')) {
        const bool is_setting = line.starts_with("# ") && line.find(" = ") != std::string::npos;
        lines += is_setting ? 1 : 0;
        uncommented += (is_setting ? line.substr(2) : line) + "\n";
    }
    EXPECT_EQ(lines, static_cast<int>(settings().size()));
    EXPECT_NO_THROW((void)read_back(uncommented)) << uncommented;
}

TEST(StudyToml, ColumnsRecognisedAreWrittenAndOthersNamed) {
    const Reading pays{"pays", "pays.geojson", "", 4, "OGC:CRS84", {{"code", "codgeo"}, {"population", "pop"}}, {"libre", "autre"}};
    const std::string text = study_toml(Study{}, {pays}, {}, Language::french);
    EXPECT_EQ(read_back(text).pays.code, "codgeo");
    EXPECT_NE(text.find("# colonnes dont rien n'est tiré : libre, autre"), std::string::npos);
    EXPECT_NE(text.find("OGC:CRS84"), std::string::npos);
    Study given;
    given.pays.code = "id";
    EXPECT_EQ(read_back(study_toml(given, {pays}, {}, Language::french)).pays.code, "id");
}

}  // namespace
}  // namespace maillage::formats
