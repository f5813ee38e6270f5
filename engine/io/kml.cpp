#include "io/kml.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "io/xml.hpp"

namespace maillage::io {

namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '&' || letter == '<' || letter == '"') {
            result += letter == '&' ? "&amp;" : letter == '<' ? "&lt;" : "&quot;";
        } else {
            result += letter;
        }
    }
    return result;
}

class KmlEvents : public XmlEvents {
public:
    explicit KmlEvents(std::string_view bytes) : m_bytes(bytes) {}

    void open(std::string_view name, const XmlAttributes& attributes, std::size_t from, std::size_t size) override {
        m_is_kml = m_is_kml || (m_depth == 0 && (name == "kml" || name == "Document" || name == "Folder" || name == "Placemark"));
        ++m_depth;
        placemarks += name == "Placemark" ? 1U : 0U;
        network_links += name == "NetworkLink" ? 1U : 0U;
        if (name == "Schema") {
            m_schema_from = from;
        } else if (name == "SchemaData") {
            replace(from, size, "");
        } else if (name == "SimpleData") {
            m_prefix = prefix_at(from);
            replace(from, size, "<" + m_prefix + "Data name=\"" + escaped(attributes.get("name")) + "\"><" + m_prefix + "value>");
        }
    }

    void close(std::string_view name, std::size_t from, std::size_t size) override {
        --m_depth;
        if (name == "Schema") {
            replace(m_schema_from, from + size - m_schema_from, "");
        } else if (name == "SchemaData") {
            replace(from, size, "");
        } else if (name == "SimpleData") {
            replace(from, size, "</" + m_prefix + "value></" + m_prefix + "Data>");
        }
    }

    [[nodiscard]] bool is_kml() const { return m_is_kml; }

    [[nodiscard]] std::string edited() const {
        std::string result;
        std::size_t at = 0;
        for (const Edit& edit : m_edits) {
            result += m_bytes.substr(at, edit.from - at);
            result += edit.text;
            at = edit.from + edit.size;
        }
        return result.append(m_bytes.substr(at));
    }

    std::size_t placemarks = 0;
    std::size_t network_links = 0;

private:
    struct Edit {
        std::size_t from, size;
        std::string text;
    };

    void replace(std::size_t from, std::size_t size, std::string text) { m_edits.push_back({from, size, std::move(text)}); }

    /// "kml:" of "<kml:SimpleData …".
    [[nodiscard]] std::string prefix_at(std::size_t from) const {
        const std::string_view tag = m_bytes.substr(from + 1, m_bytes.find_first_of(" \t\r\n/>", from) - from - 1);
        const std::size_t colon = tag.find(':');
        return colon == std::string_view::npos ? "" : std::string(tag.substr(0, colon + 1));
    }

    std::string_view m_bytes;
    std::vector<Edit> m_edits;
    std::string m_prefix;
    std::size_t m_schema_from = 0;
    int m_depth = 0;
    bool m_is_kml = false;
};

class GmlEvents : public XmlEvents {
public:
    void open(std::string_view name, const XmlAttributes&, std::size_t, std::size_t) override {
        const bool member = name == "featureMember" || name == "member" || name == "featureMembers";
        features += m_open.size() == 2 && m_open.back() ? 1U : 0U;
        m_open.push_back(m_open.size() == 1 && member);
    }
    void close(std::string_view, std::size_t, std::size_t) override { m_open.pop_back(); }
    std::size_t features = 0;

private:
    std::vector<bool> m_open;  ///< for each open element, whether it is a member of the collection
};

}  // namespace

Kml prepared_kml(std::string bytes, const std::string& path) {
    const Place place{path, "", 0};
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        throw InputError(place, {"fichier en UTF-16 : enregistrez-le en UTF-8", "file in UTF-16: save it as UTF-8"});
    }
    KmlEvents events(bytes);
    parse_xml(bytes, place, events);
    if (!events.is_kml()) {
        throw InputError(place, {"n'est pas un fichier KML", "is not a KML file"});
    }
    return {events.edited(), events.placemarks, events.network_links};
}

std::size_t gml_features(std::string_view bytes, const std::string& path) {
    GmlEvents events;
    parse_xml(bytes, {path, "", 0}, events);
    return events.features;
}

}  // namespace maillage::io
