// CSV as French offices write it: RFC 4180, with `,` `;` or tab, a byte order mark, UTF-8 or Windows-1252. All cells are text.
#pragma once

#include <string>
#include <string_view>

#include "io/open.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// Reads `bytes`; `path` is for messages. The separator is the one of `,` `;` tab that parts the heading most. Title rows above the
/// heading are passed over by the rule of table_titles (finding title_rows_skipped).
/// Row numbers are line numbers (heading = 1; a quoted cell may span lines). Findings: byte_order_mark,
/// encoding_cp1252, separator_not_comma, no_break_spaces, malformed_row (too few or many cells: kept, `malformed`, cells padded or cut
/// to the heading's count), blank_row (kept, malformed, all cells ""). Cells are trimmed; "" is null.
/// Throws InputError: no heading, a column without title that has values, a title that stands twice, a NUL byte,
/// an unclosed quote (with its row), too many rows.
[[nodiscard]] Layer read_csv(std::string_view bytes, const std::string& path, const Limits& limits = {});

}  // namespace maillage::io
