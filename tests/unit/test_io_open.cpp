#include "io/open.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(const std::string& named, const Limits& limits = {}) {
    return thrown<InputError>([&] { (void)gate(named, limits); });
}

TEST(Open, KindFollowsTheEndingInAnyCase) {
    const TemporaryFolder folder;
    for (const char* name : {"a.csv", "a.tsv", "a.txt", "A.CSV"}) {
        EXPECT_EQ(gate(folder.write(name, "x")).kind, FileKind::csv) << name;
    }
    EXPECT_EQ(gate(folder.write("a.geojson", "x")).kind, FileKind::geojson);
    EXPECT_EQ(gate(folder.write("a.JSON", "x")).kind, FileKind::geojson);
    EXPECT_EQ(gate(folder.write("a.gpkg", "x")).kind, FileKind::geopackage);
}

TEST(Open, OtherEndingsAreRefusedWithTheEndingsReadAndTheRemedy) {
    const TemporaryFolder folder;
    EXPECT_THAT(refusal(folder.write("a.xls", "x")), AllOf(HasSubstr(".ods ou CSV UTF-8"), HasSubstr("save the sheet")));
    EXPECT_THAT(refusal(folder.write("a.tab", "x")), HasSubstr("GeoPackage"));
    EXPECT_THAT(refusal(folder.write("a.MIF", "x")), HasSubstr("GeoPackage"));
    EXPECT_THAT(refusal(folder.write("a.7z", "x")), HasSubstr("décompressez"));
    EXPECT_THAT(refusal(folder.write("a.rar", "x")), HasSubstr("décompressez"));
    EXPECT_THAT(refusal(folder.write("a.kmz", "x")), HasSubstr(".kml qu'il contient"));
    EXPECT_THAT(refusal(folder.write("a.dbf", "x")), HasSubstr("donnez le fichier .shp"));
    for (const char* name : {"a.vrt", "a", "csv", "a.csv.gz", "a.gdb", "folder.csv/a", "a.xsd", "a.gfs"}) {
        EXPECT_THAT(refusal(folder.write(name, "x")),
                    HasSubstr("format non accepté (attendus : .csv .tsv .txt .xlsx .ods .geojson .json .geojsonl .geojsons .ndjson "
                              ".topojson .shp .gpkg .fgb .kml .gml .umap .zip)"))
            << name;
    }
}

TEST(Open, LayerFollowsTheLastColonWhenTheFileAloneExists) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.gpkg", "x");
    const Opened opened = gate(file + ":pays 2024");
    EXPECT_EQ(opened.path, file);
    EXPECT_EQ(opened.layer, "pays 2024");
    EXPECT_EQ(gate(file).layer, "");
    EXPECT_THAT(refusal(file + ":"), HasSubstr("nom de la couche manque"));
}

TEST(Open, AFileWithAColonInItsNameIsThatFile) {
    const TemporaryFolder folder;
    folder.write("a.gpkg", "x");
    const std::string odd = folder.write("a.gpkg:b.gpkg", "x");
    EXPECT_EQ(gate(odd).path, odd);
    EXPECT_EQ(gate(odd).layer, "");
    EXPECT_EQ(gate(odd + ":c").path, odd);
}

TEST(Open, ATableHasNoLayers) {
    const TemporaryFolder folder;
    EXPECT_THAT(refusal(folder.write("a.csv", "x") + ":b"), HasSubstr("n'a pas de couches"));
}

TEST(Open, AMissingFileIsNamedAsTyped) {
    EXPECT_THAT(refusal("./absent/pays.geojson:couche"), HasSubstr("./absent/pays.geojson:couche: fichier introuvable"));
    const TemporaryFolder folder;
    EXPECT_THAT(refusal(folder.write("a.csv", "x") + "/b.csv"), HasSubstr("fichier introuvable"));
}

TEST(Open, WhatIsNoFileNameIsRefusedWithTheRemedy) {
    for (const char* url : {"https://a.fr/pays.geojson", "file:///etc/passwd", "s3://a/b.gpkg", "HTTP://a.fr/a.csv"}) {
        EXPECT_THAT(refusal(url), HasSubstr("téléchargez")) << url;
    }
    for (const char* virtual_path : {"/vsicurl/a.fr/pays.geojson", "/vsizip/a.zip/b.csv", "/vsimem/a.geojson", " /vsistdin/"}) {
        EXPECT_THAT(refusal(virtual_path), HasSubstr("chemin virtuel")) << virtual_path;
    }
    for (const char* json : {R"({"type":"FeatureCollection","features":[]})", " {\"type\":\"Point\"}", "[1]"}) {
        EXPECT_THAT(refusal(json), HasSubstr("JSON")) << json;
    }
    for (const char* database : {"PG:dbname=a", "pg:host=b", "MYSQL:a", "GPKG:a.gpkg:b", "host=a dbname=b", "WFS:a"}) {
        EXPECT_THAT(refusal(database), HasSubstr("exportez la couche en GeoPackage")) << database;
    }
    EXPECT_THAT(refusal(""), HasSubstr("vide"));
    EXPECT_THAT(refusal(std::string("a.csv\0b", 7)), HasSubstr("octet nul"));
}

TEST(Open, OnlyRegularFilesAreOpened) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("dossier.csv"));
    EXPECT_THAT(refusal(folder.path("dossier.csv")), HasSubstr("dossier, pas un fichier"));
    ASSERT_EQ(mkfifo(folder.path("tube.csv").c_str(), 0600), 0);
    EXPECT_THAT(refusal(folder.path("tube.csv")), HasSubstr("tube"));
    EXPECT_THAT(refusal("/dev/zero"), HasSubstr("périphérique"));
    const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, folder.path("prise.csv").c_str(), sizeof(address.sun_path) - 1);
    ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    EXPECT_THAT(refusal(folder.path("prise.csv")), HasSubstr("socket"));
    close(listener);
}

TEST(Open, ReadingNeverWaitsOnAFifoThatTookAFilesPlace) {
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo(folder.path("tube").c_str(), 0600), 0);
    EXPECT_THROW((void)read_file(folder.path("tube")), InputError);
    EXPECT_THROW((void)read_file("/dev/null"), InputError);
}

TEST(Open, ALinkToARegularFileIsFollowedAndNoOther) {
    const TemporaryFolder folder;
    folder.write("vrai.csv", "a");
    std::filesystem::create_symlink("vrai.csv", folder.path("lien.csv"));
    std::filesystem::create_symlink("/dev/zero", folder.path("zero.csv"));
    std::filesystem::create_symlink("absent", folder.path("rien.csv"));
    EXPECT_EQ(gate(folder.path("lien.csv")).path, folder.path("lien.csv"));
    EXPECT_EQ(read_file(folder.path("lien.csv")), "a");
    EXPECT_THAT(refusal(folder.path("zero.csv")), HasSubstr("périphérique"));
    EXPECT_THAT(refusal(folder.path("rien.csv")), HasSubstr("fichier introuvable"));
}

TEST(Open, SizeIsBounded) {
    const TemporaryFolder folder;
    Limits limits;
    limits.bytes = 3;
    const std::string fits = folder.write("trois.csv", "abc");
    const std::string over = folder.write("quatre.csv", "abcd");
    EXPECT_NO_THROW((void)gate(fits, limits));
    EXPECT_EQ(read_file(fits, limits), "abc");
    EXPECT_THAT(refusal(over, limits), HasSubstr("limite : 3 ; --allow bytes="));
    EXPECT_THROW((void)read_file(over, limits), InputError);
    EXPECT_THAT(refusal(folder.write("vide.csv", "")), HasSubstr("fichier vide"));
}

TEST(Open, ReadLayerReadsByKind) {
    const TemporaryFolder folder;
    EXPECT_EQ(read_layer(folder.write("a.csv", "code\n01004\n")).rows.at(0).cells.at(0), "01004");
    const Layer drawn = read_layer(folder.write(
        "a.geojson", R"({"type":"Feature","geometry":{"type":"Point","coordinates":[2,48]},"properties":{"code":"01004"}})"));
    EXPECT_EQ(drawn.rows.at(0).cells.at(0), "01004");
    EXPECT_TRUE(drawn.has_geometry);
}

}  // namespace
}  // namespace maillage::io
