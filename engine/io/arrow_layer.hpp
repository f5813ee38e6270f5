// A layer from an Arrow stream and into one (GeoDataFrames, DuckDB, Polars): the in-memory counterpart of io/open.
#pragma once

#include <string>

#include "model/layer.hpp"

struct ArrowArrayStream;

namespace maillage::io {

/// Columns of text, integers, floats and booleans, and at most one of geometry (GeoArrow's geoarrow.wkb, with its CRS); null is "".
/// `stream` is taken and released; `name` is the layer's path. Throws InputError: an empty stream, another type of column, two columns of one name or
/// two of geometry, a geometry that is none (with its row).
[[nodiscard]] Layer read_arrow(ArrowArrayStream& stream, const std::string& name);

/// The layer's cells as text and, where it draws points or polygons, a last column `geometry` (geoarrow.wkb, with its CRS); null where a row
/// draws nothing or something else. `stream` is overwritten.
void write_arrow(const Layer& layer, ArrowArrayStream& stream);

}  // namespace maillage::io
