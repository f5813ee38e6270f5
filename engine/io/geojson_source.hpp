// Plain GeoJSON, straight into a Layer by simdjson: the file that nearly every publisher makes, read as read_ogr would, but faster.
#pragma once

#include <optional>
#include <string>

#include "io/open.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// The layer that read_ogr would give of `bytes`, to the last cell, finding and coordinate; or nothing, before any row is given,
/// when something is unusual: read_ogr then reads it, or says what is wrong. So every error is read_ogr's. `path` is for messages.
/// Plain is strict JSON (RFC 8259) in UTF-8 without byte order mark: a FeatureCollection that begins with its type, of one crs
/// named at its root or none; features with properties, the first of which names every column, in one order, each of one kind of
/// value (texts, booleans, or numbers; null anywhere) and never an object or list; geometries (of collections, the empty one), their
/// positions of two or three numbers; ids all texts, from the first feature on, or all whole numbers.
[[nodiscard]] std::optional<Layer> read_plain_geojson(const std::string& bytes, const std::string& path, const Limits& limits = process_limits());

}  // namespace maillage::io
