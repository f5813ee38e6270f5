// Workbooks: any part of one, or the archive, is anything, or has some bytes, values or elements other than it had.
#include "edits.hpp"
#include "io/sheet_source.hpp"
#include "support/zip.hpp"

namespace maillage::fuzz {
namespace {

const char* const sheet = R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>date</t></is></c></row>
<row r="2"><c r="A2"><v>1.5</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" s="1"><v>45000</v></c></row>
<row r="4"><c r="A4" t="b"><v>1</v></c><c t="str"><f>A1</f><v>x_x000D_</v></c><c t="e"><v>#N/A</v></c></row>
<row><c t="d"><v>2024-03-01</v></c><c r="B5" s="2"><f>1</f></c><c r="C5" s="2"><v>0.25</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells></worksheet>)";
const char* const strings = R"(<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>id</t></si><si><r><t>no</t></r><r><t>m</t></r></si><si><t>Un</t><rPh sb="0" eb="1"><t>u</t></rPh></si></sst>)";
const char* const styles = R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]_d\\:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>)";
const char* const workbook = R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/><sheet name="Cachée" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>)";
const char* const relations = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId3" TargetMode="Internal" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>)";
const char* const content = R"(<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Liste">
<table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>nom</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>date</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>U<text:s text:c="2"/>n<text:line-break/></text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-03-01T12:30:00"/></table:table-row>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
<table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true" table:number-columns-spanned="2" table:number-rows-spanned="1"/><table:covered-table-cell/><table:table-cell office:value-type="time" office:time-value="PT12H30M00S" table:formula="of:=1"/></table:table-row>
</table:table><table:table table:name="Cachée" table:style-name="ta1"><table:table-row><table:table-cell office:value-type="percentage" office:value="0.5"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>)";

io::Limits small() {
    io::Limits limits;
    limits.cells = 100'000;
    limits.unpacked = 1U << 22U;
    return limits;
}

void check(const std::vector<io::Sheet>& sheets) {
    for (const io::Sheet& one : sheets) {
        std::size_t before = 0;
        for (const io::SheetRow& row : one.rows) {
            hold(row.number > before, "rows by number");
            before = row.number;
            for (std::size_t i = 1; i < row.cells.size(); ++i) {
                hold(row.cells[i - 1].column < row.cells[i].column, "cells by column");
            }
        }
    }
}

using Parts = std::vector<io::ZipEntry>;
const Parts xlsx_parts{{"xl/worksheets/sheet1.xml", sheet}, {"xl/sharedStrings.xml", strings}, {"xl/styles.xml", styles},
                       {"xl/workbook.xml", workbook},       {"xl/_rels/workbook.xml.rels", relations}};
const Parts ods_parts{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content}};

/// A workbook one of whose parts was edited: read as sheets, and as a table.
void read(const Parts& parts, bool ods) {
    const std::string file = io::zip_of(parts);
    goes([&] { check(ods ? io::sheets_of_ods(file, "a.ods", small()) : io::sheets_of_xlsx(file, "a.xlsx", small())); });
    goes([&] {
        const Layer layer = ods ? io::read_ods(file, "a.ods", "", small()) : io::read_xlsx(file, "a.xlsx", "", small());
        for (const LayerRow& row : layer.rows) {
            hold(row.cells.size() == layer.columns.size(), "a cell for each column");
        }
    });
}

/// The parts before any edit are a table of so many rows under id, nom, date: else what is edited leads nowhere.
bool whole() {
    const Layer first = io::read_xlsx(io::zip_of(xlsx_parts), "a.xlsx", "", small());
    const Layer second = io::read_ods(io::zip_of(ods_parts), "a.ods", "", small());
    for (const Layer& layer : {first, second}) {
        hold(layer.columns == std::vector<std::string>{"id", "nom", "date"}, "titles of the true files");
    }
    hold(first.rows.size() == 4 && second.rows.size() == 6, "rows of the true files");
    return true;
}

std::string edited(const std::string& part, std::uint8_t how, std::string_view input) {
    switch (how % 3) {
        case 0: return std::string(input);
        case 1: return bytes_edited(part, input);
        default: return xml_edited(part, input);
    }
}

void xlsx(std::string_view input) {
    static const bool holds = whole();
    hold(holds, "the true files are read");
    const std::size_t what = take_byte(input) % 8;
    const std::uint8_t how = take_byte(input);
    if (what < xlsx_parts.size()) {
        Parts parts = xlsx_parts;
        parts[what].data = edited(parts[what].data, how, input);
        read(parts, false);
    } else if (what == xlsx_parts.size()) {
        Parts parts = ods_parts;
        parts[1].data = edited(parts[1].data, how, input);
        read(parts, true);
    } else {  // the archive itself
        const bool ods = what == 7;
        const std::string file = io::zip_of(ods ? ods_parts : xlsx_parts);
        const std::string bytes = how % 3 == 0 ? std::string(input) : bytes_edited(file, input);
        goes([&] { check(ods ? io::sheets_of_ods(bytes, "a.ods", small()) : io::sheets_of_xlsx(bytes, "a.xlsx", small())); });
    }
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::xlsx)

