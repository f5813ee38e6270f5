// look_up: names and postal codes of the list become codes, where they tell of one place (after validate, before assign).
#pragma once

#include "stages/read.hpp"

namespace maillage::stages {

/// For each row that is not settled:
/// - exact (adresse, commune) without a known commune code: its commune's name and postal code, with the row's département, région and EPCI
///   as context, give `commune`, or `maybe_communes` where they tell of several;
/// - less precise and without a known EPCI: the territory it names gives `named_territory`, else `epci`;
/// - columns that contradict each other are findings; the code decides, then the name.
/// Territories' départements and régions are settled before (settle_regions). What no place bears is a finding, with the most like it
/// as a proposal. Each step is recorded in the row.
void look_up(Inputs& inputs);

}  // namespace maillage::stages
