// The inputs as understood, one row each, for those who come after (diff, site) and for whoever wants to check a row.
#pragma once

#include <string>

#include "model/result.hpp"

namespace maillage::formats {

/// Every territory, in or out of --region: code, source_code, nom, contour, ligne, departement, region, gardé.
[[nodiscard]] std::string input_pays_csv(const Result& result);

/// Every row of the list, in its order, with the bucket it ended in and all its own columns as src_….
[[nodiscard]] std::string input_ptce_csv(const Result& result);

/// Where people live: code, nom, departement, region, population, surface_km2, lon, lat, pays. Numbers as read, to the last bit.
[[nodiscard]] std::string input_communes_csv(const Result& result);

// Below: what a later command needs to compute all of it again (io/run_folder names the columns). Every number reads back as it was.

/// The outlines facilities were located in: every territory, in or out of --region, whole where published ones are simplified.
[[nodiscard]] std::string outlines_as_read(const Result& result);

/// The list before anything was made of it but its points' lon and lat, its stages and precisions.
[[nodiscard]] std::string list_as_read(const Result& result);

/// Keys and territories, in the table's order; those outside any last.
[[nodiscard]] std::string composition_as_read(const CompositionTable& composition);

}  // namespace maillage::formats
