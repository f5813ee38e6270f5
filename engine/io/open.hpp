// The one gate to files: only named, local, regular files, of known kinds and bounded size.
#pragma once

#include <cstdint>
#include <string>

#include "model/layer.hpp"

namespace maillage::io {

enum class FileKind { csv, geojson, ogr };

/// What the gate lets through.
struct Limits {
    std::uint64_t bytes = std::uint64_t{4} << 30U;  ///< of one file
    std::uint64_t rows = 50'000'000;
};

struct Opened {
    std::string path;    ///< as the user named it, without the layer
    std::string layer;   ///< what followed the last ':' of FILE:LAYER, when FILE alone exists
    FileKind kind = FileKind::ogr;
};

/// Checks `named` ("FILE" or "FILE:LAYER"). Refused with InputError: a missing file, a folder, FIFO, device or socket,
/// a URL, a "/vsi…" path, inline JSON, a connection string, a kind whose ending is not on the allow-list
/// (.csv .tsv .txt .geojson .json .gpkg), a file over the limits. A symbolic link to a regular file is followed.
[[nodiscard]] Opened gate(const std::string& named, const Limits& limits = {});

/// The whole file as bytes. Throws InputError, OutputError when reading fails.
[[nodiscard]] std::string read_file(const std::string& path, const Limits& limits = {});

/// SHA-256 (FIPS 180-4) of a file or of bytes, lower-case hexadecimal.
[[nodiscard]] SourceFile fingerprint(const std::string& path);
[[nodiscard]] std::string sha256(const std::string& bytes);

/// Reads any allowed layer or table, by its kind: csv_source or ogr_source.
[[nodiscard]] Layer read_layer(const std::string& named, const Limits& limits = {});

}  // namespace maillage::io
