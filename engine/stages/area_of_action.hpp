// area_of_action: which territories a facility counts for, where it declares where it acts (design, rule 3).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/placement.hpp"
#include "model/study.hpp"
#include "stages/membership.hpp"

namespace maillage::stages {

/// What an area of action is written as: codes parted by blanks, commas, semicolons, slashes or bars.
struct DeclaredArea {
    std::vector<std::size_t> communes;  ///< of the gazetteer, ascending
    std::vector<std::string> unknown;   ///< what is no known code of a commune, an EPCI (SIREN) or a département
};
[[nodiscard]] DeclaredArea declared_area(const std::string& written, const Gazetteer& gazetteer);

/// With CountBy::area, fills in `covers` for each row that declares an area: the territories of which it holds study.share % of the
/// people, or of the area, at least (communes of which that is not known are left out of both sides). With CountBy::seat, a
/// finding for each row whose area reaches beyond the territory it counts for. Throws UsageError where shares of area are asked
/// for and no commune's area is known.
void count_areas(Inputs& inputs, const Study& study, const Members& members, std::vector<Placement>& placements);

}  // namespace maillage::stages
