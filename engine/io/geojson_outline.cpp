#include "io/geojson_outline.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::json;

std::string cased(std::string_view text, int (*letter_case)(int)) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [&](char letter) { return static_cast<char>(letter_case(static_cast<unsigned char>(letter))); });
    return result;
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

/// The reference system that the value of a "crs" member means (GeoJSON 2008, section 3).
std::string crs_of(std::string_view member, const std::string& path) {
    const Json crs = Json::parse(member, nullptr, false);
    if (crs.is_null()) {
        return "";
    }
    if (crs.is_string()) {
        return crs_of_name(text_of(crs));
    }
    const Json properties = crs.is_object() ? crs.value("properties", Json::object()) : Json();
    const std::string type = crs.is_object() ? cased(text_of(crs.value("type", Json())), std::tolower) : "";
    const Json code = properties.is_object() ? properties.value("code", Json()) : Json();
    const Json name = properties.is_object() ? properties.value("name", Json()) : Json();
    if (type == "name" && name.is_string()) {
        return crs_of_name(text_of(name));
    }
    if (type == "epsg" && code.is_number_unsigned()) {
        return "EPSG:" + std::to_string(code.get<unsigned>());
    }
    throw InputError({path, "", 0},
                     {"membre « crs » illisible ou par lien (jamais suivi) : nommez le système, par exemple \"EPSG:2154\"",
                      "\"crs\" member unreadable or a link (never followed): name the system, for example \"EPSG:2154\""});
}

/// One pass over JSON, keeping a stack of what each open bracket is.
class Scanner {
public:
    Scanner(std::string bytes, const std::string& path) : m_path(path) { m_outline.bytes = std::move(bytes); }

    [[nodiscard]] GeojsonOutline scan() {
        const std::string_view text = m_outline.bytes;
        m_at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        m_at = std::min(text.find_first_not_of(" \t\r\n", m_at), text.size());
        if (m_at == text.size() || text[m_at] != '{') {
            refuse();
        }
        do {
            step(text[m_at]);
        } while (++m_at < text.size() && !m_frames.empty());
        if (!m_collection) {
            m_outline.features = {m_lone};
        }
        if (m_crs) {
            m_outline.crs = *m_crs;
        } else {
            m_outline.crs = "OGC:CRS84";  // RFC 7946, section 4
        }
        return std::move(m_outline);
    }

private:
    enum class Role { root, features, feature, geometry, coordinates, crs, other };
    struct Frame {
        Role role;
        bool object;
    };

    [[noreturn]] void refuse() const {
        throw InputError({m_path, "", 0}, {"n'est pas un fichier vectoriel lisible (GeoJSON, GeoPackage, CSV)",
                                           "is not a readable vector file (GeoJSON, GeoPackage, CSV)"});
    }

    [[nodiscard]] Role role() const { return m_frames.empty() ? Role::other : m_frames.back().role; }
    [[nodiscard]] bool structural() const { return role() == Role::root || role() == Role::feature || role() == Role::geometry; }
    [[nodiscard]] GeojsonFeature& feature() { return m_collection ? m_outline.features.back() : m_lone; }

    void step(char letter) {
        switch (letter) {
            case '{':
            case '[':
                open(letter == '{');
                break;
            case '}':
            case ']':
                close();
                break;
            case '"':
                string();
                break;
            case ',':
                m_key_next = m_frames.back().object;
                break;
            case ' ':
            case '\t':
            case '\r':
            case '\n':
            case ':':
                break;
            default:
                scalar();
        }
    }

    void open(bool object) {
        const Role inside = role_inside(object);
        if (role() == Role::features) {
            if (!object) {
                refuse_feature();
            }
            m_outline.features.emplace_back();
        }
        if (inside == Role::features) {
            m_collection = true;
        }
        if (inside == Role::crs && role() != Role::crs) {
            m_crs_from = m_at;
        }
        if (inside == Role::coordinates && !object) {
            const std::size_t next = m_outline.bytes.find_first_not_of(" \t\r\n", m_at + 1);
            const char first = next == std::string::npos ? ']' : m_outline.bytes[next];
            feature().positions += first != '[' && first != ']' ? 1U : 0U;
        }
        m_frames.push_back({inside, object});
        m_key_next = object;
    }

    [[nodiscard]] Role role_inside(bool object) const {
        if (m_frames.empty()) {
            return Role::root;
        }
        const Frame& frame = m_frames.back();
        if (frame.role == Role::features) {
            return Role::feature;
        }
        if (!structural() || !frame.object) {
            return frame.role;  // other, coordinates, crs, an element of "geometries"
        }
        if (m_key == "crs") {
            return Role::crs;
        }
        if (frame.role == Role::root && m_key == "features" && !object) {
            return Role::features;
        }
        if (frame.role != Role::geometry && m_key == "geometry" && object) {
            return Role::geometry;
        }
        if (frame.role != Role::feature && m_key == "geometries") {
            return Role::geometry;
        }
        return frame.role != Role::feature && m_key == "coordinates" ? Role::coordinates : Role::other;
    }

    void close() {
        const Role closed = role();
        m_frames.pop_back();
        if (closed == Role::crs && role() != Role::crs) {
            add_crs(std::string_view(m_outline.bytes).substr(m_crs_from, m_at + 1 - m_crs_from));
        }
        m_key_next = false;
    }

    void string() {
        const std::size_t from = m_at;
        while (true) {
            m_at = m_outline.bytes.find_first_of("\"\\", m_at + 1);
            if (m_at == std::string::npos) {
                refuse();
            }
            if (m_outline.bytes[m_at] == '"') {
                break;
            }
            if (m_outline.bytes.compare(m_at, 6, "\\u0000") == 0) {
                const std::size_t row = m_outline.features.size();
                throw InputError({m_path, "", row}, {"caractère nul (\\u0000) dans un texte", "null character (\\u0000) in a text"});
            }
            ++m_at;
        }
        if (!m_key_next) {
            value(std::string_view(m_outline.bytes).substr(from, m_at + 1 - from));
            return;
        }
        m_key_next = false;
        if (structural()) {
            m_key = cased(decoded(std::string_view(m_outline.bytes).substr(from, m_at + 1 - from)), std::tolower);
            if (m_key == "crs") {
                std::fill(m_outline.bytes.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                          m_outline.bytes.begin() + static_cast<std::ptrdiff_t>(m_at), '_');
            }
        }
    }

    void scalar() {
        const std::size_t from = m_at;
        const std::size_t to = m_outline.bytes.find_first_of(",]} \t\r\n", from);
        m_at = (to == std::string::npos ? m_outline.bytes.size() : to) - 1;
        value(std::string_view(m_outline.bytes).substr(from, m_at + 1 - from));
    }

    /// A text, number or literal, in the words of the file.
    void value(std::string_view token) {
        if (role() == Role::features) {
            m_outline.features.emplace_back();
            refuse_feature();
        }
        if (!structural() || !m_frames.back().object) {
            return;
        }
        if (m_key == "crs") {
            add_crs(token);
        } else if (m_key == "id" && role() != Role::geometry && token != "null") {
            feature().id = decoded(token);
        } else if (m_key == "type" && role() != Role::feature && feature().type.empty()) {
            feature().type = decoded(token);
        } else if (m_key == "type" && role() == Role::geometry && m_frames.size() > 1 && m_lone.type == "Feature") {
            feature().type = decoded(token);
        }
    }

    [[nodiscard]] static std::string decoded(std::string_view token) {
        if (!token.starts_with('"')) {
            return std::string(token);
        }
        if (token.find('\\') == std::string_view::npos) {
            return std::string(token.substr(1, token.size() - 2));
        }
        return text_of(Json::parse(token, nullptr, false));
    }

    void add_crs(std::string_view member) {
        const std::string crs = crs_of(member, m_path);
        if (m_crs && *m_crs != crs) {
            throw InputError({m_path, "", 0}, {"plusieurs systèmes de coordonnées : « " + *m_crs + " » et « " + crs + " »",
                                               "several reference systems: \"" + *m_crs + "\" and \"" + crs + "\""});
        }
        m_crs = crs;
    }

    [[noreturn]] void refuse_feature() const {
        throw InputError({m_path, "", m_outline.features.size()}, {"n'est pas une entité GeoJSON", "is not a GeoJSON feature"});
    }

    const std::string& m_path;
    GeojsonOutline m_outline;
    GeojsonFeature m_lone;
    std::vector<Frame> m_frames;
    std::string m_key;
    std::optional<std::string> m_crs;
    std::size_t m_at = 0;
    std::size_t m_crs_from = 0;
    bool m_key_next = false;
    bool m_collection = false;
};

}  // namespace

std::string crs_of_name(const std::string& name) {
    const std::string trimmed(trim(name));
    std::string plain = cased(trimmed, std::tolower);
    std::replace_if(
        plain.begin(), plain.end(), [](char letter) { return letter == '/' || letter == '#'; }, ':');
    std::vector<std::string> parts = split(plain, ':');
    parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
    const auto paired = [](const std::string& authority, const std::string& code) {
        return cased(authority, std::toupper) + ":" + cased(code, std::toupper);
    };
    if (plain == "crs84") {
        return "OGC:CRS84";
    }
    if (parts.size() == 2 && plain.find(' ') == std::string::npos) {
        return paired(parts[0], parts[1]);
    }
    // urn:ogc:def:crs:EPSG::2154 · http://www.opengis.net/def/crs/EPSG/0/2154 · http://www.opengis.net/gml/srs/epsg.xml#2154
    const bool urn = parts.size() >= 6 && parts[0] == "urn" && parts[2] == "def" && parts[3] == "crs" && parts.size() <= 7;
    if (urn) {
        return paired(parts[4], parts.back());
    }
    const bool address = parts.size() >= 4 && parts[0].starts_with("http") && parts[1].ends_with("opengis.net");
    if (address && parts.size() == 7 && parts[2] == "def" && parts[3] == "crs") {
        return paired(parts[4], parts[6]);
    }
    if (address && parts.size() == 6 && parts[2] == "gml" && parts[4] == "epsg.xml") {
        return paired("EPSG", parts[5]);
    }
    return trimmed;
}

GeojsonOutline outline_of(std::string bytes, const std::string& path) { return Scanner(std::move(bytes), path).scan(); }

}  // namespace maillage::io
