// The inputs as understood, one row each, for those who come after (diff, site) and for whoever wants to check a row.
#pragma once

#include <string>

#include "model/result.hpp"

namespace maillage::formats {

/// Every territory, in or out of --region: code, source_code, nom, contour, ligne, departement, region, gardé.
[[nodiscard]] std::string input_pays_csv(const Result& result);

/// Every row of the list, in its order, with the bucket it ended in and all its own columns as src_….
[[nodiscard]] std::string input_ptce_csv(const Result& result);

/// Where people live: code, nom, departement, region, population, lon, lat, pays.
[[nodiscard]] std::string input_communes_csv(const Result& result);

}  // namespace maillage::formats
