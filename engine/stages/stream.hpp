// stream: where a stream of points has its coordinates, and in which system.
#pragma once

#include <string>
#include <vector>

#include "io/point_source.hpp"
#include "model/finding.hpp"

namespace maillage::stages {

/// Names the columns of longitude and latitude to `source`: those given, else the recognised ones (as for the list of a run). Throws
/// InputError: a column that is not there; neither points nor columns.
void choose_columns(io::PointSource& source, const std::string& lon, const std::string& lat);

struct StreamSystem {
    std::string crs;
    std::vector<Finding> findings;  ///< coordinates_crs_given, coordinates_datum_assumed, coordinates_height_ignored
};

/// The system given, else the one stated; CRS84 for columns. Its first thousand points stand for the stream: throws InputError where
/// to_lonlat does for a list of them, and where their axes are swapped. `first` is a parted batch; null for an empty stream, which is refused.
[[nodiscard]] StreamSystem system_of(const io::PointSource& source, const io::PointBatch* first, const std::string& given);

}  // namespace maillage::stages
