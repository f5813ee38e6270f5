// A table or view of a PostGIS database, as a layer.
#pragma once

#include <string>

#include "io/open.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// Reads the table that a connection names (model/connection), in one transaction that can't write.
/// Rows come in the order of the table's primary key, else of all their text (byte by byte), then of their geometry: the same rows, the
/// same order. Row numbers are ranks from 1. Values as PostgreSQL writes them, booleans as true and false, arrays parted by blanks. A
/// whole-number primary key called fid, ogc_fid or gid is no column; nor are geometries other than the one chosen. Curves, Z and M as
/// read_ogr does. crs by authority and code, else WKT, else "" (SRID 0). `table` states the SHA-256 of the rows as read.
/// Throws InputError: no such table (with the nearest name, or those there are), no right to read it, several geometries, several
/// SRIDs, no row; OutputError: no connection, or the server fails.
[[nodiscard]] Layer read_postgis(const std::string& named, const Limits& limits = process_limits());

}  // namespace maillage::io
