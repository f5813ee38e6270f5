#include "io/run_manifest.hpp"

#include <gmock/gmock.h>

#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string table = "code,nom\n01004,Aubourg\n";

std::string manifest(const std::string& format, const std::string& counted, const std::string& hash) {
    return R"({"name":"maillage","resources":[{"path":"inputs/a.csv","hash":"sha256:)" + hash + R"("}],"maillage":{"inputs":[{"file":"ptce.csv","sha256":"ab","bytes":12}],"format":)" + format +
           R"(,"versions":{"maillage":"0.1.7"},"study":{"title":null,"ptce":{"attested_since":2021,"counted":[)" + counted +
           R"(]},"targets":{"per_territory":2,"national":50},"region":"53","lang":"en"}}})";
}

class RunManifestTest : public testing::Test {
protected:
    void SetUp() override {
        place.write("run/inputs/a.csv", table);
        place.write("run/datapackage.json", manifest("2", R"("laureat","emergent")", sha256(table)));
    }
    [[nodiscard]] std::string run() const { return place.path("run"); }
    TemporaryFolder place;
};

TEST_F(RunManifestTest, SaysItsSettingsAndFiles) {
    const RunManifest opened(run());
    const Study study = opened.settings();
    EXPECT_THAT(study.counted, ElementsAre(Stage::laureat, Stage::emergent));
    EXPECT_EQ(study.attested_since, 2021);
    EXPECT_EQ(study.targets.per_territory, 2);
    EXPECT_EQ(study.targets.national, 50);
    EXPECT_EQ(study.region, "53");
    EXPECT_EQ(study.language, Language::english);
    EXPECT_EQ(opened.layer("inputs/a.csv").rows.at(0).cells.at(0), "01004");
    EXPECT_EQ(opened.bytes("inputs/a.csv"), table);
}

TEST_F(RunManifestTest, NoFolderOrNotOurs) {
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(place.path("nothing")); }), HasSubstr("ce dossier n'existe pas"));
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(run() + "/inputs/a.csv"); }), HasSubstr("ce dossier n'existe pas"));
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(run() + "/inputs"); }), HasSubstr("pas le dossier d'un passage"));
    place.write("other/datapackage.json", R"({"name":"autre"})");
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(place.path("other")); }), HasSubstr("pas le dossier d'un passage"));
}

TEST_F(RunManifestTest, AnotherFormatIsRefusedAndNamed) {
    place.write("run/datapackage.json", manifest("1", "", sha256(table)));
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(run()); }), HasSubstr("dossier au format 1, écrit par maillage 0.1.7"));
    place.write("run/datapackage.json", manifest("null", "", sha256(table)));
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(run()); }), HasSubstr("écrit par un maillage 0.1.7"));
}

TEST_F(RunManifestTest, FilesThatAreNotWhollyToldAreRefused) {
    const std::string whole = manifest("2", R"("actif")", sha256(table));
    for (const auto& [from, to] : {std::pair{R"("bytes":12)", R"("bytes":null)"}, {R"("bytes":12)", R"("bytes":-1)"}, {R"("bytes":12)", R"("bytes":1e300)"},
                                   {R"("bytes":12)", R"("bytes":1.5)"}, {R"("bytes":12)", R"("octets":12)"}, {R"("file":"ptce.csv")", R"("file":7)"},
                                   {R"("path":"inputs/a.csv")", R"("path":[])"}, {R"("hash")", R"("empreinte")"}, {R"("inputs":[)", R"("entrees":[)"}}) {
        std::string other = whole;
        other.replace(other.find(from), std::string_view(from).size(), to);
        place.write("run/datapackage.json", other);
        EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(run()); }), HasSubstr("les fichiers du passage n'y sont pas tous dits")) << to;
    }
}

TEST_F(RunManifestTest, AnUnknownStageIsRefused) {
    place.write("run/datapackage.json", manifest("2", R"("fondateur")", sha256(table)));
    EXPECT_THAT(thrown<InputError>([&] { (void)RunManifest(run()).settings(); }), HasSubstr("counted"));
}

TEST_F(RunManifestTest, AFileThatIsNotTheRunsIsRefused) {
    const RunManifest opened(run());
    EXPECT_THAT(thrown<InputError>([&] { (void)opened.layer("inputs/b.csv"); }), HasSubstr("inputs/b.csv n'y est pas"));
    place.write("run/inputs/a.csv", table + "01005,Ajout\n");
    EXPECT_THAT(thrown<InputError>([&] { (void)opened.layer("inputs/a.csv"); }), HasSubstr("modifié depuis le passage"));
    std::filesystem::remove(run() + "/inputs/a.csv");
    EXPECT_THAT(thrown<InputError>([&] { (void)opened.layer("inputs/a.csv"); }), HasSubstr("inputs/a.csv"));
}

}  // namespace
}  // namespace maillage::io
