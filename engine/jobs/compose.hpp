// compose: outlines of territories from what they are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/layer.hpp"
#include "model/simplify.hpp"

namespace maillage::jobs {

/// Either `outlines` (polygons of communes, merged by territory) or `points` with `within` (each frame divided among its own
/// points by nearest point: an approximation, every feature then says `contour: approche`).
struct ComposeOptions {
    std::string outlines;
    std::string points;
    LayersInMemory in_memory{};        ///< any input may name one of these
    std::string crs;                 ///< of `outlines` or `points`; "" = the one the layer states
    std::string within;
    std::string within_key;          ///< column of `points` that names a point's frame; "" = "departement" where there is one, else by location
    std::string composition;         ///< table; "" = the outlines or points themselves
    std::vector<std::string> where;  ///< "COLUMN=VALUE": only the table's rows where all are so
    std::string key;                 ///< its column of commune codes, or of SIRENs of EPCI; "" = CODGEO, or the layer's own code
    std::string by;                  ///< its column of territory codes
    std::string by_name;             ///< its column of territory names; "" = none
    std::string names;               ///< table of code and name; "" = the code stands for the name
    std::string gazetteer;           ///< folder; "" = france/ of `assets`; read only where an EPCI's communes are not told by the layer
    std::string assets;
    std::string output;              ///< .geojson or .topojson; "" = only Composed::layer
    std::optional<Simplify> simplify;
    bool overwrite = false;
};

struct Composed {
    std::size_t territories = 0;
    std::vector<Finding> findings;
    std::string layer;  ///< its text, where it was not written to a file: GeoJSON
    std::optional<Simplification> simplification;  ///< where it was asked for
};

/// Makes one layer, GeoJSON or TopoJSON by its ending: code, nom, contour (a simplified outline is `approche`); sorted by code. Throws UsageError, InputError, OutputError, LibraryError.
[[nodiscard]] Composed compose(const ComposeOptions& options);

}  // namespace maillage::jobs
