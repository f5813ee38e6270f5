// The features of each published layer, in the catalogue's columns.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "formats/geojson.hpp"
#include "model/result.hpp"

namespace maillage::formats {

/// Layer name -> features, sorted by code or id. `result` is drawn (stages/draw), and outlives the features.
[[nodiscard]] std::map<std::string, std::vector<Feature>> layer_features(const Result& result);

/// Values of one territory in the columns of the layer `pays`.
[[nodiscard]] std::vector<Value> pays_values(const Result& result, std::size_t territory);

/// Indexes of the kept territories that are not `couvert`, by code.
[[nodiscard]] std::vector<std::size_t> gaps(const Result& result);

/// The file's own name, without the folders that led to it: what is published about a source.
[[nodiscard]] std::string file_name(const std::string& path);

}  // namespace maillage::formats
