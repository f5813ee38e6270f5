#include "stages/versions.hpp"

#include "geo/versions.hpp"
#include "io/ogr_source.hpp"

namespace maillage::stages {

std::vector<std::pair<std::string, std::string>> library_versions() {
    return {{"gdal", io::gdal_version()}, {"geos", geo::geos_version()}, {"proj", geo::proj_version()}};
}

}  // namespace maillage::stages
