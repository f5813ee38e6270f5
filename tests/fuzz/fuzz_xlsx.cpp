// Workbooks: any part of one may be anything. The first byte says which part the rest stands for, or that it is the whole file.
#include <array>

#include "fuzz.hpp"
#include "io/sheet_source.hpp"
#include "support/zip.hpp"

namespace maillage::fuzz {
namespace {

const char* const sheet = R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>1.5</v></c><c r="B2" s="1"><v>45000</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells></worksheet>)";
const char* const strings = R"(<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>id</t></si><si><r><t>no</t></r><r><t>m</t></r></si></sst>)";
const char* const styles = R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)";
const char* const workbook = R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>)";
const char* const relations = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="sharedStrings.xml"/></Relationships>)";

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

void xlsx(std::string_view input) {
    const std::uint8_t part = take_byte(input) % 8;
    const std::string bytes(input);
    if (part == 6) {
        std::string file = io::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", bytes}});
        goes([&] { check(io::sheets_of_ods(std::move(file), "a.ods", small())); });
        return;
    }
    if (part == 7) {
        goes([&] { check(io::sheets_of_xlsx(bytes, "a.xlsx", small())); });
        return;
    }
    std::vector<io::ZipEntry> entries{{"xl/worksheets/sheet1.xml", sheet}, {"xl/sharedStrings.xml", strings}, {"xl/styles.xml", styles},
                                      {"xl/workbook.xml", workbook},       {"xl/_rels/workbook.xml.rels", relations}};
    if (part < entries.size()) {
        entries[part].data = bytes;
    }
    std::string file = io::zip_of(entries);
    goes([&] { check(io::sheets_of_xlsx(file, "a.xlsx", small())); });
    goes([&] {
        const Layer layer = io::read_xlsx(std::move(file), "a.xlsx", "", small());
        for (const LayerRow& row : layer.rows) {
            hold(row.cells.size() == layer.columns.size(), "a cell for each column");
        }
    });
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::xlsx)

