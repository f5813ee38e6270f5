// maillage.umap: a map that uMap's own importer takes, layers, colours and popups included.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/feature.hpp"
#include "model/result.hpp"

namespace maillage::formats {

/// White zones, pays by statut and PTCE by stage; PTCE without a place are left out, as a map has none for them. `layers` are
/// those of the run (formats/layers).
[[nodiscard]] std::string umap(const Result& result, const std::map<std::string, std::vector<Feature>>& layers);

}  // namespace maillage::formats
