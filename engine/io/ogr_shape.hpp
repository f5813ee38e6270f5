// An OGR geometry as a Shape.
#pragma once

#include <ogr_api.h>

#include <cstddef>

#include "model/geometry.hpp"

namespace maillage::io {

/// Curves are linearised, Z and M dropped, empty parts left out; null and empty give Shape::none. A collection with polygons gives
/// them alone and counts the rest; with anything but polygons, lines and points it is `other`, whole.
[[nodiscard]] Shape shape_of(OGRGeometryH geometry);

/// How many positions it holds; a point counts one even when OGR holds it for empty.
[[nodiscard]] std::size_t positions_of(OGRGeometryH geometry);

}  // namespace maillage::io
