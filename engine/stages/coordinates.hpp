// coordinates: from the layer's reference system to CRS84, or a refusal that names the likely one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/layer.hpp"

namespace maillage::stages {

/// `list`: points, by geometry or by columns; a longitude or latitude out of range is told where the row is read.
enum class Drawn { layer, list };

/// geo::to_lonlat by `given`, else by the layer's own system; `option` is how to give one, "" when nothing does. Rows whose
/// Shape is then `outside` are each a finding without a subject, and have no usable place. Nothing is done to a layer
/// that draws nothing. Throws InputError: no system, one unknown or without a map, a datum with no known way to WGS 84, a
/// layer of which every row lies where its system is not for.
[[nodiscard]] std::vector<Finding> to_lonlat(Layer& layer, const std::string& given, std::string_view option, Drawn drawn = Drawn::layer);

/// Gives each coordinates_outside finding the cell of its row in `column` as subject.
void name_subjects(std::vector<Finding>& findings, const Layer& layer, std::size_t column);

}  // namespace maillage::stages
