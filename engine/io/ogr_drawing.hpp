// A published layer's drawings as OGR geometries, and the names its columns have in a database. Only for .cpp files of this room.
#pragma once

#include <ogr_api.h>

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "model/feature.hpp"

namespace maillage::io {

struct DestroyGeometry {
    void operator()(OGRGeometryH geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using OwnGeometry = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, DestroyGeometry>;

/// Polygons are multipolygons; wkbUnknown where features of several types may stand.
[[nodiscard]] OGRwkbGeometryType geometry_type(const catalogue::LayerKind& kind);

/// With the 6 decimals of the GeoJSON layers; null where nothing is drawn.
[[nodiscard]] OwnGeometry drawn_geometry(const Drawing& drawing);

/// The kind's columns, then the source's: each is unlike "fid", "geom" and those before it, whatever its case (SQLite tells none apart);
/// else "_2", "_3"… is added. At most `bytes` long.
[[nodiscard]] std::vector<std::string> column_names(const PublishedLayer& layer, std::size_t bytes = std::string::npos);

}  // namespace maillage::io
