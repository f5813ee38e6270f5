// What changed between two runs, as text, Markdown, JSON and a layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/number.hpp"
#include "model/difference.hpp"

namespace maillage::formats {

/// For a terminal. `limit` pays of each kind of change, and rows of each cause, are shown; 0: all.
[[nodiscard]] std::string difference_text(const Difference& difference, Language language, std::size_t limit);

/// For a commit message: a first line of its own, then lists and a table; no line begins with '#', which git would drop.
[[nodiscard]] std::string difference_markdown(const Difference& difference, Language language, std::size_t limit);

/// data/schema/difference.schema.json.
[[nodiscard]] std::string difference_json(const Difference& difference);

/// The layer `changes`: every pays whose statut changed, by code.
[[nodiscard]] std::string changes_geojson(const Difference& difference);

/// A number with its sign: "+2", "0", "-1".
[[nodiscard]] std::string with_sign(std::int64_t number, Language language);

/// For a terminal: the figures of the two runs side by side.
[[nodiscard]] std::string side_by_side(const Difference& difference, Language language);

}  // namespace maillage::formats
