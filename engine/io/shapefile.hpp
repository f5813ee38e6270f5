// What a shapefile's sidecars say before GDAL reads it (dBASE III, ESRI's white paper of July 1998).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace maillage::io {

enum class DbfEncoding {
    utf8,
    cp1252,          ///< the .cpg says so (ISO 8859-1 too, of which it is a superset)
    cp1252_guessed,  ///< there is no .cpg and the table is not UTF-8
    other,           ///< the .cpg names another, which GDAL decodes
};

/// By the text of the .cpg; where it is blank, UTF-8 if every text of the .dbf is, else Windows-1252.
[[nodiscard]] DbfEncoding encoding_of(std::string_view dbf, std::string_view cpg);

/// How many records are there that are not marked as deleted. Throws InputError: no dBASE table, cut short.
[[nodiscard]] std::size_t dbf_records(std::string_view dbf, const Place& place);

}  // namespace maillage::io
