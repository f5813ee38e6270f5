#include "io/geojson_outline.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "io/geojson_crs.hpp"

namespace maillage::io {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
    return result;
}

/// A JSON token as text: a string without quotes and escapes, anything else as written.
std::string decoded(std::string_view token) {
    if (!token.starts_with('"')) {
        return std::string(token);
    }
    if (token.find('\\') == std::string_view::npos) {
        return std::string(token.substr(1, token.size() - 2));
    }
    const nlohmann::json text = nlohmann::json::parse(token, nullptr, false);
    return text.is_string() ? text.get<std::string>() : std::string(token);
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
            m_lone.type = m_root_type == "Feature" ? m_lone.type : m_root_type;
            m_outline.features = {m_lone};
        }
        m_outline.crs = m_crs.value_or("OGC:CRS84");  // RFC 7946, section 4
        return std::move(m_outline);
    }

private:
    enum class Role { root, features, feature, properties, geometry, coordinates, crs, other };
    struct Frame {
        Role role;
        bool object;
        std::vector<std::string> keys;  ///< met so far, where one that stands twice would hide a value
    };

    [[noreturn]] void refuse() const {
        throw InputError({m_path, "", 0}, {"n'est pas un fichier vectoriel lisible (GeoJSON)",
                                           "is not a readable vector file (GeoJSON)"});
    }

    [[nodiscard]] Role role() const { return m_frames.empty() ? Role::other : m_frames.back().role; }
    [[nodiscard]] bool structural() const { return role() == Role::root || role() == Role::feature || role() == Role::geometry; }
    /// The one being read: of "features", else what stands for itself, or beside them and is no feature.
    [[nodiscard]] GeojsonFeature& feature() {
        const bool in_features = m_frames.size() > 1 && m_frames[1].role == Role::features && !m_outline.features.empty();
        return in_features ? m_outline.features.back() : m_lone;
    }

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
            m_outline.features.emplace_back();
            if (!object) {
                refuse_feature();
            }
        }
        if (inside == Role::features) {
            m_collection = true;
        }
        if (inside == Role::crs && role() != Role::crs) {
            m_crs_from = m_at;
        }
        if (inside == Role::coordinates) {
            const std::size_t next = m_outline.bytes.find_first_not_of(" \t\r\n", m_at + 1);
            const char first = next == std::string::npos ? ']' : m_outline.bytes[next];
            feature().positions += object || (first != '[' && first != ']') ? 1U : 0U;
        }
        if (inside == Role::other && structural() && m_key == "geometry") {
            feature().positions += 1;  // an array in the place of a geometry
        }
        m_frames.push_back({inside, object, {}});
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
        if (frame.role == Role::properties) {
            return Role::other;
        }
        if (frame.role == Role::feature && m_key == "properties" && object) {
            return Role::properties;
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
            m_at = m_outline.bytes.find_first_of(std::string_view("\"\\\0", 3), m_at + 1);
            if (m_at == std::string::npos) {
                refuse();
            }
            if (m_outline.bytes[m_at] == '"') {
                break;
            }
            if (m_outline.bytes[m_at] == '\0' || m_outline.bytes.compare(m_at, 6, "\\u0000") == 0) {
                const std::size_t row = m_outline.features.size();
                throw InputError({m_path, "", row},
                                 {"caractère nul dans un texte", "null character in a text"});
            }
            ++m_at;
        }
        if (!m_key_next) {
            value(std::string_view(m_outline.bytes).substr(from, m_at + 1 - from));
            return;
        }
        m_key_next = false;
        if (structural() || role() == Role::properties) {
            note_key(decoded(std::string_view(m_outline.bytes).substr(from, m_at + 1 - from)));
        }
        if (structural()) {
            m_key = lower(decoded(std::string_view(m_outline.bytes).substr(from, m_at + 1 - from)));
            if (m_key == "crs") {
                std::fill(m_outline.bytes.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                          m_outline.bytes.begin() + static_cast<std::ptrdiff_t>(m_at), '_');
            }
        }
    }

    /// Readers differ in which value of a key they take that stands twice (RFC 8259, section 4): none is taken in silence.
    void note_key(std::string&& key) {
        std::vector<std::string>& keys = m_frames.back().keys;
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
            throw InputError({m_path, "", m_outline.features.size()}, {"la clé « " + key + " » est là deux fois", "the key \"" + key + "\" stands there twice"});
        }
        keys.push_back(std::move(key));
    }

    void scalar() {
        const std::size_t from = m_at;
        const auto ends = [](char letter) { return letter == ',' || letter == ']' || letter == '}' || letter <= ' '; };
        while (m_at + 1 < m_outline.bytes.size() && !ends(m_outline.bytes[m_at + 1])) {
            ++m_at;
        }
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
        } else if ((m_key == "geometry" || m_key == "coordinates") && token != "null") {
            feature().positions += 1;  // a text or number in the place of a geometry
        } else if (m_key == "type" && role() == Role::root) {
            m_root_type = decoded(token);
        } else if (m_key == "type" && role() == Role::geometry && m_frames[m_frames.size() - 2].role != Role::geometry) {
            feature().type = decoded(token);
        }
    }

    void add_crs(std::string_view member) {
        const std::string crs = crs_of_member(member, m_path);
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
    GeojsonFeature m_lone;  ///< for a file without "features"
    std::string m_root_type;
    std::vector<Frame> m_frames;
    std::string m_key;
    std::optional<std::string> m_crs;
    std::size_t m_at = 0;
    std::size_t m_crs_from = 0;
    bool m_key_next = false;
    bool m_collection = false;
};

}  // namespace

GeojsonOutline outline_of(std::string bytes, const std::string& path) { return Scanner(std::move(bytes), path).scan(); }

}  // namespace maillage::io
