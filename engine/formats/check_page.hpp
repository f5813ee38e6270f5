// What `maillage check` shows: what was read and how it was understood, what was refused, repaired or is doubtful, and what
// to do about each row.
#pragma once

#include <cstddef>
#include <string>

#include "model/result.hpp"

namespace maillage::formats {

/// One page of text in the study's language, each line ended by "\n". Of each kind of finding at most `limit` rows are shown,
/// then how many more there are; 0 shows all.
[[nodiscard]] std::string check_page(const Result& result, std::size_t limit);

}  // namespace maillage::formats
