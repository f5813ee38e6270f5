// What a run found, in the few lines a person reads first, and whether it meets the thresholds asked for.
#pragma once

#include <string>

#include "model/result.hpp"

namespace maillage::tool {

/// Figures, ledger, findings: at most ten lines, each ended by "\n". `written`: there is a report.md to point to.
[[nodiscard]] std::string summary(const Result& result, bool written);

/// Each finding on a line: severity, file:row, sentence, advice.
[[nodiscard]] std::string finding_lines(const Result& result);

/// The exit status: done, or a threshold of the study that is not met, which is said on stderr.
[[nodiscard]] int verdict(const Result& result);

}  // namespace maillage::tool
