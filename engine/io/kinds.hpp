// The kinds of files that are read: one table of endings, for the gate, its messages and docs/formats.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace maillage::io {

enum class FileKind { csv, xlsx, ods, geojson, geojson_sequence, topojson, shapefile, geopackage, flatgeobuf, kml, gml, umap, zip };

/// A row of the allow-list.
struct Kind {
    std::string_view ending;  ///< lower case, with its dot
    FileKind kind;
    std::string_view name;  ///< as people call it
    const char* driver;     ///< of GDAL; null where no driver opens the file as it is
};

[[nodiscard]] std::span<const Kind> kinds();
[[nodiscard]] const Kind& kind_row(FileKind kind);

/// By the ending of a path's last part, in any case; nothing when it is not on the allow-list.
[[nodiscard]] std::optional<FileKind> kind_of(std::string_view path);

/// ".csv .tsv …", in the table's order.
[[nodiscard]] std::string all_endings();

/// What to do with a file whose ending is not on the list: "decompress it", "save as", "export".
[[nodiscard]] Said remedy_for(std::string_view path);

/// ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);
/// What follows the last '/'.
[[nodiscard]] std::string_view base_name(std::string_view path);
/// ".shp" of "a/B.SHP", in lower case; "" without a dot.
[[nodiscard]] std::string ending_of(std::string_view path);

}  // namespace maillage::io
