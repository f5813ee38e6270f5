#include "io/geojson_source.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "base/text.hpp"
#include "io/geojson_crs.hpp"
#include "io/kinds.hpp"
#include "io/table_titles.hpp"

namespace maillage::io {

namespace {

namespace json = simdjson::ondemand;

/// Thrown at whatever is left to OGR.
struct Unusual {};

void expect(bool usual) {
    if (!usual) {
        throw Unusual{};
    }
}

/// What the text shows before it is parsed: escapes that OGR or the outline refuse or mend (NUL, surrogates), and a "Topology",
/// which GDAL looks for in the first 6000 bytes, whatever it belongs to.
bool looks_unusual(std::string_view text) {
    constexpr std::size_t header = 6000;
    if (text.substr(0, header).find("\"Topology\"") != std::string_view::npos) {
        return true;
    }
    for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 2)) {
        const std::string_view escape = text.substr(at, 6);
        if (escape == "\\u0000" || escape.starts_with("\\ud") || escape.starts_with("\\uD")) {
            return true;
        }
    }
    return false;
}

/// Keys that OGR or the outline look for in any case, wherever a foreign member may stand.
bool is_structural(std::string_view key) {
    constexpr std::array<std::string_view, 8> words{"type",     "features",    "crs",        "id",
                                                    "geometry", "coordinates", "geometries", "properties"};
    return std::find(words.begin(), words.end(), lower(key)) != words.end();
}

/// Members of an object, none of which may stand twice.
class Once {
public:
    void operator()(unsigned bit) {
        expect((m_seen & bit) == 0);
        m_seen |= bit;
    }
    [[nodiscard]] bool seen(unsigned bit) const { return (m_seen & bit) != 0; }

private:
    unsigned m_seen = 0;
};

/// The coordinates of one geometry, however deep: a position has height 0, a line or ring 1, a polygon or lines 2, polygons 3.
class Coordinates {
public:
    int height = -1;
    std::vector<Point> positions;
    std::vector<Ring> lines;
    std::vector<std::vector<Ring>> polygons;
    std::size_t count = 0;
    bool has_z = false;

    void read(json::array array) {
        height = -1;
        lines.clear();
        polygons.clear();
        positions.clear();
        count = 0;
        has_z = false;
        height = height_of(array, 3);
    }

private:
    int height_of(json::array array, int highest) {
        expect(highest >= 0);
        std::array<double, 3> numbers{};
        std::size_t known = 0;
        int below = -1;
        for (json::value element : array) {
            if (element.type() == json::json_type::number) {
                expect(known < numbers.size());
                numbers[known++] = coordinate(element.get_double());
            } else {
                const int height_below = height_of(element.get_array(), highest - 1);
                expect(below < 0 || below == height_below);
                below = height_below;
            }
        }
        expect((known == 0) == (below >= 0));
        close(below, numbers, known);
        return below + 1;
    }

    void close(int below, const std::array<double, 3>& numbers, std::size_t known) {
        switch (below) {
            case 0:
                lines.emplace_back(positions);
                positions.clear();
                break;
            case 1:
                polygons.push_back(std::move(lines));
                lines.clear();
                break;
            case 2:
                break;
            default:
                expect(known >= 2);
                positions.push_back({numbers[0], numbers[1]});
                has_z = has_z || known == numbers.size();
                ++count;
        }
    }

    /// OGR clamps whole numbers beyond 64 bits, and knows no whole -0.
    static double coordinate(double number) {
        constexpr double limit = 1e15;
        expect(std::fabs(number) < limit && !(number == 0 && std::signbit(number)));
        return number;
    }
};

Polygon polygon_of(std::vector<Ring>& rings) {
    Polygon polygon{std::move(rings.front()), {}};
    polygon.holes.assign(std::make_move_iterator(rings.begin() + 1), std::make_move_iterator(rings.end()));
    return polygon;
}

Shape shape_of(std::string_view type, Coordinates& coordinates) {
    constexpr std::array<std::pair<std::string_view, int>, 6> heights{
        {{"Point", 0}, {"MultiPoint", 1}, {"LineString", 1}, {"Polygon", 2}, {"MultiLineString", 2}, {"MultiPolygon", 3}}};
    const auto* const row = std::find(heights.begin(), heights.end(), std::pair(type, coordinates.height));
    expect(row != heights.end());
    Shape shape;
    shape.type = type;
    shape.has_z = coordinates.has_z;
    shape.kind = Shape::Kind::other;
    if (type == "Point") {
        shape.kind = Shape::Kind::point;
        shape.point = coordinates.positions.front();
    } else if (type == "MultiPoint" && coordinates.lines.front().size() == 1) {
        shape.kind = Shape::Kind::point;
        shape.point = coordinates.lines.front().front();
    } else if (type == "LineString") {
        shape.lines = std::move(coordinates.lines);
    } else if (type == "MultiLineString") {
        shape.lines = std::move(coordinates.polygons.front());
    } else if (type != "MultiPoint") {
        shape.kind = Shape::Kind::polygon;
        shape.polygons.reserve(coordinates.polygons.size());
        for (std::vector<Ring>& rings : coordinates.polygons) {
            shape.polygons.push_back(polygon_of(rings));
        }
    }
    return shape;
}

/// A member that says nothing of the layer: a text, number or literal, or a box of numbers.
void pass_over(std::string_view key, json::value value) {
    expect(!is_structural(key));
    switch (value.type()) {
        case json::json_type::array:
            for (json::value number : value.get_array()) {
                (void)number.get_double().value();
            }
            break;
        case json::json_type::string:
            (void)value.get_string().value();
            break;
        case json::json_type::number:
            (void)value.get_double().value();
            break;
        case json::json_type::boolean:
            (void)value.get_bool().value();
            break;
        case json::json_type::null:
            expect(value.is_null());
            break;
        default:
            throw Unusual{};
    }
}

/// {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}, and nothing else.
std::string named_crs(json::object crs) {
    Once once;
    std::string name;
    for (json::field member : crs) {
        const std::string_view key = member.unescaped_key();
        if (key == "type") {
            once(1);
            expect(member.value().get_string().value() == "name");
        } else {
            expect(key == "properties");
            once(2);
            for (json::field property : member.value().get_object()) {
                expect(property.unescaped_key().value() == "name");
                once(4);
                name = std::string(property.value().get_string().value());
            }
        }
    }
    expect(once.seen(1) && once.seen(4));
    return crs_of_name(name);
}

class Reader {
public:
    Reader(const std::string& path, const Limits& limits) : m_limits(limits) {
        m_layer.path = path;
        m_layer.crs = "OGC:CRS84";  // RFC 7946, section 4
    }

    [[nodiscard]] Layer read(json::document& document) {
        Once once;
        for (json::field member : document.get_object()) {
            const std::string_view key = member.unescaped_key();
            if (key == "type") {
                once(root_type);
                expect(member.value().get_string().value() == "FeatureCollection");
                continue;
            }
            expect(once.seen(root_type));
            if (key == "features") {
                once(root_features);
                for (json::value feature : member.value().get_array()) {
                    m_layer.rows.push_back(row_of(feature.get_object()));
                }
            } else if (key == "crs") {
                once(root_crs);
                m_layer.crs = named_crs(member.value().get_object());
            } else {
                pass_over(key, member.value());
            }
        }
        expect(document.current_location().error() == simdjson::OUT_OF_BOUNDS);  // nothing behind the root
        expect(!m_layer.rows.empty());
        expect(std::all_of(m_kinds.begin(), m_kinds.end(), is_of_one_kind));
        place_ids();
        m_trimmed.note(m_layer);
        return std::move(m_layer);
    }

private:
    enum RootMember : unsigned { root_type = 1, root_features = 2, root_crs = 4 };
    enum FeatureMember : unsigned { feature_type = 1, feature_id = 2, feature_geometry = 4, feature_properties = 8 };
    enum Kind : unsigned { text = 1, boolean = 2, integer = 4, real = 8, long_integer = 16 };

    /// A long integer beside reals would lose digits in OGR.
    static bool is_of_one_kind(unsigned kinds) {
        return kinds == 0 || kinds == text || kinds == boolean || (kinds & (text | boolean | real)) == 0 ||
               (kinds & (text | boolean | long_integer)) == 0;
    }

    LayerRow row_of(json::object feature) {
        expect(m_layer.rows.size() < m_limits.rows);
        m_spent = 0;
        LayerRow row;
        row.number = m_layer.rows.size() + 1;
        std::string id;
        Once once;
        for (json::field member : feature) {
            const std::string_view key = member.unescaped_key();
            if (key == "type") {
                once(feature_type);
                expect(member.value().get_string().value() == "Feature");
            } else if (key == "geometry") {
                once(feature_geometry);
                row.shape = shape(member.value());
            } else if (key == "properties") {
                once(feature_properties);
                row.cells = cells(member.value().get_object());
            } else if (key == "id") {
                once(feature_id);
                id = cell(member.value(), m_id_kinds);
                expect(m_id_kinds == integer || m_id_kinds == long_integer || m_id_kinds == text ||
                       m_id_kinds == (integer | long_integer));
                expect(!id.starts_with('-') || m_id_kinds == text);
                expect(m_id_kinds != text || !m_ids.empty() || m_layer.rows.empty());
            } else {
                pass_over(key, member.value());
            }
        }
        expect(once.seen(feature_type) && once.seen(feature_properties));
        if (once.seen(feature_id) || !m_ids.empty()) {
            m_ids.resize(m_layer.rows.size());
            m_ids.push_back(std::move(id));
        }
        m_layer.has_geometry = m_layer.has_geometry || row.shape.kind != Shape::Kind::none;
        return row;
    }

    Shape shape(json::value value) {
        if (value.type() == json::json_type::null) {
            expect(value.is_null());
            return {};
        }
        Once once;
        std::string_view type;
        for (json::field member : value.get_object()) {
            const std::string_view key = member.unescaped_key();
            if (key == "type") {
                once(1);
                type = member.value().get_string();
            } else if (key == "coordinates") {
                once(2);
                m_coordinates.read(member.value().get_array());
                spend(m_coordinates.count);
                m_vertices += m_coordinates.count;
                expect(m_vertices <= m_limits.vertices);
            } else {
                expect(key == "geometries");
                once(4);
                json::array parts = member.value().get_array();
                expect(parts.is_empty());
            }
        }
        if (type == "GeometryCollection" && once.seen(4) && !once.seen(2)) {
            Shape none;
            none.type = type;
            return none;
        }
        expect(once.seen(2) && !once.seen(4));
        return shape_of(type, m_coordinates);
    }

    std::vector<std::string> cells(json::object properties) {
        const bool first = m_layer.rows.empty();
        std::vector<std::string> cells(m_keys.size());
        std::size_t column = 0;
        for (json::field member : properties) {
            const std::string_view key = member.unescaped_key();
            if (first) {
                add_column(key);
                cells.emplace_back();
            }
            column = static_cast<std::size_t>(
                std::find(m_keys.begin() + static_cast<std::ptrdiff_t>(column), m_keys.end(), key) - m_keys.begin());
            expect(column < m_keys.size());
            cells[column] = cell(member.value(), m_kinds[column]);
            ++column;
        }
        return cells;
    }

    void add_column(std::string_view key) {
        expect(m_keys.size() < m_limits.columns);
        expect(std::find(m_keys.begin(), m_keys.end(), key) == m_keys.end());
        const std::string title(m_trimmed(key));
        expect(!title.empty() && m_layer.column(title) == Layer::npos);
        m_keys.emplace_back(key);
        m_kinds.push_back(0);
        m_layer.columns.push_back(title);
    }

    std::string cell(json::value value, unsigned& kinds) {
        switch (value.type()) {
            case json::json_type::string: {
                kinds |= text;
                const std::string_view written = value.get_string();
                spend(written.size());
                return std::string(m_trimmed(written));
            }
            case json::json_type::number:
                return number(value, kinds);
            case json::json_type::boolean:
                kinds |= boolean;
                return value.get_bool() ? "true" : "false";
            case json::json_type::null:
                expect(value.is_null());
                return "";
            default:
                throw Unusual{};
        }
    }

    static std::string number(json::value value, unsigned& kinds) {
        constexpr std::size_t exact_digits = 15;  // of a double
        constexpr std::size_t most_digits = 18;   // of 64 bits
        const std::string written(trim(value.raw_json_token()));
        const double read = value.get_double();
        if (written.find_first_of(".eE") != std::string::npos) {
            kinds |= real;
            return shortest(read);
        }
        expect(written.size() <= most_digits && written != "-0");
        kinds |= written.size() > exact_digits ? long_integer : integer;
        return written;
    }

    /// As OGR has them: texts before all columns, whole numbers after them.
    void place_ids() {
        if (m_ids.empty()) {
            return;
        }
        const auto is_id = [](const std::string& title) { return lower(title) == "id"; };
        expect(std::none_of(m_layer.columns.begin(), m_layer.columns.end(), is_id));
        m_ids.resize(m_layer.rows.size());
        const auto place = [&](std::vector<std::string>& cells, std::string cell) {
            cells.insert(m_id_kinds == text ? cells.begin() : cells.end(), std::move(cell));
        };
        place(m_layer.columns, "id");
        for (std::size_t i = 0; i < m_ids.size(); ++i) {
            place(m_layer.rows[i].cells, std::move(m_ids[i]));
        }
    }

    /// Far below what GDAL refuses of one feature (OGR_GEOJSON_MAX_OBJ_SIZE, 200 MB as json-c holds it, or a text of 10 MB).
    void spend(std::size_t positions_or_bytes) {
        constexpr std::size_t most = 500'000;
        m_spent += positions_or_bytes;
        expect(m_spent <= most);
    }

    const Limits& m_limits;
    Layer m_layer;
    std::vector<std::string> m_keys;  ///< columns as written
    std::vector<unsigned> m_kinds;    ///< of the values of each
    std::vector<std::string> m_ids;   ///< of the features so far; empty until one has an id
    unsigned m_id_kinds = 0;
    Coordinates m_coordinates;
    Trimmer m_trimmed;
    std::size_t m_spent = 0;
    std::uint64_t m_vertices = 0;
};

}  // namespace

std::optional<Layer> read_plain_geojson(const std::string& bytes, const std::string& path, const Limits& limits) {
    if (looks_unusual(bytes)) {
        return std::nullopt;
    }
    const bool has_room = bytes.capacity() - bytes.size() >= simdjson::SIMDJSON_PADDING;
    const simdjson::padded_string copy = has_room ? simdjson::padded_string() : simdjson::padded_string(bytes);
    try {
        json::parser parser;
        json::document document =
            parser.iterate(has_room ? simdjson::padded_string_view(bytes) : simdjson::padded_string_view(copy));
        return Reader(path, limits).read(document);
    } catch (const Unusual&) {
        return std::nullopt;
    } catch (const simdjson::simdjson_error&) {  // no strict JSON, or another kind of value than expected
        return std::nullopt;
    }
}

}  // namespace maillage::io
