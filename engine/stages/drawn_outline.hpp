// From what a row draws to an outline, with a finding for all that a polygon can't hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/finding.hpp"
#include "model/layer.hpp"

namespace maillage::stages {

/// What stands with a row's findings.
struct RowPlace {
    const std::string& path;
    std::size_t row = 0;
    std::string code;
};

/// The polygons of `shape`, or the area its lines enclose; nothing, and territory_without_polygon, when there is neither. Ends of
/// a line that are within `closing_m` of each other are joined.
[[nodiscard]] std::optional<MultiPolygon> drawn_outline(Shape& shape, const RowPlace& place, std::vector<Finding>& findings);

/// How many rows had heights or measures: a finding for the layer.
void note_heights(const Layer& layer, std::vector<Finding>& findings);

/// Throws InputError for a layer none of whose rows is left: `what`, then the first of its findings that cost a row, at that row.
[[noreturn]] void refuse_layer(Place layer, const Said& what, const std::vector<Finding>& findings);

/// A gap that is rounding, not a missing piece of border.
inline constexpr double closing_m = 1;

}  // namespace maillage::stages
