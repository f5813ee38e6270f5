// The one gate: only named, local, regular files, of known kinds and bounded size; and tables of a database, where the user names one.
#pragma once

#include <cstdint>
#include <string>

#include "io/kinds.hpp"
#include "io/limits.hpp"
#include "model/layer.hpp"

namespace maillage::io {

struct Opened {
    std::string path;   ///< as the user named it, without the layer
    std::string layer;  ///< what followed the ':' of FILE:LAYER; for an archive MEMBER or MEMBER:LAYER
    FileKind kind = FileKind::geopackage;
};

/// Checks `named` ("FILE" or "FILE:LAYER", parted at the last ':' before which a file stands). Refused with InputError: a
/// missing file, a folder, FIFO, device or socket, a URL, a "/vsi…" path, inline JSON, a connection string, a kind whose ending
/// is not on the allow-list (kinds.hpp), a file over the limits. A symbolic link to a regular file is followed.
[[nodiscard]] Opened gate(const std::string& named, const Limits& limits = process_limits());

/// The whole file as bytes. Throws InputError, OutputError when reading fails.
[[nodiscard]] std::string read_file(const std::string& path, const Limits& limits = process_limits());

/// Whether something stands at `path` that is not empty.
[[nodiscard]] bool has_content(const std::string& path);

/// SHA-256 (FIPS 180-4) of a file or of bytes, lower-case hexadecimal.
[[nodiscard]] SourceFile fingerprint(const std::string& path);
[[nodiscard]] std::string sha256(const std::string& bytes);
/// Of a layer in memory: of its columns, cells and shapes, and how many bytes those are.
[[nodiscard]] SourceFile fingerprint(const Layer& layer);

/// What the user named in the study or on the command line: a layer of `in_memory`, a file as read_layer does, or a table of a PostGIS
/// (PG:…, io/postgis_source). Never for a name found in data.
[[nodiscard]] Layer read_named(const std::string& named, const LayersInMemory& in_memory = {}, const Limits& limits = process_limits());

/// Reads any allowed layer or table, by its kind: csv_source, sheet_source, geojson_source, else ogr_source; out of an archive
/// where it is in one.
[[nodiscard]] Layer read_layer(const std::string& named, const Limits& limits = process_limits());

}  // namespace maillage::io
