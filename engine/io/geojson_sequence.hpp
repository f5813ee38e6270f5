// GeoJSON text sequences (RFC 8142) and one feature a line (GeoJSONL, NDJSON) as one FeatureCollection.
#pragma once

#include <string>

namespace maillage::io {

/// Each record is a Feature or a geometry, which becomes a Feature. Records begin with RS where the text has one, else each
/// line that is not blank is one. Throws InputError with the record's rank: not JSON (a record cut short too, which RFC 8142
/// would skip), neither a feature nor a geometry.
[[nodiscard]] std::string collection_of_sequence(const std::string& bytes, const std::string& path);

}  // namespace maillage::io
