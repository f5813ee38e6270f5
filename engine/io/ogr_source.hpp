// Vector layers through GDAL/OGR, with an allow-list of drivers (GeoJSON, GPKG). Every field is read as text.
#pragma once

#include <string>

#include "io/open.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// Reads one layer of `path`; `layer` may be "" when the file has only one with features (else InputError that lists them).
/// Row numbers are ranks from 1. Empty, null geometry: Shape::none. Curves are linearised; Z and M are dropped.
/// A point may hold NaN. crs: authority code where the layer has one, else WKT, else "". GeoJSON without a crs member is OGC:CRS84.
/// Cells are trimmed. GeoJSON: dates stay as written, lists and objects are JSON text, a feature's "id" is column `id` when no
/// property is; a geometry OGR can't read whole is a point of NaN, or `other` with " (?)" after its type. GeoPackage: dates as
/// OGR prints them; an integer key is a column unless called fid or ogc_fid. Booleans are true, false. Whole numbers print
/// without decimals, reals with up to 17 significant digits, shortest that reads back. Finding: encoding_cp1252.
/// Throws InputError (not a vector file, no such layer, an empty layer, a warning of GDAL's while reading), LibraryError.
[[nodiscard]] Layer read_ogr(const std::string& path, const std::string& layer, const Limits& limits = {});

/// GDAL's release, e.g. "3.6.2".
[[nodiscard]] std::string gdal_version();

}  // namespace maillage::io
