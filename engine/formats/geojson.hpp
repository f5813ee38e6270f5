// GeoJSON (RFC 7946): 6 decimals, right-hand rule, one feature a line, so that a git diff of a layer can be read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/catalogue.hpp"
#include "model/feature.hpp"
#include "model/simplify.hpp"

namespace maillage::formats {

/// `features` in the order given. Where outlines were simplified, the collection says within how many metres, as the foreign
/// member `simplified_m`. Throws std::logic_error where a feature's values don't fit the layer's columns.
[[nodiscard]] std::string geojson(const catalogue::LayerKind& layer, const std::vector<Feature>& features,
                                  const std::optional<Simplification>& simplification = {});

/// A feature as GeoJSON, on one line.
[[nodiscard]] std::string feature_text(const catalogue::LayerKind& layer, const Feature& feature);

/// A feature's properties as JSON. Throws std::logic_error where its values don't fit the layer's columns.
[[nodiscard]] std::string properties_text(const catalogue::LayerKind& layer, const Feature& feature);

/// `,"simplified_m":300`; nothing where outlines were not simplified.
[[nodiscard]] std::string simplified_member(const std::optional<Simplification>& simplification);

/// A coordinate with 6 decimals.
[[nodiscard]] std::string decimal_degrees(double degrees);

/// A number kept to so many decimals.
[[nodiscard]] double kept(double value, int decimals);

}  // namespace maillage::formats
