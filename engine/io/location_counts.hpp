// Counts of located points, read again.
#pragma once

#include <string>

#include "model/location.hpp"

namespace maillage::io {

/// A file that formats/location_counts wrote as JSON. Throws InputError: another file, a sum that does not hold.
[[nodiscard]] LocationCounts read_counts(const std::string& path);
/// The same of its text; `name` is what messages call it.
[[nodiscard]] LocationCounts read_counts(const std::string& text, const std::string& name);

}  // namespace maillage::io
