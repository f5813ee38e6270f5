// The layers among the point sinks: FlatGeobuf and GeoPackage.
#pragma once

#include <memory>
#include <string>

#include "io/point_sink.hpp"

namespace maillage::io {

/// As point_sink, for .fgb and .gpkg. FlatGeobuf without a spatial index: with one it would not be in the source's order.
[[nodiscard]] std::unique_ptr<PointSink> ogr_point_sink(const std::string& target, bool overwrite, const PointSource& source,
                                                        const std::string& crs, const AddedColumns& added);

}  // namespace maillage::io
