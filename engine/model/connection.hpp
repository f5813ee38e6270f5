// A PostgreSQL database as a user names it: "PG:dbname=geo host=localhost table=zonages.pays".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maillage {

/// Keyword=value pairs parted by blanks, as libpq takes them (values with blanks in '…', \ before ' and \ there); `table`, `geometry`
/// and `schema` are ours. Such a name is for the study and the command line alone: none is ever followed that stands in data.
struct Connection {
    std::vector<std::pair<std::string, std::string>> settings;  ///< libpq's, in the order written; a password may be among them
    std::string table;     ///< TABLE or SCHEMA.TABLE, as the server spells them; "" = not said
    std::string geometry;  ///< column; "" = the only one
    std::string schema;    ///< where tables are written; "" = the default
};

/// Does it begin with "PG:", in any case?
[[nodiscard]] bool is_connection(std::string_view named);

/// Throws InputError: no pairs, a keyword given twice, a database name that is an address. No message holds a value but the database's
/// name, the table and the schema.
[[nodiscard]] Connection connection_of(std::string_view named);

/// What may be published of it: "PG:dbname=geo table=zonages.pays", neither server nor user nor password. Published again, it stays the
/// same. "PG:" where it can't be read.
[[nodiscard]] std::string published_connection(std::string_view named);

/// The same connection less its passwords, for a study that is written: libpq asks its password file for them. "PG:" where it can't be read.
[[nodiscard]] std::string without_password(std::string_view named);

}  // namespace maillage
