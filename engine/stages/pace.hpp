// pace: PTCE and covered pays by year, and when the targets would be met at that pace.
#pragma once

#include <optional>
#include <vector>

#include "model/coverage.hpp"
#include "model/facility.hpp"
#include "model/pace.hpp"
#include "model/placement.hpp"
#include "model/study.hpp"

namespace maillage::stages {

/// Nothing where the study has no year of reference. `kept` is by territory. The list is of today: what has closed since is in no year.
/// Throws UsageError where the horizon is not after the year of reference.
[[nodiscard]] std::optional<Pace> pace(const Study& study, const FacilityList& facilities, const std::vector<Placement>& placements, const Coverage& coverage,
                                       const std::vector<bool>& kept);

}  // namespace maillage::stages
