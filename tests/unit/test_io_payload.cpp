// Which member of an archive is read. Sidecars on the disk: test_io_ogr_formats.
#include "io/payload.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"
#include "support/zip.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class PayloadTest : public testing::Test {
protected:
    Payload of(const std::vector<ZipEntry>& entries, const std::string& member = "") {
        return payload_of(gate(m_folder.write("a.zip", zip_of(entries)) + (member.empty() ? "" : ":" + member)), {});
    }
    std::string refusal(const std::vector<ZipEntry>& entries, const std::string& member = "") {
        return thrown<InputError>([&] { (void)of(entries, member); });
    }
    TemporaryFolder m_folder;
};

TEST_F(PayloadTest, TheOnlyReadableMember) {
    const Payload payload = of({{"__MACOSX/._a.csv", "x"},
                                {"__MACOSX/b.csv", "x"},
                                {"d/.cache.csv", "x"},
                                {"LISEZMOI.txt", "x"},
                                {"notice.pdf", "x"},
                                {"d/a.CSV", "code\n1\n"}});
    EXPECT_EQ(payload.path, m_folder.path("a.zip") + ":d/a.CSV");
    EXPECT_EQ(payload.kind, FileKind::csv);
    EXPECT_EQ(payload.bytes, "code\n1\n");
    EXPECT_EQ(of({{"a.txt", "code\n1\n"}}).bytes, "code\n1\n");
    EXPECT_EQ(of({{"a.shp", "s"}, {"A.DBF", "d"}, {"b/a.prj", "p"}, {"a.shp.xml", "x"}}).sidecars,
              (std::vector<std::pair<std::string, std::string>>{{".dbf", "d"}}));
}

TEST_F(PayloadTest, SeveralAreListedAndOneIsNamed) {
    const std::vector<ZipEntry> entries{{"d/a.csv", "1"}, {"d/b.geojson", "2"}, {"e/a.csv", "3"}, {"notes.txt", "4"}};
    EXPECT_THAT(refusal(entries), AllOf(HasSubstr("parmi d/a.csv, d/b.geojson, e/a.csv"), HasSubstr("FILE.zip:NAME")));
    EXPECT_EQ(of(entries, "e/a.csv").bytes, "3");
    EXPECT_EQ(of(entries, "b.geojson").bytes, "2");
    EXPECT_EQ(of(entries, "b.geojson:couche").layer, "couche");
    EXPECT_EQ(of(entries, "notes.txt").bytes, "4");
    EXPECT_THAT(refusal(entries, "a.csv"), HasSubstr("introuvable dans l'archive, qui contient : d/a.csv"));
    EXPECT_THAT(refusal(entries, "c.csv"), HasSubstr("introuvable"));
    EXPECT_EQ(of({{"an:b.csv", "1"}, {"c.csv", "2"}}, "an:b.csv").bytes, "1");
}

TEST_F(PayloadTest, NoArchiveWithinAnArchive) {
    EXPECT_THAT(refusal({{"b.zip", "x"}}), HasSubstr("contient une autre archive"));
    EXPECT_THAT(refusal({{"b.zip", "x"}, {"a.csv", "1"}}), HasSubstr("contient une autre archive"));
    EXPECT_EQ(of({{"b.zip", "x"}, {"a.csv", "1"}}, "a.csv").bytes, "1");
    EXPECT_THAT(refusal({{"b.zip", "x"}}, "b.zip"), HasSubstr("archive dans une archive"));
}

TEST_F(PayloadTest, WhatIsNotReadIsSaid) {
    EXPECT_THAT(refusal({{"a.pdf", "x"}}), HasSubstr("aucun fichier lisible dans l'archive (lus : .csv .tsv"));
    EXPECT_THAT(refusal({{"a.vrt", "x"}}, "a.vrt"), HasSubstr("format non accepté"));
    EXPECT_THAT(refusal({{"a.csv", ""}}), HasSubstr("fichier vide"));
}

TEST_F(PayloadTest, TablesComeOutOfArchives) {
    const std::string path = m_folder.write("t.zip", zip_of({{"communes.csv", "code\n01004\n"}}));
    const Layer layer = read_layer(path);
    EXPECT_EQ(layer.rows.at(0).cells.at(0), "01004");
    EXPECT_EQ(layer.files, std::vector{path});
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path + ":communes.csv:x"); }), HasSubstr("n'a pas de couches"));
}

}  // namespace
}  // namespace maillage::io
