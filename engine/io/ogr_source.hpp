// Vector layers through GDAL/OGR, one driver a kind (kinds.hpp). Every field is read as text.
#pragma once

#include <string>

#include "io/open.hpp"
#include "io/payload.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// Reads one layer of a payload; `layer` may be "" when the file has only one with features (else InputError that lists them,
/// with geometry type and row count). Row numbers are ranks from 1. Empty, null geometry: Shape::none. Curves are linearised; Z
/// and M are dropped. A point may hold NaN. crs: authority code where the layer has one, else WKT, else "". GeoJSON and TopoJSON
/// without a crs member are OGC:CRS84.
/// Cells are trimmed. GeoJSON: dates stay as written, lists and objects are JSON text, a feature's "id" is column `id` when no
/// property is; a geometry OGR can't read whole is a point of NaN, or `other` with " (?)" after its type. GeoPackage: dates as
/// OGR prints them; an integer key is a column unless called fid or ogc_fid. Booleans are true, false. Whole numbers print
/// without decimals, reals with up to 17 significant digits, shortest that reads back.
/// KML: names, descriptions and extended data; what LIBKML adds of its own is left out where it says nothing. GML: all text.
/// Shapefile: texts as the .cpg says, else UTF-8 if all are, else Windows-1252; a missing .shx is made again in memory.
/// GDAL is given bytes in memory, but for a GeoPackage or FlatGeobuf on the disk: it reads no other file, and writes none.
/// Findings: encoding_cp1252, index_rebuilt, network_link_not_followed, no_break_spaces.
/// Throws InputError (not a file of its kind, a .dbf missing, no such layer, an empty layer, features that GDAL does not give,
/// a warning of GDAL's while reading), LibraryError.
[[nodiscard]] Layer read_ogr(Payload payload, const Limits& limits = process_limits());

/// The same of a file on the disk. A table (CSV, workbook) is refused.
[[nodiscard]] Layer read_ogr(const std::string& path, const std::string& layer, const Limits& limits = process_limits());

/// GDAL's release, e.g. "3.6.2".
[[nodiscard]] std::string gdal_version();

}  // namespace maillage::io
