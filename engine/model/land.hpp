// The lands France is made of. Distances don't cross seas (design, rule 7).
#pragma once

#include <string_view>

#include "model/geometry.hpp"

namespace maillage {

/// The land a place lies on: Corse, one of the overseas territories, else "continent" (métropole with its coastal islands).
/// Decided by boxes drawn around each territory; none of them meets another or the mainland.
[[nodiscard]] std::string_view land_of(Point point);

/// In the box of a French land: those of land_of, and for métropole one from Ouessant to Lauterbourg and from the Spanish border
/// to Dunkerque, which holds parts of its neighbours too.
[[nodiscard]] bool is_french(Point point);

}  // namespace maillage
