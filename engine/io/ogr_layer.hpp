// Layers of an OGR data set: opened, chosen, read feature by feature. Only for .cpp files of this room.
#pragma once

#include <gdal.h>
#include <ogr_api.h>

#include <string>
#include <vector>

#include "io/geojson_outline.hpp"
#include "io/ogr_handles.hpp"
#include "io/open.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// What a file shows of one layer, besides what GDAL gives.
struct Source {
    std::string path;    ///< for messages
    std::string layer;   ///< for messages
    std::string memory;  ///< name of the file in memory; "" without
    FileKind kind = FileKind::geojson;
    const GeojsonOutline* outline = nullptr;
    bool all_cp1252 = false;  ///< whether GDAL's texts are raw bytes of Windows-1252
};

/// With the driver of its kind. Throws InputError with GDAL's words; any warning is one for GeoJSON.
[[nodiscard]] OwnDataset open_vector(const Source& source, const std::string& name, const std::vector<const char*>& options,
                                     OgrMessages& messages);

/// The layer called so, or the only one with features; tables that QGIS keeps its own things in aside.
/// Throws InputError that lists the layers, each with its geometry and row count.
[[nodiscard]] OGRLayerH choose_layer(GDALDatasetH dataset, const std::string& path, const std::string& name);

/// All features of `ogr`; `layer` brings path, name and crs. Throws InputError (read_ogr says when).
[[nodiscard]] Layer read_features(OGRLayerH ogr, Layer layer, const Source& source, const OgrMessages& messages,
                                  const Limits& limits);

}  // namespace maillage::io
