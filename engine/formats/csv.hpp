// CSV (RFC 4180) written: UTF-8, comma, "\n", quotes only where needed.
#pragma once

#include <string>
#include <vector>

#include "formats/geojson.hpp"

namespace maillage::formats {

/// A cell's text: null is "", lists are parted by blanks.
[[nodiscard]] std::string cell(const Value& value);

/// One line, ended by "\n".
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

}  // namespace maillage::formats
