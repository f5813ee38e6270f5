// The "crs" member of GeoJSON 2008 (section 3), which RFC 7946 dropped and French open data still holds.
#pragma once

#include <string>
#include <string_view>

namespace maillage::io {

/// The value of a "crs" member, as JSON: "" for null, else crs_of_name. Throws InputError for a link or what can't be read.
[[nodiscard]] std::string crs_of_member(std::string_view member, const std::string& path);

/// A crs name as "AUTHORITY:CODE" where it is a URN, an opengis.net address or such a pair; else as written.
[[nodiscard]] std::string crs_of_name(const std::string& name);

}  // namespace maillage::io
