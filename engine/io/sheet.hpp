// A spreadsheet's sheet as cells, and how it becomes a table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/open.hpp"
#include "model/layer.hpp"

namespace maillage::io {

struct SheetCell {
    std::size_t column = 0;  ///< from 0
    std::string text;
    bool number = false;
};

struct SheetRow {
    std::size_t number = 0;        ///< from 1, as the sheet shows it
    std::vector<SheetCell> cells;  ///< those that hold something, by column
};

/// Cells merged into one; rows from 1, columns from 0, ends included.
struct MergedArea {
    std::size_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<SheetRow> rows;  ///< those with a cell, by number
    std::vector<MergedArea> merged;
    std::size_t formulas_without_value = 0;
};

/// The sheet called `name`, else the only one shown that has cells. Throws InputError: no such sheet, none has cells, several
/// have (with their names and row counts).
[[nodiscard]] Sheet chosen_sheet(std::vector<Sheet> sheets, const std::string& path, const std::string& name);

/// The table of a sheet. The heading is found by heading_rank; row numbers are the sheet's; a blank row between others is kept,
/// malformed, with a finding. Findings: title_rows_skipped, merged_cells (those that reach the heading or below),
/// codes_as_numbers (numbers of fewer than 5 digits in a column recognised as one of codes), formula_without_value,
/// no_break_spaces, blank_row. Throws InputError: an empty sheet, a heading without rows, more than 1000 blank rows on end,
/// and as read_csv about titles.
[[nodiscard]] Layer table_of(const Sheet& sheet, const std::string& path, const Limits& limits);

/// Text of a number cell: whole numbers without decimals ("1004.0" and "1.004E3" are 1004), others shortest that reads back.
/// What is no number stays as it is.
[[nodiscard]] std::string number_text(std::string_view written);

/// ISO 8601 text of a spreadsheet's day number: "2024-03-01", "2024-03-01T12:30:00", or "12:30:00" for a part of a day alone;
/// nothing outside the years 1900 to 9999. `from_1904` is the other of the two calendars in use (ECMA-376, 18.17.4.1).
[[nodiscard]] std::optional<std::string> iso_date(double days, bool from_1904);

}  // namespace maillage::io
