// Published layers as one GeoPackage, or each as FlatGeobuf, by GDAL in memory: the bytes of the file.
#pragma once

#include <span>
#include <string>

#include "model/feature.hpp"
#include "model/study.hpp"

namespace maillage::io {

/// A layer and how QGIS draws it.
struct StyledLayer {
    PublishedLayer layer;
    std::string style;  ///< QML; "" = none
};

/// All layers in one file, in the order given, WGS 84, 6 decimals; styles stand in
/// `layer_styles` where QGIS looks for them. Lists are text parted by blanks. The same layers give the same bytes.
/// Throws LibraryError.
[[nodiscard]] std::string geopackage(std::span<const StyledLayer> layers, Language language);

/// One layer, without the features that have no drawing: the format keeps none.
[[nodiscard]] std::string flatgeobuf(const PublishedLayer& layer);

}  // namespace maillage::io
