// assign: each facility to a territory, to those it may be in, or hors pays (design, rules 1 to 3).
#pragma once

#include <vector>

#include "model/placement.hpp"
#include "model/study.hpp"
#include "stages/membership.hpp"

namespace maillage::stages {

/// One placement a facility, by index. By code where the row is precise to the commune, else by point; a row that only names
/// an area (EPCI, territory, département, région) keeps the territories of that area's communes. An area that lies in one
/// territory, with nothing of it outside, places the facility there for sure; one wholly outside, hors pays.
/// Adds findings: on borders, in overlaps.
[[nodiscard]] std::vector<Placement> assign(Inputs& inputs, const Study& study, const Members& members, const geo::PointLocator& locator);

/// Fills in territories' départements and régions from where their people live (rule 6).
void settle_regions(Inputs& inputs, const Members& members);

/// Code of the région a row says it is in: by its commune where it is precise to it, else its EPCI, département, région, and
/// last the commune it names all the same. "" when it doesn't tell, or names an EPCI of several régions and nothing wider.
[[nodiscard]] std::string region_named(const Gazetteer& gazetteer, const Facility& facility);

/// Applies --region: which territories are kept; facilities that are surely elsewhere become excluded.
[[nodiscard]] std::vector<bool> scope(const Inputs& inputs, const Study& study, std::vector<Placement>& placements);

}  // namespace maillage::stages
