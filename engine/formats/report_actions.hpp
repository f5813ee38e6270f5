// The parts of report.json about where to act and how fast things move. Private to formats.
#pragma once

#include <nlohmann/json.hpp>

#include "formats/geojson.hpp"
#include "model/result.hpp"

namespace maillage::formats {

using Json = nlohmann::ordered_json;

/// Values of a layer's columns as an object.
[[nodiscard]] Json columns_json(const std::vector<catalogue::Column>& columns, const std::vector<Value>& values);

[[nodiscard]] Json white_zones_json(const Result& result);
[[nodiscard]] Json priorities_json(const Result& result);
[[nodiscard]] Json pace_json(const Pace& pace);
[[nodiscard]] Json concentration_json(const Result& result);

}  // namespace maillage::formats
