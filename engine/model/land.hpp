// Distances don't cross seas (design, rule 7).
#pragma once

#include <string_view>

#include "model/geometry.hpp"

namespace maillage {

/// The land a place lies on: Corse, one of the overseas territories, else "continent" (métropole with its coastal islands).
/// Decided by boxes drawn around each territory; none of them meets another or the mainland.
[[nodiscard]] std::string_view land_of(Point point);

}  // namespace maillage
