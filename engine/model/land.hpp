// The lands France is made of. Distances don't cross seas (design, rule 7).
#pragma once

#include <string_view>

#include "model/geometry.hpp"

namespace maillage {

/// The land a place lies on: Corse, one of the overseas territories, else "continent" (métropole with its coastal islands).
/// Decided by boxes drawn around each territory; none of them meets another or the mainland.
[[nodiscard]] std::string_view land_of(Point point);

/// In the box of an overseas land or of Corse (those of land_of), or in a convex ten-sided figure about the rest of métropole,
/// which holds parts of its neighbours and of the sea too. False for NaN.
[[nodiscard]] bool is_french(Point point);

}  // namespace maillage
