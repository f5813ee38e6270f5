// A layer or table as a source holds it, before anything is understood: every cell is text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/geometry.hpp"

namespace maillage {

/// An input as lineage states it.
struct SourceFile {
    std::string path;    ///< as the user named it; of a table in a database, what may be published of that
    std::string sha256;  ///< lower-case hexadecimal; of a table, of its rows as read
    std::uint64_t bytes = 0;
};

struct LayerRow {
    std::size_t number = 0;           ///< as in Place::row
    std::vector<std::string> cells;   ///< one a column; null and empty are both ""
    Shape shape;                      ///< in the layer's own CRS, x as lon and y as lat
    bool malformed = false;           ///< the source could not part it into the right number of cells
};

struct Layer {
    std::string path;                  ///< as the user named it; "a.zip:b.csv" for what an archive holds; of a table in a database, what may be published
    std::vector<std::string> files;    ///< all that were read for it: the one named, or an archive, and a shapefile's sidecars
    std::optional<SourceFile> table;   ///< of a table in a database, instead of files
    std::string name;                  ///< the layer within the file; "" where a file is one layer
    std::vector<std::string> columns;  ///< as written, trimmed, unique
    std::vector<LayerRow> rows;        ///< in the source's order, every row of it
    std::string crs;                   ///< "EPSG:2154", "OGC:CRS84" or WKT; "" where the source states none
    bool has_geometry = false;         ///< whether the source draws anything
    std::vector<Finding> findings;     ///< about its encoding, separators, malformed rows

    /// Index of the column written so, or `npos`.
    [[nodiscard]] std::size_t column(const std::string& title) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Layers that stand in no file, by the name they are asked for by ("memory:pays"): what callers of the library bring.
using LayersInMemory = std::map<std::string, std::shared_ptr<const Layer>>;
inline constexpr const char* memory_prefix = "memory:";

}  // namespace maillage
