// Counts of located points as JSON and CSV.
#pragma once

#include <string>

#include "model/location.hpp"

namespace maillage::formats {

/// Coordinates shortest that read back: what is read again (io/location_counts) and written is the same bytes.
[[nodiscard]] std::string counts_json(const LocationCounts& counts);

/// A line for each territory, then one for the rows outside and one for the rejected: the points sum to the rows read.
[[nodiscard]] std::string counts_csv(const LocationCounts& counts);

}  // namespace maillage::formats
