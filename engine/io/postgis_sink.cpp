#include "io/postgis_sink.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "io/ogr_drawing.hpp"
#include "io/postgis_rows.hpp"
#include "io/postgres.hpp"

namespace maillage::io {

namespace {

constexpr std::string_view mark = " [maillage]";  ///< what the comment of a table of ours ends with
constexpr std::size_t longest_name = 63;          // bytes; PostgreSQL cuts names there
constexpr const char* scratch = "maillage_en_cours";

std::string type_of(catalogue::Type type) {
    switch (type) {
        case catalogue::Type::integer: return "bigint";
        case catalogue::Type::number: return "double precision";
        case catalogue::Type::boolean: return "boolean";
        case catalogue::Type::list: return "text[]";
        case catalogue::Type::text: break;
    }
    return "text";
}

std::string geometry_name(const catalogue::LayerKind& kind) {
    switch (geometry_type(kind)) {
        case wkbMultiPolygon: return "MultiPolygon";
        case wkbLineString: return "LineString";
        case wkbPoint: return "Point";
        default: return "Geometry";
    }
}

/// A session that may write into one schema.
class Writer {
public:
    Writer(const std::string& named, Postgres& session) : m_session(session) {
        const Connection connection = connection_of(named);
        if (!connection.table.empty() || !connection.geometry.empty()) {
            m_session.refuse({"en sortie, dites schema=, pas table= : les tables portent le nom des couches", "to write, say schema=, not table=: tables are named as the layers"});
        }
        m_schema = connection.schema.empty() ? default_schema : connection.schema;
        if (m_schema.starts_with("pg_") || m_schema == "information_schema") {
            m_session.refuse({"le schéma « " + m_schema + " » est à PostgreSQL", "the schema \"" + m_schema + "\" is PostgreSQL's own"});
        }
        const Rows extension = m_session.ask("SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'");
        if (extension.size() != 1) {
            m_session.refuse({"l'extension postgis n'est pas dans cette base : CREATE EXTENSION postgis", "the extension postgis is not in this database: CREATE EXTENSION postgis"});
        }
        m_postgis = m_session.quoted(std::string(extension.at(0, 0)));
    }

    /// Makes the schema where `make`; throws where there is no right to, or a table may not be replaced.
    void check(bool overwrite, bool make) {
        const Rows there = m_session.ask("SELECT has_schema_privilege(oid, 'USAGE') AND has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1", {m_schema});
        if (there.size() == 0) {
            if (!m_session.ask("SELECT has_database_privilege(current_database(), 'CREATE')").is_true(0, 0)) {
                refuse_right({"créer le schéma « " + m_schema + " »", "make the schema \"" + m_schema + "\""});
            }
            if (make) {
                (void)m_session.ask("CREATE SCHEMA " + m_session.quoted(m_schema));
            }
            return;
        }
        if (!there.is_true(0, 0)) {
            refuse_right({"écrire dans le schéma « " + m_schema + " »", "write into the schema \"" + m_schema + "\""});
        }
        std::vector<std::string> names{manifest_table};
        for (const catalogue::LayerKind& kind : catalogue::layers()) {
            names.emplace_back(kind.name);
        }
        for (const std::string& name : names) {
            check_table(name, overwrite);
        }
    }

    /// Empties the table of ours called so where it has these columns, else makes it; says which.
    bool make(const std::string& name, const std::string& columns) {
        const std::string fresh = place(scratch);
        (void)m_session.ask("CREATE TABLE " + fresh + " (" + columns + ")");
        const std::string shape = "(SELECT array_agg((attname, atttypid, atttypmod)::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = to_regclass(";
        const std::string rest = ") AND attnum > 0 AND NOT attisdropped)";
        const Rows same = m_session.ask("SELECT to_regclass($1) IS NOT NULL, " + shape + "$1" + rest + " = " + shape + "$2" + rest, {place(name), fresh});
        if (same.is_true(0, 1)) {
            (void)m_session.ask("DROP TABLE " + fresh);
            (void)m_session.ask("DELETE FROM " + place(name));
            return false;
        }
        if (same.is_true(0, 0)) {
            (void)m_session.ask("DROP TABLE " + place(name));
        }
        (void)m_session.ask("ALTER TABLE " + fresh + " RENAME TO " + m_session.quoted(name));
        return true;
    }

    void write(const PublishedLayer& layer, Language language) {
        const catalogue::LayerKind& kind = *layer.kind;
        const std::string name(kind.name);
        const std::string key(catalogue::key(kind).empty() ? "fid" : catalogue::key(kind));
        const bool ranked = key == "fid";
        const std::vector<std::string> titles = column_names(layer, longest_name);
        std::string columns = ranked ? "fid bigint NOT NULL, " : "";
        for (std::size_t i = 0; i < titles.size(); ++i) {
            const bool own = i < kind.columns.size();
            columns += m_session.quoted(titles[i]) + " " + (own ? type_of(kind.columns[i].type) : "text") + (own && !kind.columns[i].nullable ? " NOT NULL, " : ", ");
        }
        columns += "geom " + m_postgis + ".geometry(" + geometry_name(kind) + ",4326)";
        const bool made = make(name, columns);
        m_session.copy("COPY " + place(name) + " FROM STDIN", copy_lines(layer, ranked));
        if (made) {
            (void)m_session.ask("ALTER TABLE " + place(name) + " ADD PRIMARY KEY (" + m_session.quoted(key) + ")");
            (void)m_session.ask("CREATE INDEX ON " + place(name) + " USING gist (geom)");
        }
        comment_table(name, kind.title.in(language));
        if (ranked) {
            comment_column(name, "fid", catalogue::words("postgis.rank").in(language));
        }
        for (std::size_t i = 0; i < titles.size(); ++i) {
            const catalogue::Column* const column = i < kind.columns.size() ? &kind.columns[i] : nullptr;
            const std::string unit = column == nullptr || column->unit.empty() ? "" : " (" + std::string(column->unit) + ")";
            comment_column(name, titles[i], column != nullptr ? std::string(column->title.in(language)) + unit : layer.source_columns[i - kind.columns.size()].substr(4));
        }
        comment_column(name, "geom", catalogue::words("postgis.geometry").in(language));
    }

    void write_manifest(const std::string& manifest, Language language) {
        (void)make(manifest_table, "document text NOT NULL");
        (void)m_session.ask("INSERT INTO " + place(manifest_table) + " VALUES ($1)", {manifest});
        comment_table(manifest_table, catalogue::words("postgis.manifest").in(language));
    }

    [[nodiscard]] const std::string& schema() const { return m_schema; }

private:
    [[nodiscard]] std::string place(const std::string& name) { return m_session.quoted(m_schema) + "." + m_session.quoted(name); }

    [[noreturn]] void refuse_right(const Said& what) const {
        m_session.refuse({"pas le droit de " + what.fr + " : demandez-le à qui tient la base", "no right to " + what.en + ": ask the database's owner for it"});
    }

    void check_table(const std::string& name, bool overwrite) {
        const Rows found = m_session.ask(
            "SELECT c.relkind IN ('r', 'p') AND coalesce(right(obj_description(c.oid, 'pg_class'), length($3::text)), '') = $3::text, pg_has_role(c.relowner, 'USAGE') "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2",
            {m_schema, name, std::string(mark)});
        if (found.size() == 0) {
            return;
        }
        const std::string table = m_schema + "." + name;
        if (!overwrite) {
            m_session.refuse({"la table " + table + " existe déjà ; ajoutez -O pour la remplacer", "the table " + table + " exists already; add -O to replace it"});
        }
        if (!found.is_true(0, 0)) {
            m_session.refuse({"la table " + table + " n'est pas de maillage : elle n'est pas remplacée ; choisissez un autre schéma (schema=)",
                              "the table " + table + " is not maillage's: it is not replaced; choose another schema (schema=)"});
        }
        if (!found.is_true(0, 1)) {
            refuse_right({"remplacer la table " + table, "replace the table " + table});
        }
    }

    void comment_table(const std::string& name, std::string_view text) {
        (void)m_session.ask("COMMENT ON TABLE " + place(name) + " IS " + m_session.literal(std::string(text) + std::string(mark)));
    }
    void comment_column(const std::string& name, const std::string& column, std::string_view text) {
        (void)m_session.ask("COMMENT ON COLUMN " + place(name) + "." + m_session.quoted(column) + " IS " + m_session.literal(std::string(text)));
    }

    Postgres& m_session;
    std::string m_schema;
    std::string m_postgis;  ///< schema of the extension, quoted
};

}  // namespace

void check_postgis(const std::string& named, bool overwrite) {
    Postgres session(connection_of(named), published_connection(named));
    Writer(named, session).check(overwrite, false);
}

PostgisTables::PostgisTables(const std::string& named, bool overwrite, std::span<const PublishedLayer> layers, const std::string& manifest, Language language)
    : m_session(std::make_unique<Postgres>(connection_of(named), published_connection(named))) {
    (void)m_session->ask("BEGIN");
    (void)m_session->ask("SET LOCAL lock_timeout = '30s'");
    Writer writer(named, *m_session);
    if (!m_session->ask("SELECT pg_try_advisory_xact_lock(hashtext('maillage'), hashtext($1))", {writer.schema()}).is_true(0, 0)) {
        m_session->refuse({"un autre passage écrit dans ce schéma : attendez qu'il ait fini", "another run is writing into this schema: wait until it is done"});
    }
    writer.check(overwrite, true);
    for (const PublishedLayer& layer : layers) {
        writer.write(layer, language);
    }
    writer.write_manifest(manifest, language);
}

PostgisTables::~PostgisTables() = default;

void PostgisTables::commit() { m_session->commit(); }

}  // namespace maillage::io
