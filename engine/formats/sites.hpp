// Sites of the next facilities, written: layer, table, JSON, and a page for the terminal.
#pragma once

#include <cstdint>
#include <string>

#include "base/number.hpp"
#include "model/siting.hpp"

namespace maillage::formats {

/// In %, with 2 decimals; 0 of nothing.
[[nodiscard]] double share_percent(std::int64_t part, std::int64_t whole);

/// The layer `sites` of the catalogue, by rank.
[[nodiscard]] std::string sites_geojson(const Siting& siting);

/// The same as a table, then lon and lat.
[[nodiscard]] std::string sites_csv(const Siting& siting);

/// All that was found: the sites, what is proved of them, and what was left out.
[[nodiscard]] std::string sites_json(const Siting& siting);

/// A table of the sites, then what it rests on, a sentence a line.
[[nodiscard]] std::string sites_page(const Siting& siting, Language language);

}  // namespace maillage::formats
