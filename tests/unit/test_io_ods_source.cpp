#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/sheet_source.hpp"
#include "test_io_files.hpp"
#include "support/zip.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string content(const std::string& tables) {
    return R"(<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>
 <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
 <office:body><office:spreadsheet>)" +
           tables + "</office:spreadsheet></office:body></office:document-content>";
}

std::string ods(const std::string& tables) {
    return zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content(tables)}});
}

std::string text_cell(const std::string& text) {
    return "<table:table-cell office:value-type=\"string\"><text:p>" + text + "</text:p></table:table-cell>";
}
std::string row(const std::string& cells, const std::string& attributes = "") {
    return "<table:table-row" + attributes + ">" + cells + "</table:table-row>";
}
std::string sheet(const std::string& rows, const std::string& attributes = "table:name=\"F\"") {
    return "<table:table " + attributes + ">" + rows + "</table:table>";
}

Layer read(const std::string& bytes, const std::string& name = "") { return read_ods(bytes, "a.ods", name); }

TEST(Ods, EveryKindOfCell) {
    const std::string heading = row(text_cell("a") + text_cell("b") + text_cell("c") + text_cell("d") + text_cell("e"));
    const std::string values = row(
        "<table:table-cell office:value-type=\"float\" office:value=\"1004\"><text:p>1 004,00</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"date\" "
        "office:date-value=\"2024-03-01\"><text:p>01/03/24</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"time\" office:time-value=\"PT12H30M00S\"><text:p>12:30</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.25\"><text:p>25 %</text:p></table:table-cell>");
    const std::string texts =
        row(text_cell("01004") +
            "<table:table-cell "
            "office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation><text:p>un<text:s "
            "text:c=\"2\"/><text:span>deux</text:span></text:p><text:p>trois</text:p></table:table-cell>"
            "<table:table-cell table:formula=\"of:=[.A1]\"/>"
            "<table:table-cell table:formula=\"of:=WEBSERVICE(&quot;http://a.fr&quot;)\" "
            "office:value-type=\"string\"><text:p>stocké</text:p></table:table-cell>");
    const Layer layer = read(ods(sheet(heading + values + texts)));
    EXPECT_THAT(layer.columns, ElementsAre("a", "b", "c", "d", "e"));
    ASSERT_EQ(layer.rows.size(), 2U);
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("1004", "2024-03-01", "true", "12:30:00", "0.25"));
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("01004", "un  deux\ntrois", "", "stocké", ""));
    EXPECT_EQ(layer.rows[1].number, 3U);
    ASSERT_EQ(layer.findings.size(), 1U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::formula_without_value);
}

TEST(Ods, RepeatedRowsAndCells) {
    const std::string blank = "<table:table-cell table:number-columns-repeated=\"16380\"/>";
    const std::string twice =
        "<table:table-cell table:number-columns-repeated=\"2\" "
        "office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    const Layer layer = read(ods(sheet(row(text_cell("a") + text_cell("b") + text_cell("c") + blank) +
                                       row(blank, " table:number-rows-repeated=\"2\"") +
                                       row(text_cell("1") + twice + blank, " table:number-rows-repeated=\"3\"") +
                                       row(blank, " table:number-rows-repeated=\"1048569\""))));
    ASSERT_EQ(layer.rows.size(), 5U);
    EXPECT_TRUE(layer.rows[0].malformed);
    for (std::size_t i = 2; i < 5; ++i) {
        EXPECT_EQ(layer.rows[i].number, i + 2);
        EXPECT_THAT(layer.rows[i].cells, ElementsAre("1", "x", "x"));
    }
}

TEST(Ods, MergedCellsHiddenSheetsAndNames) {
    const std::string spanned =
        "<table:table-cell table:number-columns-spanned=\"1\" table:number-rows-spanned=\"2\" "
        "office:value-type=\"string\"><text:p>A</text:p></table:table-cell>";
    const std::string rows = row(text_cell("code") + text_cell("nom")) + row(text_cell("1") + spanned) +
                             row(text_cell("2") + "<table:covered-table-cell/>");
    const Layer layer =
        read(ods(sheet(rows) + sheet(rows, "table:name=\"cachée\" table:style-name=\"ta2\"") + sheet("", "table:name=\"vide\"")));
    EXPECT_EQ(layer.name, "F");
    EXPECT_THAT(layer.rows.at(1).cells, ElementsAre("2", ""));
    ASSERT_EQ(layer.findings.size(), 1U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::merged_cells);
    EXPECT_THAT(layer.findings[0].parameters, ElementsAre(std::pair("range", "B2:B3")));
    EXPECT_EQ(read(ods(sheet(rows) + sheet(rows, "table:name=\"G\"")), "G").name, "G");
    EXPECT_THAT(thrown<InputError>([&] { (void)read(ods(sheet(rows) + sheet(rows, "table:name=\"G\""))); }),
                HasSubstr("F (3), G (3)"));
}

TEST(Ods, WhatIsNoWorkbookIsRefused) {
    EXPECT_THAT(thrown<InputError>([] { (void)read(zip_of({{"a.csv", "x"}})); }), HasSubstr("n'est pas un classeur .ods"));
    EXPECT_THAT(thrown<InputError>([] {
                    (void)read(zip_of({{"META-INF/manifest.xml", "<m><encryption-data/></m>"}, {"content.xml", "x"}}));
                }),
                HasSubstr("mot de passe"));
    const std::string hostile = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" + content("");
    EXPECT_THAT(thrown<InputError>([&] { (void)read(zip_of({{"content.xml", hostile}})); }), HasSubstr("DOCTYPE"));
    const std::string cell =
        "<table:table-cell table:number-columns-repeated=\"16000\" "
        "office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    EXPECT_THAT(thrown<InputError>([&] { (void)read(ods(sheet(row(cell, " table:number-rows-repeated=\"1000000\"")))); }),
                HasSubstr("trop de cellules"));
}

}  // namespace
}  // namespace maillage::io
