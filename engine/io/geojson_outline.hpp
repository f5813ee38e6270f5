// What GDAL does not tell of a GeoJSON file: whether each geometry was read whole, feature ids, the "crs" members.
// GDAL 3.6 takes an unknown or null crs for WGS 84, fetches a crs of type "link", and drops what it can't read of a geometry.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace maillage::io {

/// One feature, as written.
struct GeojsonFeature {
    std::string id;             ///< top-level "id" as text; "" without
    std::string type;           ///< of its geometry; "" without
    std::size_t positions = 0;  ///< in its geometry, whatever they hold
};

struct GeojsonOutline {
    std::string bytes;                     ///< the file with every "crs" key made harmless
    std::vector<GeojsonFeature> features;  ///< in order; one for a lone Feature or geometry
    std::string crs;                       ///< "OGC:CRS84" without crs member, "" for null, "EPSG:2154", or the name as written
};

/// Reads the outline; which is not a check that the file is GeoJSON: GDAL does that. Properties are not looked into.
/// Throws InputError: the file holds no JSON object, a feature is no object, a key twice in one object of a feature, a null character, written "\u0000" or not (which GDAL would cut a text at),
/// geometries in two reference systems, a crs that is a link or unreadable.
[[nodiscard]] GeojsonOutline outline_of(std::string bytes, const std::string& path);

}  // namespace maillage::io
