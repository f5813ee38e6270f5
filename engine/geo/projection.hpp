// From any CRS with an authority code (or WKT) to CRS84. The only place that decides axis order: x is easting or longitude. PROJ.
#pragma once

#include <string>

#include "model/layer.hpp"

namespace maillage::geo {

/// Is `crs` already longitude/latitude in degrees on WGS 84 (OGC:CRS84, EPSG:4326) or another datum equal to it within
/// the published decimals for France (EPSG:4171 RGF93, 4258 ETRS89)? Then coordinates are used as they are.
[[nodiscard]] bool is_lonlat(const std::string& crs);

/// Whether PROJ knows `crs`.
[[nodiscard]] bool is_known_crs(const std::string& crs);

/// Transforms every shape of `layer` in place and sets its crs to "OGC:CRS84". A coordinate PROJ can't transform becomes NaN.
/// Throws InputError for a CRS PROJ does not know.
void to_lonlat(Layer& layer);

}  // namespace maillage::geo
