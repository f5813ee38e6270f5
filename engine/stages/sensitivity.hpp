// sensitivity: whose cover hangs on points that may be beyond a border.
#pragma once

#include <optional>
#include <vector>

#include "model/coverage.hpp"
#include "model/placement.hpp"
#include "model/sensitivity.hpp"
#include "model/study.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// Adds `stated` and the flips to what stages/borders told: territories `kept` that may lose or gain their cover. Facilities that
/// count by their area of action change nothing. Those near a border between territories that are not `kept` are left out.
/// Nothing when neither the study nor any row states by how much a point may be off.
[[nodiscard]] std::optional<Sensitivity> sensitivity(Sensitivity told, const Inputs& inputs, const Study& study,
                                                     const std::vector<Placement>& placements,
                                                     const std::vector<TerritoryCoverage>& coverage, const std::vector<bool>& kept);

}  // namespace maillage::stages
