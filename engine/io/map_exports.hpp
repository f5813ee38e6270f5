// What the makers of collaborative maps export, as GeoJSON: uMap's whole map (.umap) and GoGoCarto's elements (.json).
#pragma once

#include <string>

namespace maillage::io {

struct ExportedMap {
    std::string name;     ///< of the layer chosen; "" = all of them
    std::string geojson;  ///< a FeatureCollection, in the file's order
};

/// The features of every layer of a map, or of the one named `layer`; a column `calque` says which each is of, uMap's own
/// drawing options are left out. Throws InputError: no map of uMap's, no such layer (with the names there are).
[[nodiscard]] ExportedMap features_of_umap(const std::string& bytes, const std::string& path, const std::string& layer);

/// Is it a list of elements as GoGoCarto's API gives it: an object whose `data` is a list of objects that have `geo` or a name?
[[nodiscard]] bool is_gogocarto(const std::string& bytes);

/// Its elements: `geo` becomes the point, `address` the columns `adresse`, `code_postal` and `ville`; other attributes stay
/// under their names, lists of words joined by " ; ". Throws InputError.
[[nodiscard]] ExportedMap features_of_gogocarto(const std::string& bytes, const std::string& path);

}  // namespace maillage::io
