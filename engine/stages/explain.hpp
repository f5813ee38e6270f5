// explain: why a pays of a run is or is not covered.
#pragma once

#include <string>

#include "model/explanation.hpp"
#include "model/result.hpp"

namespace maillage::stages {

/// Index of the kept territory of this code, else of this name; case, accents and punctuation don't count. A part of a name will do where it means one.
/// Throws UsageError: none, with the nearest name; several, with a list.
[[nodiscard]] std::size_t territory_named(const Result& result, const std::string& asked);

/// `rows`: by facility, its row in the list as the run read it; may be empty.
[[nodiscard]] Explanation explain(const Result& result, std::size_t territory, const std::vector<std::size_t>& rows);

}  // namespace maillage::stages
