// Releases of the geometry libraries, for lineage.
#pragma once

#include <string>

namespace maillage::geo {

[[nodiscard]] std::string geos_version();  ///< "3.11.1"
[[nodiscard]] std::string proj_version();  ///< "9.1.1"

}  // namespace maillage::geo
