// CSV as French offices write it: RFC 4180, with `,` `;` or tab, a byte order mark, UTF-8 or Windows-1252. All cells are text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "io/open.hpp"
#include "io/table_titles.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// Reads `bytes`; `path` is for messages. The separator is the one of `,` `;` tab that parts the heading most. Title rows above the
/// heading are passed over by the rule of table_titles (finding title_rows_skipped).
/// Row numbers are line numbers (heading = 1; a quoted cell may span lines). Findings: byte_order_mark,
/// encoding_cp1252, separator_not_comma, no_break_spaces, malformed_row (too few or many cells: kept, `malformed`, cells padded or cut
/// to the heading's count), blank_row (kept, malformed, all cells ""). Cells are trimmed; "" is null. A cell that is not UTF-8 is Windows-1252.
/// Throws InputError: no heading, a column without title that has values, a title that stands twice, a NUL byte,
/// an unclosed quote (with its row), too many rows.
[[nodiscard]] Layer read_csv(std::string_view bytes, const std::string& path, const Limits& limits = process_limits());

/// What stands above the rows of a CSV, and how it is written.
struct CsvHeading {
    std::vector<std::string> titles;  ///< trimmed; "" for a column without
    char separator = ',';
    std::size_t begin = 0;            ///< its first byte; before it stand title rows
    std::size_t end = 0;              ///< the first byte of the first row
    std::size_t next_line = 1;        ///< the first row's number
    Trimmer trimmer;                  ///< what the titles had trimmed
    std::vector<Finding> findings;    ///< title_rows_skipped, separator_not_comma
};

/// Whether `bytes`, the beginning of a file, tell csv_heading all that more of it could: its first 40 records, by whatever separator.
[[nodiscard]] bool holds_heading(std::string_view bytes);

/// `bytes` begin the file, less its byte order mark, and hold its heading or all of it. Throws as read_csv does.
[[nodiscard]] CsvHeading csv_heading(std::string_view bytes, const std::string& path);

/// Cells of one record, trimmed, as read_csv parts them; its quotes are closed.
[[nodiscard]] std::vector<std::string> csv_cells(std::string_view record, char separator);

/// A record in UTF-8, else as it is written: each cell that is not is Windows-1252.
[[nodiscard]] std::string utf8_record(std::string_view record, char separator);

/// Throws InputError for UTF-16 and NUL bytes; `first_line` is the number of the line `bytes` begin at.
void refuse_what_is_no_text(std::string_view bytes, const std::string& path, std::size_t first_line = 1);

}  // namespace maillage::io
