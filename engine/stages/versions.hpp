// What the engine is built on.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace maillage::stages {

/// Name and release of each library that figures depend on: gdal, geos, proj.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace maillage::stages
