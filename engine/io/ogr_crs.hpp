// The reference system of an OGR layer as text.
#pragma once

#include <ogr_srs_api.h>

#include <string>

namespace maillage::io {

/// "EPSG:2154" where the system has an authority or PROJ is sure of one, else WKT 2; "" for none and for "undefined" ones.
[[nodiscard]] std::string crs_text(OGRSpatialReferenceH srs);

}  // namespace maillage::io
