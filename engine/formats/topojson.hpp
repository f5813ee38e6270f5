// TopoJSON 1.0: each border once, in whole steps.
#pragma once

#include <string>
#include <vector>

#include "formats/geojson.hpp"
#include "model/topology.hpp"

namespace maillage::formats {

/// One GeometryCollection named like the layer; properties and `simplified_m` as in GeoJSON. `features[i]` is drawn by
/// `topology.outlines[i]`, an empty one as null; its own drawing is not looked at. Positions have 6 decimals at most
/// (geo/precision): quantising them on the coarsest grid that holds them all loses nothing. Arcs are coded as differences
/// (specification, section 2.1). Throws std::logic_error as geojson does.
[[nodiscard]] std::string topojson(const catalogue::LayerKind& layer, const std::vector<Feature>& features,
                                   const Topology& topology, const std::optional<Simplification>& simplification = {});

}  // namespace maillage::formats
