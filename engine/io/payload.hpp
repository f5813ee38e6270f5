// What a named file brings to be read: its bytes and those of its sidecars, from the disk or out of an archive.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "io/archive.hpp"
#include "io/open.hpp"

namespace maillage::io {

struct Payload {
    std::string path;   ///< for messages: "a.shp", "a.zip:dossier/a.shp"
    std::string layer;  ///< asked for; "" for the only one
    FileKind kind = FileKind::csv;
    std::string bytes;
    bool in_memory = true;  ///< false for a file that GDAL reads from the disk by itself (GeoPackage, FlatGeobuf)
    std::vector<std::pair<std::string, std::string>> sidecars;  ///< of a shapefile: ".dbf" in lower case, and its bytes
    std::vector<std::string> files;                             ///< on the disk, all that were read
};

/// Of what the gate let through. A shapefile's sidecars are the files beside it that bear its name but for the ending, in any
/// case, and no others. Of an archive: the member named, else its only readable one (docs/formats.md says which are).
/// Throws InputError: as read_file and Archive do; several readable members or none (with their names), an archive within.
[[nodiscard]] Payload payload_of(const Opened& opened, const Limits& limits);

}  // namespace maillage::io
