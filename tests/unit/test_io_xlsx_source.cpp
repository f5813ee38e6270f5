// Workbooks made by hand: a zip of the few parts that ECMA-376 asks for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/open.hpp"
#include "io/sheet_source.hpp"
#include "test_io_files.hpp"
#include "support/zip.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

struct Part {
    std::string name;
    std::string rows;  ///< what <sheetData> holds, and what follows it
    std::string state;
};

std::string workbook(const std::vector<Part>& sheets, const std::string& shared = "", const std::string& styles = "",
                     const std::string& properties = "") {
    std::string list;
    std::string links;
    std::vector<ZipEntry> entries{{"[Content_Types].xml", "<Types/>"}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        list += R"(<sheet name=")" + sheets[i].name + R"(" sheetId=")" + number + R"(" r:id="rId)" + number + "\"" +
                sheets[i].state + "/>";
        links += R"(<Relationship Id="rId)" + number + R"(" Type=")" + relations + R"(/worksheet" Target="worksheets/sheet)" +
                 number + R"(.xml"/>)";
        entries.push_back({"xl/worksheets/sheet" + number + ".xml",
                           "<worksheet xmlns=\"" + main_space + "\"><sheetData>" + sheets[i].rows + "</worksheet>"});
    }
    entries.push_back({"xl/workbook.xml", "<workbook xmlns=\"" + main_space + "\" xmlns:r=\"" + relations + "\">" + properties +
                                              "<sheets>" + list + "</sheets></workbook>"});
    entries.push_back({"xl/_rels/workbook.xml.rels", "<Relationships>" + links + "</Relationships>"});
    if (!shared.empty()) {
        entries.push_back({"xl/sharedStrings.xml", "<sst xmlns=\"" + main_space + "\">" + shared + "</sst>"});
    }
    if (!styles.empty()) {
        entries.push_back({"xl/styles.xml", "<styleSheet xmlns=\"" + main_space + "\">" + styles + "</styleSheet>"});
    }
    return zip_of(entries);
}

std::string text_cell(const std::string& at, const std::string& text) {
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

const std::string heading = "<row r=\"1\">" + text_cell("A1", "code") + text_cell("B1", "nom") + "</row>";

Layer read(const std::string& bytes, const std::string& sheet = "") { return read_xlsx(bytes, "a.xlsx", sheet); }
std::string refusal(const std::string& bytes, const std::string& sheet = "") {
    return thrown<InputError>([&] { (void)read(bytes, sheet); });
}

TEST(Xlsx, EveryKindOfCell) {
    const std::string shared =
        "<si><t>Éloyes</t></si><si><r><t>en </t></r><r><t>deux</t></r><rPh><t>lu</t></rPh></si><si><t>a_x000A_b_x005F_</t></si>";
    const std::string styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[Red]dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0 "
        "&quot;jours&quot;\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>";
    const std::string rows =
        "<row r=\"1\">" + text_cell("A1", "t") + text_cell("B1", "u") + text_cell("C1", "v") + text_cell("D1", "w") +
        text_cell("E1", "x") +
        "</row>"
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>1004</v></c><c r=\"D2\" "
        "s=\"1\"><v>45352</v></c><c r=\"E2\" t=\"b\"><v>1</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>2</v></c><c r=\"C4\" t=\"str\"><f>A2&amp;\"x\"</f><v>01004</v></c><c r=\"D4\" "
        "s=\"2\"><v>45352.5</v></c><c r=\"E4\" t=\"e\"><v>#N/A</v></c></row>"
        "<row r=\"5\"><c r=\"A5\"><f>WEBSERVICE(\"http://a.fr\")</f></c><c r=\"B5\"><v>1E5</v></c><c r=\"C5\" "
        "s=\"3\"><v>12</v></c><c r=\"D5\" s=\"0\"><v>45352</v></c></row></sheetData>";
    const Layer layer = read(workbook({{"F", rows, ""}}, shared, styles));
    EXPECT_THAT(layer.columns, ElementsAre("t", "u", "v", "w", "x"));
    ASSERT_EQ(layer.rows.size(), 4U);
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("Éloyes", "en deux", "1004", "2024-03-01", "true"));
    EXPECT_EQ(layer.rows[1].number, 3U);
    EXPECT_TRUE(layer.rows[1].malformed);
    EXPECT_THAT(layer.rows[2].cells, ElementsAre("a\nb_x005F_", "", "01004", "2024-03-01T12:00:00", "#N/A"));
    EXPECT_THAT(layer.rows[3].cells, ElementsAre("", "100000", "12", "45352", ""));
    EXPECT_EQ(layer.rows[3].number, 5U);
    ASSERT_EQ(layer.findings.size(), 2U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::blank_row);
    EXPECT_EQ(layer.findings[1].code, FindingCode::formula_without_value);
    EXPECT_THAT(layer.findings[1].parameters, ElementsAre(std::pair("count", "1")));
}

TEST(Xlsx, DatesOfTheOtherCalendar) {
    const std::string rows =
        heading + "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>43890</v></c>" + text_cell("B2", "x") + "</row></sheetData>";
    const std::string styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>";
    EXPECT_EQ(read(workbook({{"F", rows, ""}}, "", styles, "<workbookPr date1904=\"1\"/>")).rows[0].cells[0], "2024-03-01");
}

TEST(Xlsx, ATitleMergedOverATableAndAMergedCellWithinIt) {
    const std::string rows = "<row r=\"1\">" + text_cell("A1", "Liste des communes") + "</row><row r=\"2\"/><row r=\"3\">" +
                             text_cell("A3", "code") + text_cell("B3", "nom") + "</row><row r=\"4\">" + text_cell("A4", "01004") +
                             text_cell("B4", "A") + "</row><row r=\"5\">" + text_cell("A5", "01005") + "</row><row r=\"6\">" +
                             text_cell("A6", "01006") + text_cell("B6", "C") +
                             "</row></sheetData><mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"B4:B5\"/></mergeCells>";
    const Layer layer = read(workbook({{"F", rows, ""}}));
    ASSERT_EQ(layer.rows.size(), 3U);
    EXPECT_EQ(layer.rows[0].number, 4U);
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("01005", ""));
    ASSERT_EQ(layer.findings.size(), 2U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::title_rows_skipped);
    EXPECT_THAT(layer.findings[0].parameters, ElementsAre(std::pair("count", "2"), std::pair("row", "3")));
    EXPECT_EQ(layer.findings[1].code, FindingCode::merged_cells);
    EXPECT_THAT(layer.findings[1].parameters, ElementsAre(std::pair("range", "B4:B5")));
}

TEST(Xlsx, SheetsAreChosenByNameOrAlone) {
    const std::string full = heading + "<row r=\"2\">" + text_cell("A2", "01004") + text_cell("B2", "A") + "</row></sheetData>";
    EXPECT_EQ(
        read(workbook({{"vide", "</sheetData>", ""}, {"Données", full, ""}, {"notes", full, " state=\"veryHidden\""}})).name,
        "Données");
    EXPECT_THAT(refusal(workbook({{"2023", full, ""}, {"2024", full, ""}})), HasSubstr("2023 (2), 2024 (2)"));
    EXPECT_EQ(read(workbook({{"2023", full, ""}, {"2024", full, ""}}), "2024").name, "2024");
    EXPECT_THAT(refusal(workbook({{"vide", "</sheetData>", ""}})), HasSubstr("aucune feuille du classeur n'a de données"));
    EXPECT_THAT(refusal(workbook({{"vide", "</sheetData>", ""}}), "vide"), HasSubstr("la feuille est vide"));
    const TemporaryFolder folder;
    const std::string path = folder.write("a.xlsx", workbook({{"2023", full, ""}, {"a:b", full, ""}}));
    EXPECT_EQ(read_layer(path + ":a:b").rows.size(), 1U);
}

TEST(Xlsx, ACellOrRowWithoutReferenceFollowsTheOneBefore) {
    const std::string rows =
        "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c "
        "t=\"inlineStr\"><is><t>b</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>";
    const Layer layer = read(workbook({{"F", rows, ""}}));
    EXPECT_THAT(layer.columns, ElementsAre("a", "b"));
    EXPECT_THAT(layer.rows.at(0).cells, ElementsAre("1", "2"));
    EXPECT_EQ(layer.rows.at(0).number, 2U);
}

TEST(Xlsx, DamageIsRefused) {
    EXPECT_THAT(refusal(workbook({{"F", heading + "<row r=\"1\"/></sheetData>", ""}})), HasSubstr("feuille abîmée"));
    EXPECT_THAT(refusal(workbook({{"F", "<row r=\"2\"><c r=\"A3\"><v>1</v></c></row></sheetData>", ""}})),
                HasSubstr("feuille abîmée"));
    EXPECT_THAT(refusal(workbook({{"F", "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row></sheetData>", ""}})),
                HasSubstr("feuille abîmée"));
    EXPECT_THAT(refusal(zip_of({{"a.csv", "x"}})), HasSubstr("n'est pas un classeur .xlsx : xl/workbook.xml y manque"));
    EXPECT_THAT(refusal("\xD0\xCF\x11\xE0 ancien"), HasSubstr("sans mot de passe"));
    EXPECT_THAT(refusal(zip_of({{"../xl/workbook.xml", "x"}})), HasSubstr("sort de l'archive"));
}

}  // namespace
}  // namespace maillage::io
