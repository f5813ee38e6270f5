#include "io/study_file.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.hpp"

namespace maillage::io {
namespace {

class StudyFile : public testing::Test {
protected:
    void SetUp() override {
        m_folder = std::filesystem::temp_directory_path() / ("maillage-study-" + std::to_string(::getpid()));
        std::filesystem::create_directories(m_folder);
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    [[nodiscard]] Study study(const std::string& text) const {
        const std::filesystem::path path = m_folder / "etude.toml";
        std::ofstream(path) << text;
        return read_study(path.string());
    }
    [[nodiscard]] std::string refusal(const std::string& text) const {
        try {
            (void)study(text);
        } catch (const InputError& error) {
            return error.said().en;
        }
        return "taken";
    }

    std::filesystem::path m_folder;
};

TEST_F(StudyFile, PathsAreRelativeToItsFolder) {
    const Study read = study("[pays]\npath = \"../pays.gpkg\"\ncode = \"CODE\"\n[composition]\npath = \"c.csv\"\nby = \"ZE\"\n");
    EXPECT_EQ(read.pays.path, (m_folder.parent_path() / "pays.gpkg").string());
    EXPECT_EQ(read.pays.code, "CODE");
    ASSERT_TRUE(read.composition.has_value());
    EXPECT_EQ(read.composition->path, (m_folder / "c.csv").string());
    EXPECT_EQ(read.composition->by, "ZE");
}

TEST_F(StudyFile, DefaultsAreTheStatesTargets) {
    const Study read = study("title = \"t\"\n");
    EXPECT_EQ(read.targets.national, 300);
    EXPECT_EQ(read.targets.per_territory, 1);
    EXPECT_EQ(read.targets.year, 2024);
    EXPECT_EQ(read.counted, (std::vector<Stage>{Stage::actif, Stage::laureat}));
    EXPECT_FALSE(read.composition.has_value());
    EXPECT_DOUBLE_EQ(read.repair_limit, 5);
}

TEST_F(StudyFile, TheLimitOfRepairsIsANumberOfPercent) {
    EXPECT_DOUBLE_EQ(study("repair_limit = 12\n").repair_limit, 12);
    EXPECT_DOUBLE_EQ(study("repair_limit = 0.5\n").repair_limit, 0.5);
    for (const char* text : {"repair_limit = -1\n", "repair_limit = 100.5\n", "repair_limit = nan\n", "repair_limit = \"5\"\n", "repair_limit = true\n"}) {
        EXPECT_NE(refusal(text), "taken") << text;
    }
}

TEST_F(StudyFile, SimplifyTakesMetresOrVertices) {
    EXPECT_EQ(study("simplify = \"300m\"\n").simplify, (Simplify{300, std::nullopt}));
    EXPECT_EQ(study("simplify = \"20000pts\"\n").simplify, (Simplify{std::nullopt, 20000}));
    EXPECT_FALSE(study("title = \"t\"\n").simplify.has_value());
    for (const char* text : {"simplify = 300\n", "simplify = \"300\"\n", "simplify = \"\"\n", "simplify = \"-1m\"\n"}) {
        EXPECT_NE(refusal(text).find("unexpected value for \"simplify\""), std::string::npos) << text;
    }
}

TEST_F(StudyFile, UnknownKeysAreNamedWithLineAndSuggestion) {
    const std::string said = refusal("title = \"t\"\n[ptce]\nknown_totl = 3\n");
    EXPECT_NE(said.find("row 3"), std::string::npos) << said;
    EXPECT_NE(said.find("did you mean \"ptce.known_total\"?"), std::string::npos) << said;
}

TEST_F(StudyFile, ValuesOfTheWrongKindAreRefused) {
    for (const char* text : {"[ptce]\nknown_total = \"218\"\n", "title = 3\n", "strict = \"yes\"\n", "lang = \"de\"\n", "[ptce]\ncounted = [\"riche\"]\n",
                             "[ptce]\ncounted = []\n", "[targets]\nnational = -1\n", "pays = 1\n"}) {
        EXPECT_NE(refusal(text), "taken") << text;
    }
}

TEST_F(StudyFile, TomlThatCannotBeReadIsPlaced) {
    const std::string said = refusal("title = \"t\"\n[pays\n");
    EXPECT_NE(said.find("row 2"), std::string::npos) << said;
}

TEST_F(StudyFile, RulesAreThoseOfPetrOrNone) {
    EXPECT_EQ(study("title = \"x\"\n").rules, Rules::none);
    EXPECT_EQ(study("rules = \"\"\n").rules, Rules::none);
    EXPECT_EQ(study("rules = \"petr\"\n").rules, Rules::petr);
    for (const char* const text : {"rules = \"epci\"\n", "rules = true\n"}) {
        EXPECT_NE(refusal(text).find("unexpected value for \"rules\""), std::string::npos) << text;
    }
}

TEST_F(StudyFile, PrioritiesAreWeightsAndColumns) {
    const PriorityWeights weights =
        study("[priorities]\npopulation = 0.5\ndistance = 0\nnormalisation = \"min-max\"\n[priorities.columns]\nrevenu = -1\nchomage = 2.5\n").priorities;
    EXPECT_DOUBLE_EQ(weights.population, 0.5);
    EXPECT_DOUBLE_EQ(weights.distance, 0);
    EXPECT_DOUBLE_EQ(weights.white_zone, 1);
    EXPECT_EQ(weights.normalisation, Normalisation::min_max);
    ASSERT_EQ(weights.columns.size(), 2U);
    EXPECT_EQ(weights.columns[0].column, "chomage");  // in the order of their titles, as TOML's tables have none
    EXPECT_DOUBLE_EQ(weights.columns[0].weight, 2.5);
    EXPECT_DOUBLE_EQ(weights.columns[1].weight, -1);
    EXPECT_EQ(refusal("[priorities]\npopulation = -1\n"), (m_folder / "etude.toml").string() + ": row 2: unexpected value for \"priorities.population\"; it takes a number from 0 to 1,000,000");
    EXPECT_NE(refusal("[priorities]\nchance = \"3\"\n"), "taken");
    EXPECT_NE(refusal("[priorities.columns]\nrevenu = \"haut\"\n"), "taken");
    EXPECT_NE(refusal("[priorities]\nnormalisation = \"z-score\"\n"), "taken");
    EXPECT_NE(refusal("[priorities]\npopulation = 0\ndistance = 0\nwhite_zone = 0\nchance = 0\n"), "taken");
    EXPECT_EQ(refusal("[priorities]\npopulation = 0\ndistance = 0\nwhite_zone = 0\nchance = 0\n[priorities.columns]\nx = 1\n"), "taken");
}

TEST_F(StudyFile, ThePaceHasAWindowAndAHorizon) {
    const Study read = study("horizon = 2030\npace_years = 3\n");
    EXPECT_EQ(read.horizon, 2030);
    EXPECT_EQ(read.pace_years, 3);
    EXPECT_EQ(study("").pace_years, 5);
    EXPECT_NE(refusal("pace_years = 0\n"), "taken");
    EXPECT_NE(refusal("horizon = \"2030\"\n"), "taken");
}

}  // namespace
}  // namespace maillage::io
