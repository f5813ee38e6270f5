// measure: what each pays, each région and the whole have and lack (design, rules 3 and 5 to 7).
#pragma once

#include <vector>

#include "model/coverage.hpp"
#include "model/placement.hpp"
#include "model/study.hpp"
#include "stages/membership.hpp"

namespace maillage::stages {

/// `kept`: by territory, within --region. Throws LibraryError.
[[nodiscard]] Coverage measure(Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                               const std::vector<bool>& kept);

// its parts
/// Does a facility of this stage count?
[[nodiscard]] bool counts(const Study& study, const Facility& facility);
/// Population of each territory by rule 5, from one source for the whole run; adds population_incomplete.
[[nodiscard]] std::vector<std::optional<std::int64_t>> populations(Inputs& inputs, const Members& members);
/// Where people of `region` ("" = all) live: in pays `couvert`, in others, in none.
[[nodiscard]] PopulationFigures population_figures(const Inputs& inputs, const Members& members, const std::vector<TerritoryCoverage>& coverage,
                                                   const std::string& region);
/// Fills centre and centre_kind, then nearest.
void measure_distances(const Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                       std::vector<TerritoryCoverage>& coverage);

}  // namespace maillage::stages
