#include "io/sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Rows by number, cells parted by '|'; a cell that begins with '#' is a number.
Sheet sheet_of(const std::map<std::size_t, std::string>& rows) {
    Sheet sheet;
    sheet.name = "F";
    for (const auto& [number, written] : rows) {
        SheetRow row{number, {}};
        std::size_t column = 0;
        std::string cell;
        for (const char letter : written + "|") {
            if (letter != '|') {
                cell += letter;
                continue;
            }
            if (!cell.empty()) {
                const bool is_number = cell.front() == '#';
                row.cells.push_back({column, is_number ? cell.substr(1) : cell, is_number});
            }
            ++column;
            cell.clear();
        }
        sheet.rows.push_back(row);
    }
    return sheet;
}

Layer table(const Sheet& sheet) { return table_of(sheet, "a.xlsx", {}); }
std::string refusal(const Sheet& sheet, const Limits& limits = {}) {
    return thrown<InputError>([&] { (void)table_of(sheet, "a.xlsx", limits); });
}

std::vector<std::pair<FindingCode, std::size_t>> found(const Layer& layer) {
    std::vector<std::pair<FindingCode, std::size_t>> all;
    for (const Finding& finding : layer.findings) {
        all.emplace_back(finding.code, finding.row);
    }
    return all;
}

TEST(Sheet, ATableUnderAThreeRowTitle) {
    const Layer layer = table(sheet_of(
        {{1, "Liste des PTCE"}, {2, "Source : Insee"}, {3, "2024"}, {5, "id|nom|commune"}, {6, "p1|A|01004"}, {8, "p2|B|"}}));
    EXPECT_THAT(layer.columns, ElementsAre("id", "nom", "commune"));
    ASSERT_EQ(layer.rows.size(), 3U);
    EXPECT_EQ(layer.rows[0].number, 6U);
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("p1", "A", "01004"));
    EXPECT_EQ(layer.rows[1].number, 7U);
    EXPECT_TRUE(layer.rows[1].malformed);
    EXPECT_THAT(layer.rows[2].cells, ElementsAre("p2", "B", ""));
    EXPECT_EQ(layer.name, "F");
    EXPECT_EQ(layer.crs, "");
    ASSERT_THAT(found(layer), ElementsAre(std::pair(FindingCode::title_rows_skipped, std::size_t{0}),
                                          std::pair(FindingCode::blank_row, std::size_t{7})));
    EXPECT_THAT(layer.findings[0].parameters, ElementsAre(std::pair("count", "4"), std::pair("row", "5")));
}

TEST(Sheet, ColumnsWithoutTitleOrValueAreLeftOut) {
    EXPECT_THAT(table(sheet_of({{1, "id||nom"}, {2, "1||A"}})).columns, ElementsAre("id", "nom"));
    EXPECT_THAT(refusal(sheet_of({{1, "id||nom"}, {2, "1|x|A"}})),
                HasSubstr("a.xlsx: F: ligne 2: la colonne B a des valeurs mais pas de titre"));
    EXPECT_THAT(refusal(sheet_of({{1, "id|nom"}, {2, "1|A|x"}})), HasSubstr("la colonne C a des valeurs"));
    EXPECT_THAT(refusal(sheet_of({{1, "id|nom|id"}, {2, "1|A|2"}})), HasSubstr("figure deux fois (colonnes A et C)"));
}

TEST(Sheet, EmptySheetsAreRefused) {
    EXPECT_THAT(refusal(sheet_of({})), HasSubstr("la feuille est vide"));
    EXPECT_THAT(refusal(sheet_of({{4, "id|nom"}})), HasSubstr("qu'une ligne de titres"));
}

TEST(Sheet, ShortNumbersInAColumnOfCodesAreSaid) {
    const Layer layer = table(sheet_of(
        {{1, "CODGEO|Reg|pop|siren_epci"}, {2, "#1004|#1|#12|#200000001"}, {3, "#75056|#84|#13|#1"}, {4, "2A004|94|#1|x"}}));
    EXPECT_EQ(layer.rows[0].cells[0], "1004");
    ASSERT_EQ(layer.findings.size(), 3U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::codes_as_numbers);
    EXPECT_THAT(layer.findings[0].parameters, ElementsAre(std::pair("count", "1"), std::pair("field", "CODGEO")));
    EXPECT_THAT(layer.findings[1].parameters, ElementsAre(std::pair("count", "2"), std::pair("field", "Reg")));
    EXPECT_THAT(layer.findings[2].parameters, ElementsAre(std::pair("count", "1"), std::pair("field", "siren_epci")));
}

TEST(Sheet, MergedCellsAreSaidWhereTheyReachTheTable) {
    Sheet sheet = sheet_of({{1, "Titre"}, {2, "id|nom|dep"}, {3, "1|A|01"}, {4, "2|B|"}});
    sheet.merged = {{1, 0, 1, 2}, {3, 2, 4, 2}, {9, 0, 9, 1}};
    const Layer layer = table(sheet);
    ASSERT_THAT(found(layer), ElementsAre(std::pair(FindingCode::title_rows_skipped, std::size_t{0}),
                                          std::pair(FindingCode::merged_cells, std::size_t{3})));
    EXPECT_THAT(layer.findings[1].parameters, ElementsAre(std::pair("range", "C3:C4")));
}

TEST(Sheet, LimitsHold) {
    EXPECT_THAT(refusal(sheet_of({{1, "id|nom"}, {2, "1|A"}, {1003, "2|B"}})),
                HasSubstr("ligne 1003: plus de 1000 lignes vides"));
    Limits limits;
    limits.rows = 1;
    EXPECT_THAT(refusal(sheet_of({{1, "id|nom"}, {2, "1|A"}, {3, "2|B"}}), limits), HasSubstr("trop de lignes (limite : 1 ; --allow rows="));
    limits = {};
    limits.cells = 5;
    EXPECT_THAT(refusal(sheet_of({{1, "id|nom"}, {2, "1|A"}, {3, "2|B"}}), limits), HasSubstr("trop de cellules dans une feuille (limite : 5 ; --allow cells="));
}

TEST(Sheet, TheSheetNamedElseTheOnlyOneShownWithCells) {
    Sheet full = sheet_of({{1, "a"}, {2, "b"}});
    Sheet other = full;
    other.name = "G";
    Sheet hidden = full;
    hidden.name = "cachée";
    hidden.hidden = true;
    Sheet empty;
    empty.name = "vide";
    const auto choose = [](const std::vector<Sheet>& sheets, const std::string& name) {
        return chosen_sheet(sheets, "a.xlsx", name).name;
    };
    EXPECT_EQ(choose({empty, full, hidden}, ""), "F");
    EXPECT_EQ(choose({full, other}, "G"), "G");
    EXPECT_EQ(choose({full, hidden}, "cachée"), "cachée");
    EXPECT_THAT(thrown<InputError>([&] {
                    choose({full, other, empty}, "");
                }),
                AllOf(HasSubstr("F (2), G (2)"), HasSubstr("FICHIER:FEUILLE")));
    EXPECT_THAT(thrown<InputError>([&] { choose({empty}, ""); }), HasSubstr("aucune feuille"));
    EXPECT_THAT(thrown<InputError>([&] { choose({full, empty}, "H"); }), HasSubstr("le classeur contient : F (2), vide (0)"));
}

TEST(Sheet, NumbersAreWrittenAsPeopleWouldReadThem) {
    EXPECT_EQ(number_text("1004"), "1004");
    EXPECT_EQ(number_text("1004.0"), "1004");
    EXPECT_EQ(number_text("1E5"), "100000");
    EXPECT_EQ(number_text("200067205"), "200067205");
    EXPECT_EQ(number_text("13002526500013"), "13002526500013");  // a SIRET
    EXPECT_EQ(number_text("0.30000000000000004"), "0.30000000000000004");
    EXPECT_EQ(number_text("0.10000000000000001"), "0.1");  // how a workbook may store 0.1
    EXPECT_EQ(number_text("-0"), "0");
    EXPECT_EQ(number_text("#DIV/0!"), "#DIV/0!");
}

TEST(Sheet, DatesAreIso) {
    EXPECT_EQ(iso_date(45352, false), "2024-03-01");  // ECMA-376, 18.17.4.1: 1 = 1 January 1900
    EXPECT_EQ(iso_date(1, false), "1900-01-01");
    EXPECT_EQ(iso_date(59, false), "1900-02-28");
    EXPECT_EQ(iso_date(61, false), "1900-03-01");
    EXPECT_EQ(iso_date(43890, true), "2024-03-01");  // 1462 days less
    EXPECT_EQ(iso_date(45352.520833333336, false), "2024-03-01T12:30:00");
    EXPECT_EQ(iso_date(0.5, false), "12:00:00");
    EXPECT_EQ(iso_date(45351.999999999, false), "2024-03-01");
    EXPECT_EQ(iso_date(-1, false), std::nullopt);
    EXPECT_EQ(iso_date(1e9, false), std::nullopt);
}

}  // namespace
}  // namespace maillage::io
