#include "io/csv_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

using Cells = std::vector<std::string>;

std::vector<Cells> cells_of(const Layer& layer) {
    std::vector<Cells> all;
    for (const LayerRow& row : layer.rows) {
        all.push_back(row.cells);
    }
    return all;
}

std::vector<std::size_t> numbers_of(const Layer& layer) {
    std::vector<std::size_t> all;
    for (const LayerRow& row : layer.rows) {
        all.push_back(row.number);
    }
    return all;
}

std::vector<FindingCode> codes_of(const Layer& layer) {
    std::vector<FindingCode> all;
    for (const Finding& finding : layer.findings) {
        all.push_back(finding.code);
        EXPECT_EQ(finding.path, layer.path);
    }
    return all;
}

Layer read(const std::string& text) { return read_csv(text, "f.csv"); }

std::string refusal(const std::string& text, const Limits& limits = {}) {
    return thrown<InputError>([&] { (void)read_csv(text, "f.csv", limits); });
}

TEST(CsvSource, CellsStayTextAndRowsCarryTheirLine) {
    const Layer layer = read("code,nom\n01004,Ambérieu\n2A004,\n");
    EXPECT_EQ(layer.path, "f.csv");
    EXPECT_EQ(layer.crs, "");
    EXPECT_FALSE(layer.has_geometry);
    EXPECT_THAT(layer.columns, ElementsAre("code", "nom"));
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"01004", "Ambérieu"}, Cells{"2A004", ""}));
    EXPECT_THAT(numbers_of(layer), ElementsAre(2, 3));
    EXPECT_THAT(layer.findings, IsEmpty());
    EXPECT_FALSE(layer.rows[0].malformed);
}

TEST(CsvSource, TheLastLineNeedsNoEnd) {
    EXPECT_THAT(cells_of(read("a,b\n1,2")), ElementsAre(Cells{"1", "2"}));
    EXPECT_THAT(cells_of(read("a,b\n1,")), ElementsAre(Cells{"1", ""}));
    EXPECT_THAT(cells_of(read("a,b\n")), IsEmpty());
    EXPECT_THAT(cells_of(read("a,b")), IsEmpty());
}

TEST(CsvSource, QuotedCellsMayHoldSeparatorsQuotesAndLines) {
    const Layer layer = read("a,b\n\"x, \"\"y\"\"\",\"l1\nl2\r\nl3\"\nz,\"\"\n");
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"x, \"y\"", "l1\nl2\r\nl3"}, Cells{"z", ""}));
    EXPECT_THAT(numbers_of(layer), ElementsAre(2, 5));
}

TEST(CsvSource, AQuoteInsideABareCellIsALetter) {
    EXPECT_THAT(cells_of(read("a,b\n5\" de pluie,d\"x\"\n")), ElementsAre(Cells{"5\" de pluie", "d\"x\""}));
}

TEST(CsvSource, AHeadingMayBeQuotedAndSpanLines) {
    const Layer layer = read("\"nom, officiel\",\"code\ninsee\"\nA,1\n");
    EXPECT_THAT(layer.columns, ElementsAre("nom, officiel", "code\ninsee"));
    EXPECT_THAT(numbers_of(layer), ElementsAre(3));
}

TEST(CsvSource, LinesEndWithLfCrlfOrCr) {
    for (const char* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r"}) {
        const Layer layer = read(text);
        EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"1", "2"}, Cells{"3", "4"}));
        EXPECT_THAT(numbers_of(layer), ElementsAre(2, 3));
    }
}

TEST(CsvSource, CellsAndTitlesAreTrimmed) {
    const Layer layer = read(" a , b\n 1 ,\u00A0x\u202F\n");
    EXPECT_THAT(layer.columns, ElementsAre("a", "b"));
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"1", "x"}));
}

TEST(CsvSource, TheSeparatorIsTheOneThatPartsTheHeadingMost) {
    EXPECT_THAT(read("a;b;c,d\n1;2;3,4\n").columns, ElementsAre("a", "b", "c,d"));
    EXPECT_THAT(read("a\tb\n1,5\t2\n").columns, ElementsAre("a", "b"));
    EXPECT_THAT(read("\"x,y,z\";b\n1;2\n").columns, ElementsAre("x,y,z", "b"));
    EXPECT_THAT(read("\"l1\nl2\";b;c\n").columns, ElementsAre("l1\nl2", "b", "c"));
    EXPECT_THAT(read("tube de 12\";b;c\nx,1,2,3;2;3\n").columns, ElementsAre("tube de 12\"", "b", "c"));
    EXPECT_THAT(read("seul\n1,5\n").columns, ElementsAre("seul"));
}

TEST(CsvSource, TiesGoToSemicolonThenTab) {
    EXPECT_THAT(read("a;b,c\n").columns, ElementsAre("a", "b,c"));
    EXPECT_THAT(read("a,b\tc\n").columns, ElementsAre("a,b", "c"));
    EXPECT_THAT(read("a;b\tc\n").columns, ElementsAre("a", "b\tc"));
}

TEST(CsvSource, AnotherSeparatorThanCommaIsAFinding) {
    const Layer semicolon = read("a;b\n1;2\n");
    ASSERT_THAT(codes_of(semicolon), ElementsAre(FindingCode::separator_not_comma));
    EXPECT_THAT(semicolon.findings[0].parameters, ElementsAre(Pair("separator", ";")));
    EXPECT_THAT(read("a\tb\n").findings.at(0).parameters, ElementsAre(Pair("separator", "tab")));
    EXPECT_THAT(read("seul\n1\n").findings, IsEmpty());
}

TEST(CsvSource, AByteOrderMarkIsAFindingAndNoPartOfTheTitle) {
    const Layer layer = read("\xEF\xBB\xBF\"code\",nom\n1,2\n");
    EXPECT_THAT(layer.columns, ElementsAre("code", "nom"));
    EXPECT_THAT(codes_of(layer), ElementsAre(FindingCode::byte_order_mark));
}

TEST(CsvSource, OneCellOfWindows1252ChangesNoOther) {
    const Layer layer = read_csv("id,nom,ville\np1,P\xC3\xB4le,Or\xE9\np2,\"For\xEAt, \xE0\",Vall\xC3\xA9" "e\n", "a.csv");
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("p1", "Pôle", "Oré"));
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("p2", "Forêt, à", "Vallée"));
    EXPECT_THAT(codes_of(layer), ElementsAre(FindingCode::encoding_cp1252));
    EXPECT_EQ(utf8_record("P\xC3\xB4le;Or\xE9;", ';'), "Pôle;Oré;");
    EXPECT_EQ(utf8_record("", ';'), "");
}

TEST(CsvSource, Windows1252IsConvertedAndSaid) {
    const Layer layer = read("p\xF4le,co\xFBt\n\x9Cuvre,5 \x80\n");
    EXPECT_THAT(layer.columns, ElementsAre("pôle", "coût"));
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"œuvre", "5 €"}));
    EXPECT_THAT(codes_of(layer), ElementsAre(FindingCode::encoding_cp1252));
}

TEST(CsvSource, Utf16IsRefusedWithTheRemedy) {
    for (const std::string& text : {"\xFF\xFE"s + "a\0b\0"s, "\xFE\xFF"s + "\0a\0b"s, "a\0;\0b\0"s}) {
        EXPECT_THAT(refusal(text), HasSubstr("CSV UTF-8"));
    }
    EXPECT_THAT(refusal("\xFF\xFE\x53\x01\x3B\x20"), HasSubstr("fichier en UTF-16"));  // no NUL in it
}

TEST(CsvSource, ANulByteIsRefusedWithItsLine) {
    EXPECT_THAT(refusal("a,b\n1,2\n3,\0 4\n"s), HasSubstr("f.csv: ligne 3: octet nul"));
}

TEST(CsvSource, TooFewCellsArePaddedAndSaid) {
    const Layer layer = read("a,b,c\n1,2\nx,y,z\n");
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"1", "2", ""}, Cells{"x", "y", "z"}));
    EXPECT_TRUE(layer.rows[0].malformed);
    EXPECT_FALSE(layer.rows[1].malformed);
    ASSERT_THAT(codes_of(layer), ElementsAre(FindingCode::malformed_row));
    EXPECT_EQ(layer.findings[0].row, 2U);
    EXPECT_THAT(layer.findings[0].parameters, ElementsAre(Pair("cells", "2"), Pair("expected", "3")));
}

TEST(CsvSource, TooManyCellsAreCutAndKeptInTheFinding) {
    const Layer layer = read("a;b\n1;2;perdu;\"et;ceci\"\n");
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"1", "2"}));
    EXPECT_TRUE(layer.rows[0].malformed);
    ASSERT_THAT(codes_of(layer), ElementsAre(FindingCode::separator_not_comma, FindingCode::malformed_row));
    EXPECT_EQ(layer.findings[1].row, 2U);
    EXPECT_THAT(layer.findings[1].parameters,
                ElementsAre(Pair("cells", "4"), Pair("expected", "2"), Pair("extra", "perdu;et;ceci")));
}

TEST(CsvSource, BlankRowsAreKeptAndSaid) {
    const Layer layer = read("a,b\n\n1,2\n , \n");
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"", ""}, Cells{"1", "2"}, Cells{"", ""}));
    EXPECT_THAT(numbers_of(layer), ElementsAre(2, 3, 4));
    ASSERT_THAT(codes_of(layer), ElementsAre(FindingCode::blank_row, FindingCode::blank_row));
    EXPECT_EQ(layer.findings[0].row, 2U);
    EXPECT_EQ(layer.findings[1].row, 4U);
    EXPECT_TRUE(layer.rows[0].malformed);
    EXPECT_FALSE(layer.rows[1].malformed);
}

TEST(CsvSource, ColumnsWithoutTitleAndValuesAreLeftOut) {
    const Layer layer = read("a,,b,\n1,,2,\n3,,4\n");
    EXPECT_THAT(layer.columns, ElementsAre("a", "b"));
    EXPECT_THAT(cells_of(layer), ElementsAre(Cells{"1", "2"}, Cells{"3", "4"}));
    EXPECT_THAT(layer.findings, IsEmpty());
}

TEST(CsvSource, AColumnWithValuesNeedsATitle) {
    EXPECT_THAT(refusal("a,,b\n1,,2\n3,x,4\n"), HasSubstr("f.csv: ligne 3: la colonne 2 a des valeurs mais pas de titre"));
    EXPECT_THAT(refusal("a,\n1,x\n"), HasSubstr("ligne 2"));
}

TEST(CsvSource, ATitleMayStandOnce) {
    EXPECT_THAT(refusal("code,nom, code \n1,2,3\n"), HasSubstr("« code » figure deux fois (colonnes 1 et 3)"));
    EXPECT_NO_THROW((void)read("code,Code\n"));
}

TEST(CsvSource, AHeadingIsNeeded) {
    for (const char* text : {"", "\n1,2\n", ",,\n1,2,3\n", "\xEF\xBB\xBF"}) {
        EXPECT_THAT(refusal(text), HasSubstr("titres")) << text;
    }
}

TEST(CsvSource, AnUnclosedQuoteIsRefusedWhereItOpens) {
    EXPECT_THAT(refusal("a,b\n\"x\ny\",2\n1,\"jamais\n3,4\n"), HasSubstr("f.csv: ligne 4: guillemet jamais refermé"));
    EXPECT_THAT(refusal("a\n\"un\n\"\"deux\n"), HasSubstr("f.csv: ligne 2: guillemet jamais refermé"));
}

TEST(CsvSource, RowsAreBounded) {
    Limits limits;
    limits.rows = 2;
    EXPECT_EQ(read_csv("a\n1\n2\n", "f.csv", limits).rows.size(), 2U);
    EXPECT_THAT(refusal("a\n1\n2\n3\n", limits), HasSubstr("ligne 4: trop de lignes (limite : 2 ; --allow rows="));
}

TEST(CsvSource, ATitleAboveTheTableIsPassedOver) {
    const Layer layer = read_csv("Liste des PTCE, mise à jour\r\nSource : Insee;;\r\n\r\ncode;nom;statut\r\n01004;A;actif\r\n01005;B;actif\r\n", "a.csv");
    EXPECT_EQ(layer.columns, (std::vector<std::string>{"code", "nom", "statut"}));
    ASSERT_EQ(layer.rows.size(), 2U);
    EXPECT_EQ(layer.rows[0].number, 5U);
    EXPECT_EQ(layer.rows[0].cells, (std::vector<std::string>{"01004", "A", "actif"}));
    ASSERT_EQ(layer.findings.size(), 2U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::title_rows_skipped);
    EXPECT_EQ(layer.findings[0].parameters, (std::vector<std::pair<std::string, std::string>>{{"count", "3"}, {"row", "4"}}));
    EXPECT_EQ(layer.findings[1].code, FindingCode::separator_not_comma);
}

TEST(CsvSource, ATableWithoutTitleStaysAsItIs) {
    for (const char* text : {"code\n01004\n01005,x\n01006\n", "code,nom\n01004,A,x,y\n01005,B\n01006,C\n", "a,b\n", "a;b\n1,5;2,5\n1,5;2,5\n",
                             "a,b,c,d,e\n1,,,,\n2,,,,\n"}) {
        EXPECT_EQ(read_csv(text, "a.csv").columns.front(), std::string(text).substr(0, std::string(text).find_first_of(",;\n"))) << text;
        for (const Finding& finding : read_csv(text, "a.csv").findings) {
            EXPECT_NE(finding.code, FindingCode::title_rows_skipped) << text;
        }
    }
}

TEST(CsvSource, NoBreakSpacesAtTheEndsOfCellsAreCounted) {
    const Layer layer = read_csv("code\xC2\xA0,nom\n\xE2\x80\xAF" "01004,A\n01005,B\xC2\xA0" "C\n", "a.csv");
    EXPECT_EQ(layer.columns.front(), "code");
    EXPECT_EQ(layer.rows[0].cells[0], "01004");
    EXPECT_EQ(layer.rows[1].cells[1], "B\xC2\xA0" "C");
    ASSERT_EQ(layer.findings.size(), 1U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::no_break_spaces);
    EXPECT_EQ(layer.findings[0].parameters.front().second, "2");
}

TEST(CsvSource, TheApostropheThatNeutralisesAFormulaIsTakenOff) {
    const Layer layer = read("id,nom\n1,'=1+1\n2,'Pôle'\n3,''+a\n4,'-4.5\n");
    EXPECT_THAT(cells_of(layer), ElementsAre(ElementsAre("1", "=1+1"), ElementsAre("2", "'Pôle'"), ElementsAre("3", "'+a"), ElementsAre("4", "-4.5")));
}

}  // namespace
}  // namespace maillage::io
