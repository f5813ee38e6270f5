// What a run found, in the few lines a person reads first.
#pragma once

#include <string>

#include "model/result.hpp"

namespace maillage::tool {

/// Figures, ledger, findings: at most ten lines, each ended by "\n".
[[nodiscard]] std::string summary(const Result& result);

/// Each finding on a line: severity, file:row, sentence, advice.
[[nodiscard]] std::string finding_lines(const Result& result);

}  // namespace maillage::tool
