// The features of each published layer, in the catalogue's columns.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/geojson.hpp"
#include "model/result.hpp"

namespace maillage::formats {

/// Layer name -> features, sorted by code or id. `result` is drawn (stages/draw), and outlives the features.
[[nodiscard]] std::map<std::string, std::vector<Feature>> layer_features(const Result& result);

/// The same, each with its kind and the titles of the list's columns, in the catalogue's order. Both outlive it.
[[nodiscard]] std::vector<PublishedLayer> published_layers(const Result& result, const std::map<std::string, std::vector<Feature>>& features);

/// Values of territories in the columns of `pays` and `gaps`. `result` must outlive this.
class PaysTable {
public:
    explicit PaysTable(const Result& result);
    [[nodiscard]] std::vector<Value> pays(std::size_t territory) const;
    /// Of a territory that has a priority.
    [[nodiscard]] std::vector<Value> gap(std::size_t territory) const;

private:
    const Result& m_result;
    std::vector<std::optional<std::size_t>> m_zone_of;  ///< by territory
    std::vector<std::optional<std::size_t>> m_rank_of;  ///< in Priorities::ranking
};

/// Values of a white zone in the columns of the layer `white_zones`.
[[nodiscard]] std::vector<Value> white_zone_values(const Result& result, std::size_t zone);

inline constexpr int distance_decimals = 3;
inline constexpr int area_decimals = 3;
inline constexpr int score_decimals = 6;  ///< of scores, their parts and probabilities

/// The name of FILE, FILE:LAYER or FILE.zip:MEMBER without the folders that led to the file, or of a table without its server: what is published about a source.
[[nodiscard]] std::string file_name(const std::string& path);

}  // namespace maillage::formats
