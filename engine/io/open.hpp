// The one gate to files: only named, local, regular files, of known kinds and bounded size.
#pragma once

#include <cstdint>
#include <string>

#include "io/kinds.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// What the gate lets through.
struct Limits {
    std::uint64_t bytes = std::uint64_t{4} << 30U;  ///< of one file
    std::uint64_t rows = 50'000'000;
    std::uint64_t cells = 20'000'000;  ///< of one sheet of a workbook
    // of an archive; a workbook (.xlsx, .ods) is one
    std::uint64_t entries = 1000;
    std::uint64_t unpacked = std::uint64_t{4} << 30U;      ///< bytes, all entries together
    std::uint64_t ratio = 200;                             ///< unpacked to packed bytes of an entry,
    std::uint64_t ratio_floor = std::uint64_t{16} << 20U;  ///< of those with more unpacked bytes than this
};

struct Opened {
    std::string path;   ///< as the user named it, without the layer
    std::string layer;  ///< what followed the ':' of FILE:LAYER; for an archive MEMBER or MEMBER:LAYER
    FileKind kind = FileKind::geopackage;
};

/// Checks `named` ("FILE" or "FILE:LAYER", parted at the last ':' before which a file stands). Refused with InputError: a
/// missing file, a folder, FIFO, device or socket, a URL, a "/vsi…" path, inline JSON, a connection string, a kind whose ending
/// is not on the allow-list (kinds.hpp), a file over the limits. A symbolic link to a regular file is followed.
[[nodiscard]] Opened gate(const std::string& named, const Limits& limits = {});

/// The whole file as bytes. Throws InputError, OutputError when reading fails.
[[nodiscard]] std::string read_file(const std::string& path, const Limits& limits = {});

/// Whether something stands at `path` that is not empty.
[[nodiscard]] bool has_content(const std::string& path);

/// SHA-256 (FIPS 180-4) of a file or of bytes, lower-case hexadecimal.
[[nodiscard]] SourceFile fingerprint(const std::string& path);
[[nodiscard]] std::string sha256(const std::string& bytes);
/// Of a layer in memory: of its columns, cells and shapes, and how many bytes those are.
[[nodiscard]] SourceFile fingerprint(const Layer& layer);

/// Reads any allowed layer or table, by its kind: csv_source, sheet_source, geojson_source, else ogr_source; out of an archive
/// where it is in one.
[[nodiscard]] Layer read_layer(const std::string& named, const Limits& limits = {});
/// The layer of `in_memory` called so, else read_layer.
[[nodiscard]] Layer read_layer(const std::string& named, const LayersInMemory& in_memory);

}  // namespace maillage::io
