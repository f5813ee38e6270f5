// CSV (RFC 4180) written: UTF-8, comma, "\n", quotes only where needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/geojson.hpp"

namespace maillage::formats {

/// A cell's text: null is "", lists are parted by blanks.
[[nodiscard]] std::string cell(const Value& value);

/// One line, ended by "\n". What a spreadsheet program would take for a formula is neutralised (base/cell).
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

/// The same for Excel in French: a byte order mark before the first, semicolons, a decimal comma.
[[nodiscard]] std::string excel_line(const std::vector<Value>& values);
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The cells of the first line of either.
[[nodiscard]] std::vector<std::string> csv_titles(std::string_view text);

}  // namespace maillage::formats
