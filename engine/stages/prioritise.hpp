// prioritise: where to act first. White zones, then every pays not `couvert` in order of urgency.
#pragma once

#include <vector>

#include "model/audit.hpp"
#include "model/coverage.hpp"
#include "model/placement.hpp"
#include "model/priority.hpp"
#include "model/study.hpp"
#include "model/territory.hpp"

namespace maillage::stages {

/// Groups of the kept territories not `couvert` that have a border in common, the most populous first (unknown last), then by
/// lowest index. A border in common is one of the audit's: the same vertices, or abreast within its tolerance; a corner is none.
[[nodiscard]] std::vector<WhiteZone> white_zones(const Audit& audit, const std::vector<TerritoryCoverage>& coverage, const std::vector<bool>& kept);

/// The chance of each territory to be covered by an imprecise facility: each is in one of its candidates, or hors pays where
/// it may be, all alike, and independently of the others. `facilities` and `placements` are by row.
[[nodiscard]] std::vector<double> chances(const Study& study, const FacilityList& facilities, const std::vector<Placement>& placements, std::size_t territories);

/// Kept territories not `couvert`, ordered by score (to 9 decimals), then population, then index. `chance` is by territory.
/// Distances are taken to the metre and chances to a millionth, as they are published. A criterion unknown for a territory doesn't take part there: the others' weights make up for it.
[[nodiscard]] Priorities prioritise(const Study& study, const std::vector<Territory>& territories, const std::vector<TerritoryCoverage>& coverage,
                                    const std::vector<WhiteZone>& zones, const std::vector<double>& chance, const std::vector<bool>& kept);

}  // namespace maillage::stages
