// Published layers as tables of a PostGIS database, all in one transaction.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "model/feature.hpp"

namespace maillage::io {

class Postgres;

inline constexpr const char* default_schema = "maillage";
inline constexpr const char* manifest_table = "datapackage";

/// Refuses early, before any work: what PostgisTables refuses. Throws InputError (the connection is malformed), OutputError.
void check_postgis(const std::string& named, bool overwrite);

/// Tables written, in a transaction that waits: without commit() the database is as it was.
class PostgisTables {
public:
    /// In the schema that `named` (model/connection) says, made where it is not there: a table a layer, by its name, and `datapackage`,
    /// which holds `manifest`. Columns as in the GeoJSON layers, lists as text[]; `geom` in EPSG:4326, with a spatial index; the
    /// catalogue's key is the primary key, else `fid`, the rank. Tables and columns bear their titles as comments; a table's ends with
    /// our mark. With `overwrite`, a table that bears it is emptied and filled again (views on it and rights stay), or made anew where its
    /// columns are others. NUL in a text becomes U+FFFD.
    /// Throws InputError: a malformed connection; OutputError: no connection, no extension postgis, no right, a table that is there without
    /// `overwrite` or is not ours, a view on a table whose columns change, another run at this schema, a lock not had in 30 s.
    PostgisTables(const std::string& named, bool overwrite, std::span<const PublishedLayer> layers, const std::string& manifest, Language language);
    ~PostgisTables();
    PostgisTables(const PostgisTables&) = delete;
    PostgisTables& operator=(const PostgisTables&) = delete;

    /// Throws OutputError: the tables are not written, or the answer never came and it can't be told.
    void commit();

private:
    std::unique_ptr<Postgres> m_session;
};

}  // namespace maillage::io
