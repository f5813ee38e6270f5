// what_if: a run, and beside it the same run with rows of the list added or left out.
#pragma once

#include "jobs/run.hpp"
#include "model/difference.hpp"

namespace maillage::jobs {

struct WhatIfRun {
    Result base;
    Result other;
    Difference difference;
    bool published = false;  ///< false: study.strict, and one of the two has duplicates
};

/// As run does, for study.what_if: `output` is the base run's folder, output/what_if the other's, with what changed, all published
/// at once. Throws as run does.
[[nodiscard]] WhatIfRun what_if(const Study& study, const RunOptions& options);

}  // namespace maillage::jobs
