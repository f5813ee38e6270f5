// KML (OGC 12-007r2) and GML looked through before GDAL reads them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace maillage::io {

struct Kml {
    std::string bytes;  ///< with each SimpleData written as Data, and without schemas
    std::size_t placemarks = 0;
    std::size_t network_links = 0;
};

/// LIBKML reads "01004" as 1004 where a schema says int, and drops the Data of a placemark that has SimpleData too: so one is
/// written as the other, which both programs take for text. Throws InputError: no KML, UTF-16, a DOCTYPE.
[[nodiscard]] Kml prepared_kml(std::string bytes, const std::string& path);

/// How many features the members of a GML collection hold. Throws InputError: no GML, a DOCTYPE.
[[nodiscard]] std::size_t gml_features(std::string_view bytes, const std::string& path);

}  // namespace maillage::io
