// Workbooks: Office Open XML (.xlsx, ECMA-376) and OpenDocument (.ods, OASIS ODF 1.3). Read here rather than through GDAL,
// whose drivers tell neither merged cells, nor hidden sheets, nor numbers from text, and work formulas out.
#pragma once

#include <string>
#include <vector>

#include "io/open.hpp"
#include "io/sheet.hpp"

namespace maillage::io {

/// All worksheets of a workbook, as stored: formulas give their stored value and are never worked out; dates are ISO 8601;
/// booleans are true, false; no other file is ever looked at. `path` is for messages.
/// Throws InputError: no workbook of that kind, protected by a password, damaged, over `limits`.
[[nodiscard]] std::vector<Sheet> sheets_of_xlsx(std::string bytes, const std::string& path, const Limits& limits);
[[nodiscard]] std::vector<Sheet> sheets_of_ods(std::string bytes, const std::string& path, const Limits& limits);

/// The table of the sheet called `sheet`, or of the only one that has cells (see chosen_sheet, table_of).
[[nodiscard]] Layer read_xlsx(std::string bytes, const std::string& path, const std::string& sheet, const Limits& limits = process_limits());
[[nodiscard]] Layer read_ods(std::string bytes, const std::string& path, const std::string& sheet, const Limits& limits = process_limits());

}  // namespace maillage::io
