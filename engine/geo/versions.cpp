#include "geo/versions.hpp"

#include <geos_c.h>
#include <proj.h>

#include "base/text.hpp"

namespace maillage::geo {

std::string geos_version() { return split(GEOSversion(), '-').front(); }

std::string proj_version() { return proj_info().version; }

}  // namespace maillage::geo
