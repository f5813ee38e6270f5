// borders: how far facilities stand from the borders of territories, and which may be beyond one.
#pragma once

#include <vector>

#include "geo/point_locator.hpp"
#include "model/placement.hpp"
#include "model/sensitivity.hpp"
#include "model/study.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// Sets `border_m` of each facility that its own address placed, in a territory or hors pays. What is beyond a border nearer
/// than the facility's stated uncertainty is a finding, and told; the rest is left to stages/sensitivity. Throws LibraryError.
[[nodiscard]] Sensitivity borders(Inputs& inputs, const Study& study, std::vector<Placement>& placements,
                                  const geo::PointLocator& locator);

}  // namespace maillage::stages
