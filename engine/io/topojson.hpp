// TopoJSON (format specification 1.0) as GeoJSON. GDAL 3.6 drops objects without geometry and arcs that aren't there.
#pragma once

#include <string>

namespace maillage::io {

/// Whether the text is a JSON object whose "type" is "Topology".
[[nodiscard]] bool is_topology(const std::string& bytes);

/// The object called `name`, or the only one, as a FeatureCollection: each geometry of a collection is a feature with its id
/// and properties; quantised coordinates are decoded, arcs joined. `name` becomes the object's.
/// Throws InputError: no topology, no such object, several (with their names and counts), an arc or position that is not there.
struct TopologyLayer {
    std::string name;
    std::string geojson;
};
[[nodiscard]] TopologyLayer layer_of_topology(const std::string& bytes, const std::string& path, const std::string& name);

}  // namespace maillage::io
