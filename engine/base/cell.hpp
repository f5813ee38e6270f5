// Text in a cell of a CSV that a spreadsheet program may open.
#pragma once

#include <string>
#include <string_view>

namespace maillage {

/// Text that no spreadsheet program takes for a formula: "'" before what begins with = + - @ tab or carriage return (after any
/// number of "'", so that nothing is lost) and is no number. OWASP, "CSV Injection".
[[nodiscard]] std::string neutralised(std::string_view text);

/// What `neutralised` was given.
[[nodiscard]] std::string_view as_written(std::string_view text);

}  // namespace maillage
