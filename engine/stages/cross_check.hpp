// cross_check: two ways to tell where something is should agree. Each contradiction is a finding, drawn as a line; it changes nothing.
#pragma once

#include <vector>

#include "geo/point_locator.hpp"
#include "model/placement.hpp"
#include "model/study.hpp"
#include "stages/membership.hpp"

namespace maillage::stages {

/// Facilities that have a code (commune, else EPCI) and a point of their own: do both lead to the same territories, and is the
/// point where the commune can be? Not with `points_only`. Then each territory's outline against the communes that the
/// composition lists for it. An approximate outline contradicts nothing.
void cross_check(Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                 const geo::PointLocator& locator);

// its parts
void cross_check_facilities(Inputs& inputs, const Study& study, const Members& members,
                            const std::vector<Placement>& placements, const geo::PointLocator& locator);
void cross_check_outlines(Inputs& inputs, const Members& members, const geo::PointLocator& locator);

}  // namespace maillage::stages
