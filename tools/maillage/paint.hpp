// Colour for a person at a terminal.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace maillage::tool {

/// Is `stream` a terminal that shows colour? Not under NO_COLOR (no-color.org), nor where TERM is "dumb".
[[nodiscard]] bool has_colour(std::FILE* stream);

/// For standard error: red and bold there, else as it is.
[[nodiscard]] std::string alarming(std::string_view text);

/// A page for standard output: its headings, the lines that don't begin with a blank and are followed by one that does, are bold there.
[[nodiscard]] std::string page(std::string_view text);

}  // namespace maillage::tool
