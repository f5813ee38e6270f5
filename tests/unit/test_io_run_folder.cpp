#include "io/run_folder.hpp"

#include <gmock/gmock.h>

#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string table = "code,nom\n01004,Aubourg\n";

std::string manifest(const std::string& version, const std::string& counted, const std::string& hash) {
    return R"({"name":"maillage","resources":[{"path":"inputs/a.csv","hash":"sha256:)" + hash + R"("}],"maillage":{"versions":{"maillage":")" + version +
           R"("},"study":{"title":null,"ptce":{"attested_since":2021},"targets":{"per_territory":2,"national":50},"counted":[)" + counted +
           R"(],"region":"53","language":"en"}}})";
}

class RunFolderTest : public testing::Test {
protected:
    void SetUp() override {
        place.write("run/inputs/a.csv", table);
        place.write("run/datapackage.json", manifest("0.1.7", R"("laureat","emergent")", sha256(table)));
    }
    [[nodiscard]] std::string run() const { return place.path("run"); }
    TemporaryFolder place;
};

TEST_F(RunFolderTest, WhatItsManifestSays) {
    const RunFolder folder = open_run(run(), "0.1.0");
    EXPECT_THAT(folder.study.counted, ElementsAre(Stage::laureat, Stage::emergent));
    EXPECT_EQ(folder.study.attested_since, 2021);
    EXPECT_EQ(folder.study.targets.per_territory, 2);
    EXPECT_EQ(folder.study.targets.national, 50);
    EXPECT_EQ(folder.study.region, "53");
    EXPECT_EQ(folder.study.language, Language::english);
    const Layer layer = read_from(folder, "inputs/a.csv");
    EXPECT_EQ(layer.rows.at(0).cells.at(0), "01004");
}

TEST_F(RunFolderTest, NoFolderOrNotOurs) {
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(place.path("nothing"), "0.1.0"); }), HasSubstr("pas de dossier de ce nom"));
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(run() + "/inputs/a.csv", "0.1.0"); }), HasSubstr("pas de dossier de ce nom"));
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(run() + "/inputs", "0.1.0"); }), HasSubstr("n'est pas un dossier écrit par « maillage run »"));
    place.write("other/datapackage.json", R"({"name":"autre"})");
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(place.path("other"), "0.1.0"); }), HasSubstr("n'est pas un dossier écrit"));
}

TEST_F(RunFolderTest, AnotherVersionIsRefusedAndNamed) {
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(run(), "0.2.0"); }), HasSubstr("écrit par maillage 0.1.7, cette commande est 0.2.0"));
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(run(), "1.1.7"); }), HasSubstr("cette commande est 1.1.7"));
}

TEST_F(RunFolderTest, AManifestThatLacksWhatIsAsked) {
    place.write("run/datapackage.json", R"({"name":"maillage","resources":[{"path":"report.md"}]})");
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(run(), "0.1.0"); }), HasSubstr("n'est pas le manifeste d'un passage de cette version"));
    place.write("run/datapackage.json", manifest("0.1.0", R"("fondateur")", sha256(table)));
    EXPECT_THAT(thrown<InputError>([&] { (void)open_run(run(), "0.1.0"); }), HasSubstr("n'est pas le manifeste d'un passage de cette version (counted)"));
}

TEST_F(RunFolderTest, AFileThatIsNotTheRunsIsRefused) {
    const RunFolder folder = open_run(run(), "0.1.0");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_from(folder, "inputs/b.csv"); }), HasSubstr("n'est pas dans le manifeste"));
    place.write("run/inputs/a.csv", table + "01005,Ajout\n");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_from(folder, "inputs/a.csv"); }), HasSubstr("a changé depuis le passage"));
    std::filesystem::remove(run() + "/inputs/a.csv");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_from(folder, "inputs/a.csv"); }), HasSubstr("inputs/a.csv"));
}

}  // namespace
}  // namespace maillage::io
