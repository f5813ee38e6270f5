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

// what a facility counts for
/// Is it on the list, wherever it is: neither rejected nor set aside?
[[nodiscard]] bool is_listed(const Placement& placement);
/// Is it known which territories it counts for?
[[nodiscard]] bool is_sure(const Placement& placement);
/// The territories a facility that is sure counts for: those its area covers, else its own.
[[nodiscard]] std::vector<std::size_t> counted_in(const Placement& placement);

// its parts
/// Which facilities are in which territories, and how; by facility.
[[nodiscard]] std::vector<Presence> presences(const Inputs& inputs, const Study& study, const std::vector<Placement>& placements);
/// First that applies (rule 3), by territory; no measure yet but the counts of facilities and their statut.
[[nodiscard]] std::vector<TerritoryCoverage> statuts(const std::vector<Presence>& presences, std::size_t territories);
/// Population of each territory by rule 5, from one source for the whole run; adds population_incomplete.
[[nodiscard]] std::vector<std::optional<std::int64_t>> populations(Inputs& inputs, const Members& members);
/// Is the layer's own field where population comes from in this run? Then nothing tells who lives hors pays.
[[nodiscard]] bool population_by_field(const Inputs& inputs, const Members& members);
/// Where people of `region` ("" = all) live: in pays `couvert`, in others, in none. By the layer's own field: sums over the
/// territories `chosen`, and null for the rest.
[[nodiscard]] PopulationFigures population_figures(const Inputs& inputs, const Members& members, const std::vector<TerritoryCoverage>& coverage,
                                                   const std::string& region, const std::vector<bool>& chosen);
/// Fills centre and centre_kind, then nearest.
void measure_distances(const Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                       std::vector<TerritoryCoverage>& coverage);

}  // namespace maillage::stages
