// Features as lines of PostgreSQL's COPY. Only for .cpp files of this room.
#pragma once

#include <string>

#include "model/feature.hpp"

namespace maillage::io {

/// One line a feature: `fid` (rank from 1) where `ranked`, the values, the source's cells, the drawing as EWKB in hexadecimal (EPSG:4326).
/// Text format of COPY (PostgreSQL 15, COPY, "Text Format"); null is \N; a list is an array literal; NUL becomes U+FFFD.
[[nodiscard]] std::string copy_lines(const PublishedLayer& layer, bool ranked);

}  // namespace maillage::io
