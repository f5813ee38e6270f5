// A workbook (XLSX) by libxlsxwriter: typed cells, the heading frozen and with filters.
#pragma once

#include <span>
#include <string>

#include "model/sheet_page.hpp"

namespace maillage::io {

/// The bytes of the file; the same pages give the same bytes. Text stays text, whatever it begins with: a cell is a formula for
/// no reader. What exceeds a sheet (1,048,576 rows, 32,767 characters a cell) throws OutputError. Throws LibraryError.
[[nodiscard]] std::string workbook(std::span<const SheetPage> pages, const std::string& title);

}  // namespace maillage::io
