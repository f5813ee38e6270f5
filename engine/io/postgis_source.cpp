#include "io/postgis_source.hpp"

#include <ogr_api.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "io/ogr_drawing.hpp"
#include "io/ogr_shape.hpp"
#include "io/postgres.hpp"
#include "io/table_titles.hpp"
#include "model/connection.hpp"

namespace maillage::io {

namespace {

struct TableColumn {
    std::string name;
    std::string sql;   ///< its value as text
    std::string order; ///< what rows are sorted by
    int key = 0;       ///< place in the primary key, from 1; 0: none
};

class TableReader {
public:
    TableReader(const std::string& named, const Limits& limits)
        : m_asked(connection_of(named)), m_limits(limits), m_session(m_asked, published_connection(named)) {}

    Layer read() {
        (void)m_session.ask("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        find_table();
        find_columns();
        find_geometry();
        Layer layer;
        layer.path = m_session.published();
        layer.table = SourceFile{layer.path, "", 0};
        layer.crs = crs();
        keep_within({layer.path, "", 0}, m_columns.size(), &Limits::columns, m_limits);
        for (const TableColumn& column : m_columns) {
            layer.columns.emplace_back(trim(column.name));
        }
        read_rows(layer);
        m_trimmed.note(layer);
        return layer;
    }

private:
    [[noreturn]] void refuse(const Said& what) const { throw InputError({m_session.published()}, what); }

    /// All tables and views that may be read, with a schema where the search path doesn't lead there.
    std::vector<std::string> tables() {
        const Rows rows = m_session.ask(
            "SELECT name FROM (SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text ELSE n.nspname || '.' || c.relname END AS name FROM pg_class c JOIN "
            "pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','v','m','f','p') AND n.nspname !~ '^pg_' AND n.nspname <> "
            "'information_schema' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AND NOT EXISTS (SELECT FROM "
            "pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')) known ORDER BY name COLLATE \"C\"");
        std::vector<std::string> names;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            names.emplace_back(rows.at(i, 0));
        }
        return names;
    }

    [[noreturn]] void refuse_table(const Said& what) {
        const std::vector<std::string> known = tables();
        const std::optional<std::string> nearest = nearest_word(m_asked.table, known);
        constexpr std::size_t most = 20;
        const std::string some = join({known.begin(), known.begin() + static_cast<std::ptrdiff_t>(std::min(known.size(), most))}, ", ") + (known.size() > most ? ", …" : "");
        refuse({what.fr + (nearest ? " ; vouliez-vous dire « " + *nearest + " » ?" : known.empty() ? "" : " ; la base contient : " + some),
                what.en + (nearest ? "; did you mean \"" + *nearest + "\"?" : known.empty() ? "" : "; the database has: " + some)});
    }

    void find_table() {
        if (m_asked.table.empty()) {
            refuse_table({"la table manque : ajoutez table=SCHEMA.TABLE", "the table is missing: add table=SCHEMA.TABLE"});
        }
        const std::size_t dot = m_asked.table.find('.');
        for (const bool whole : {true, false}) {  // a table whose name holds a dot, then the schema's
            if (!whole && dot == std::string::npos) {
                continue;
            }
            m_table = whole ? m_session.quoted(m_asked.table)
                            : m_session.quoted(m_asked.table.substr(0, dot)) + "." + m_session.quoted(m_asked.table.substr(dot + 1));
            const Rows found = m_session.ask("SELECT to_regclass($1)::oid::text", {m_table});
            if (!found.is_null(0, 0)) {
                m_oid = found.at(0, 0);
                break;
            }
        }
        if (m_oid.empty()) {
            refuse_table({"table introuvable", "no such table"});
        }
        if (const Rows right = m_session.ask("SELECT has_table_privilege($1::oid, 'SELECT')", {m_oid}); !right.is_true(0, 0)) {
            refuse({"pas le droit de lire cette table : demandez GRANT SELECT à qui tient la base", "no right to read this table: ask its owner for GRANT SELECT"});
        }
    }

    void find_columns() {
        const Rows rows = m_session.ask(
            "SELECT a.attname, t.typname, t.typcategory, coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0), a.atttypid IN (20, 21, 23) "
            "FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
            "WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
            {m_oid});
        int keys = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            keys += rows.at(i, 3) == "0" ? 0 : 1;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string name(rows.at(i, 0));
            const std::string column = m_session.quoted(name);
            if (rows.at(i, 1) == "geometry" || rows.at(i, 1) == "geography") {
                m_geometries.push_back(name);
                continue;
            }
            const int key = std::stoi(std::string(rows.at(i, 3)));
            const bool whole = rows.is_true(i, 4);
            const std::string text = rows.at(i, 2) == "A" ? "array_to_string(" + column + ", ' ')" : column + "::text";
            const TableColumn one{name, text, whole ? column : text + " COLLATE \"C\"", key};
            const bool hidden = key != 0 && keys == 1 && whole && (name == "fid" || name == "ogc_fid" || name == "gid");
            (hidden ? m_hidden : m_columns).push_back(one);
        }
        if (m_columns.empty()) {
            refuse({"aucune colonne", "no column"});
        }
    }

    void find_geometry() {
        const bool named = !m_asked.geometry.empty();
        if (named && std::find(m_geometries.begin(), m_geometries.end(), m_asked.geometry) == m_geometries.end()) {
            const std::string names = join(m_geometries, ", ");
            refuse({"pas de colonne de géométrie « " + m_asked.geometry + " »" + (names.empty() ? "" : " ; il y a : " + names),
                    "no geometry column \"" + m_asked.geometry + "\"" + (names.empty() ? "" : "; there are: " + names)});
        }
        if (!named && m_geometries.size() > 1) {
            const std::string names = join(m_geometries, ", ");
            refuse({"plusieurs géométries : ajoutez geometry=COLONNE, parmi " + names, "several geometries: add geometry=COLUMN, one of " + names});
        }
        if (m_geometries.empty()) {
            return;
        }
        // Where the extension stands, so that no other schema of the search path may answer for it.
        const Rows extension = m_session.ask("SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'");
        if (extension.size() != 1) {
            refuse({"l'extension postgis n'est pas dans cette base", "the extension postgis is not in this database"});
        }
        m_postgis = m_session.quoted(std::string(extension.at(0, 0)));
        m_geometry = m_session.quoted(named ? m_asked.geometry : m_geometries.front());
    }

    std::string crs() {
        if (m_geometry.empty()) {
            return "";
        }
        const Rows found = m_session.ask("SELECT DISTINCT " + m_postgis + ".ST_SRID(" + m_geometry + "::" + m_postgis + ".geometry)::text AS srid FROM " + m_table +
                                         " WHERE " + m_geometry + " IS NOT NULL ORDER BY srid");
        if (found.size() > 1) {
            refuse({"plusieurs systèmes de coordonnées (SRID " + std::string(found.at(0, 0)) + ", " + std::string(found.at(1, 0)) + "…)",
                    "several coordinate systems (SRID " + std::string(found.at(0, 0)) + ", " + std::string(found.at(1, 0)) + "…)"});
        }
        if (found.size() == 0 || found.at(0, 0) == "0") {
            return "";
        }
        const Rows system = m_session.ask("SELECT auth_name, auth_srid::text, srtext FROM " + m_postgis + ".spatial_ref_sys WHERE srid = $1::int", {std::string(found.at(0, 0))});
        if (system.size() == 0) {
            return "";
        }
        const bool registered = system.at(0, 0) == "EPSG" || system.at(0, 0) == "ESRI" || system.at(0, 0) == "IGNF";
        return registered ? std::string(system.at(0, 0)) + ":" + std::string(system.at(0, 1)) : std::string(system.at(0, 2));
    }

    [[nodiscard]] std::string order() const {
        std::vector<TableColumn> by = m_columns;
        by.insert(by.end(), m_hidden.begin(), m_hidden.end());
        const bool keyed = std::any_of(by.begin(), by.end(), [](const TableColumn& one) { return one.key != 0; });
        std::erase_if(by, [&](const TableColumn& one) { return keyed && one.key == 0; });
        std::stable_sort(by.begin(), by.end(), [](const TableColumn& a, const TableColumn& b) { return a.key < b.key; });
        std::vector<std::string> parts;
        for (const TableColumn& one : by) {
            parts.push_back(one.order);
        }
        if (!keyed && !m_geometry.empty()) {
            parts.push_back(binary());
        }
        return join(parts, ", ");
    }

    [[nodiscard]] std::string binary() const { return m_postgis + ".ST_AsBinary(" + m_geometry + ")"; }

    void read_rows(Layer& layer) {
        std::string list;
        for (const TableColumn& column : m_columns) {
            list += (list.empty() ? "" : ", ") + column.sql;
        }
        list += m_geometry.empty() ? "" : ", " + binary();
        (void)m_session.ask("DECLARE maillage NO SCROLL CURSOR FOR SELECT " + list + " FROM " + m_table + " ORDER BY " + order());
        std::string content = join(layer.columns, "\x1f") + "\x1e";
        while (true) {
            const Rows rows = m_session.ask_bytes("FETCH 5000 FROM maillage");
            for (std::size_t i = 0; i < rows.size(); ++i) {
                keep_within({layer.path, "", layer.rows.size() + 1}, layer.rows.size() + 1, &Limits::rows, m_limits);
                add_row(layer, rows, i, content);
            }
            if (rows.size() == 0) {
                break;
            }
        }
        if (layer.rows.empty()) {
            refuse({"la table est vide", "the table is empty"});
        }
        layer.table->sha256 = sha256(content);
        layer.table->bytes = content.size();
    }

    void add_row(Layer& layer, const Rows& rows, std::size_t i, std::string& content) {
        LayerRow row;
        row.number = layer.rows.size() + 1;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            keep_within({layer.path, "", row.number}, rows.at(i, c).size(), &Limits::text, m_limits);
            row.cells.emplace_back(m_trimmed(rows.at(i, c)));
            content += row.cells.back() + '\x1f';
        }
        if (!m_geometry.empty()) {
            const std::string_view bytes = rows.at(i, m_columns.size());
            content += bytes;
            row.shape = shape(bytes, row.number);
            layer.has_geometry = layer.has_geometry || row.shape.kind != Shape::Kind::none;
        }
        content += '\x1e';
        layer.rows.push_back(std::move(row));
    }

    [[nodiscard]] Shape shape(std::string_view bytes, std::size_t row) {
        if (bytes.empty()) {
            return {};
        }
        OGRGeometryH made = nullptr;
        const OGRErr error = OGR_G_CreateFromWkb(bytes.data(), nullptr, &made, static_cast<int>(bytes.size()));
        const OwnGeometry geometry(made);
        if (error != OGRERR_NONE) {
            throw InputError({m_session.published(), "", row}, {"géométrie illisible", "geometry that can't be read"});
        }
        m_vertices += positions_of(geometry.get());
        keep_within({m_session.published(), "", row}, m_vertices, &Limits::vertices, m_limits);
        return shape_of(geometry.get());
    }

    Connection m_asked;
    Limits m_limits;
    Postgres m_session;
    std::string m_table;  ///< quoted
    std::string m_oid;
    std::vector<TableColumn> m_columns;
    std::vector<TableColumn> m_hidden;  ///< a key that is no column
    std::vector<std::string> m_geometries;
    std::string m_postgis;   ///< schema of the extension, quoted
    std::string m_geometry;  ///< the one chosen, quoted; "" = none
    std::uint64_t m_vertices = 0;  ///< read so far
    Trimmer m_trimmed;
};

}  // namespace

Layer read_postgis(const std::string& named, const Limits& limits) { return TableReader(named, limits).read(); }

}  // namespace maillage::io
