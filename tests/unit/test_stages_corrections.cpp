// The table of rows to correct: written, filled in by a person, given back.
#include "stages/corrections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "io/csv_source.hpp"
#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* list_csv = "id,nom,annee\np1,Un,2014\np2,\"Deux, ou trois\",deux mille\np3,Trois,2015\n";

Layer list() { return io::read_csv(list_csv, "dossier/ptce.csv"); }

Finding about(FindingCode code, const char* path, std::size_t row) { return {code, "p", path, row, {{"id", "p2"}, {"year", "deux mille"}, {"status", "?"}}, std::nullopt}; }

std::string header() { return "maillage_fichier,maillage_ligne,maillage_empreinte,maillage_gravite,maillage_constat,maillage_conseil,id,nom,annee\n"; }

// SHA-256 of "p2\x1fDeux, ou trois\x1fdeux mille", first 16 digits: printf 'p2\037Deux, ou trois\037deux mille' | sha256sum
constexpr const char* print_of_p2 = "40af21ff87e0a86a";

TEST(Corrections, RowsThatWarningsAndErrorsNameAreWrittenWhole) {
    const RowsToCorrect rows = rows_to_correct({list()}, {about(FindingCode::facility_unknown_status, "dossier/ptce.csv", 3), about(FindingCode::facility_bad_year, "dossier/ptce.csv", 2)}, Language::english);
    EXPECT_EQ(rows.count, 1U) << "a year that can't be read is only a note";
    EXPECT_EQ(rows.csv, header() + "ptce.csv,3," + print_of_p2 +
                            ",warning,\"[facility_unknown_status] Status \"\"?\"\" of p2 is not in the table of statuses; the row is not counted.\","
                            "Add this spelling to the table of statuses.,p2,\"Deux, ou trois\",deux mille\n");
}

TEST(Corrections, WhatIsWrittenReadsBackAndChangesNothingByItself) {
    const RowsToCorrect rows = rows_to_correct({list()}, {about(FindingCode::facility_unknown_status, "dossier/ptce.csv", 3)}, Language::french);
    Corrections corrections(io::read_csv(rows.csv, "lignes.csv"));
    Layer layer = list();
    const std::vector<Finding> findings = corrections.apply(layer);
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("p2", "Deux, ou trois", "deux mille"));
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::correction_applied);
    EXPECT_THAT(corrections.unused(), IsEmpty());
}

Corrections filled_in(const std::string& lines) { return Corrections(io::read_csv(header() + lines, "lignes.csv")); }

TEST(Corrections, FilledInCellsReplaceTheRows) {
    Corrections corrections = filled_in(std::string("ptce.csv,3,") + print_of_p2 + ",,,,p2,Deux,2016\n");
    Layer layer = list();
    (void)corrections.apply(layer);
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("p1", "Un", "2014"));
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("p2", "Deux", "2016"));
}

TEST(Corrections, ARowThatChangedSinceIsLeftAndSaid) {
    Corrections corrections = filled_in("ptce.csv,3,0123456789abcdef,,,,p2,Deux,2016\n");
    Layer layer = list();
    const std::vector<Finding> findings = corrections.apply(layer);
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("p2", "Deux, ou trois", "deux mille"));
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, FindingCode::correction_stale);
    EXPECT_EQ(findings[0].row, 2U);
}

TEST(Corrections, OnesWithoutARowAreSaid) {
    Corrections corrections = filled_in("autre.csv,3,x,,,,p2,Deux,2016\nptce.csv,77,x,,,,p2,Deux,2016\n");
    Layer layer = list();
    EXPECT_THAT(corrections.apply(layer), IsEmpty());
    const std::vector<Finding> unused = corrections.unused();
    ASSERT_THAT(unused, SizeIs(2));
    EXPECT_EQ(unused[1].code, FindingCode::correction_without_row);
    EXPECT_EQ(unused[1].row, 3U);
}

TEST(Corrections, AMalformedRowThatIsCorrectedIsOneNoMore) {
    const std::string text = "id,nom,annee\np1,Un\n";
    const Layer broken = io::read_csv(text, "ptce.csv");
    ASSERT_TRUE(broken.rows[0].malformed);
    const RowsToCorrect rows = rows_to_correct({broken}, broken.findings, Language::french);
    ASSERT_EQ(rows.count, 1U);
    Layer table = io::read_csv(rows.csv, "lignes.csv");
    table.rows[0].cells.back() = "2014";
    Corrections corrections(table);
    Layer layer = io::read_csv(text, "ptce.csv");
    const std::vector<Finding> findings = corrections.apply(layer);
    EXPECT_FALSE(layer.rows[0].malformed);
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("p1", "Un", "2014"));
    EXPECT_THAT(layer.findings, IsEmpty());
    EXPECT_THAT(findings, SizeIs(1));
}

TEST(Corrections, RowsOfSeveralFilesShareOneTable) {
    const Layer pays = io::read_csv("code,nom\nA,\n", "pays.csv");
    const RowsToCorrect rows = rows_to_correct({pays, list()}, {about(FindingCode::territory_without_name, "pays.csv", 2), about(FindingCode::facility_unknown_status, "dossier/ptce.csv", 3)}, Language::french);
    EXPECT_EQ(rows.count, 2U);
    const Layer table = io::read_csv(rows.csv, "lignes.csv");
    ASSERT_THAT(table.rows, SizeIs(2));
    EXPECT_THAT(std::vector<std::string>(table.columns.begin() + 6, table.columns.end()), ElementsAre("code", "nom", "id", "annee"));
    Corrections corrections(table);
    Layer layer = list();
    (void)corrections.apply(layer);
    EXPECT_EQ(layer.rows[1].cells, list().rows[1].cells);
}

TEST(Corrections, TablesThatCantBeMeantAreRefused) {
    EXPECT_THAT(thrown<InputError>([] { (void)Corrections(io::read_csv("id,nom\n1,2\n", "lignes.csv")); }), HasSubstr("maillage_fichier"));
    EXPECT_THAT(thrown<InputError>([] { (void)filled_in("ptce.csv,trois,x,,,,p2,Deux,2016\n"); }), HasSubstr("lignes.csv: row 2"));
    EXPECT_THAT(thrown<InputError>([] { (void)filled_in("ptce.csv,3,x,,,,,,\nptce.csv,3,x,,,,,,\n"); }), HasSubstr("row 3: this row is already corrected at row 2"));
    Corrections corrections(io::read_csv(std::string("maillage_fichier,maillage_ligne,maillage_empreinte,anee\nptce.csv,3,") + print_of_p2 + ",2016\n", "lignes.csv"));
    Layer layer = list();
    EXPECT_THAT(thrown<InputError>([&] { (void)corrections.apply(layer); }), HasSubstr("ptce.csv has no column \"anee\""));
}

}  // namespace
}  // namespace maillage::stages
