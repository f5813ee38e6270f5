#include "io/topojson.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::ordered_json;

class Topology {
public:
    Topology(const std::string& bytes, const std::string& path) : m_path(path) {
        constexpr int deepest = 100;  // what follows goes down by calls
        bool deep = false;
        m_root = Json::parse(
            bytes, [&](int depth, Json::parse_event_t, Json&) { return !(deep = deep || depth > deepest); }, false);
        if (deep || !m_root.is_object() || m_root.value("type", Json()) != "Topology" ||
            !m_root.value("objects", Json()).is_object()) {
            throw InputError({m_path, "", 0}, {"n'est pas un fichier TopoJSON lisible", "is not a readable TopoJSON file"});
        }
    }

    TopologyLayer layer(const std::string& name) {
        const Json& objects = m_root["objects"];
        if (name.empty() && objects.size() != 1) {
            const std::string names = list();
            throw InputError({m_path, "", 0}, {"plusieurs couches, ou aucune : précisez FICHIER:COUCHE, parmi " + names,
                                               "several layers, or none: say FILE:LAYER, one of " + names});
        }
        m_name = name.empty() ? objects.begin().key() : name;
        if (!objects.contains(m_name)) {
            const std::string names = list();
            throw InputError({m_path, name, 0},
                             {"couche introuvable ; le fichier contient : " + names, "no such layer; the file has: " + names});
        }
        read_arcs();
        const Json& object = objects[m_name];
        Json features = Json::array();
        if (object.is_object() && object.value("type", Json()) == "GeometryCollection") {
            for (const Json& geometry : object.value("geometries", Json::array())) {
                m_row = features.size() + 1;
                features.push_back(feature(geometry));
            }
        } else {
            m_row = 1;
            features.push_back(feature(object));
        }
        Json collection{{"type", "FeatureCollection"}, {"features", std::move(features)}};
        if (m_root.contains("crs")) {
            collection["crs"] = m_root["crs"];
        }
        return {m_name, collection.dump()};
    }

private:
    [[nodiscard]] std::string list() const {
        std::vector<std::string> names;
        for (const auto& [name, object] : m_root["objects"].items()) {
            const Json parts = object.is_object() ? object.value("geometries", Json()) : Json();
            names.push_back(fmt::format("{} ({})", name, parts.is_array() ? parts.size() : 1));
        }
        return join(names, ", ");
    }

    [[noreturn]] void refuse(const Said& what) const { throw InputError({m_path, m_name, m_row}, what); }
    [[noreturn]] void refuse_position() const { refuse({"position illisible", "unreadable position"}); }

    void read_arcs() {
        if (const Json transform = m_root.value("transform", Json()); transform.is_object()) {
            m_scale = pair_of(transform.value("scale", Json()));
            m_translate = pair_of(transform.value("translate", Json()));
            m_quantised = true;
        }
        for (const Json& arc : m_root.value("arcs", Json::array())) {
            std::vector<std::pair<double, double>> line;
            double x = 0;
            double y = 0;
            for (const Json& written : arc) {
                const auto [dx, dy] = pair_of(written);
                x = m_quantised ? x + dx : dx;  // each a difference from the one before
                y = m_quantised ? y + dy : dy;
                line.push_back(placed({x, y}));
            }
            m_arcs.push_back(std::move(line));
        }
    }

    [[nodiscard]] std::pair<double, double> pair_of(const Json& written) const {
        if (!written.is_array() || written.size() < 2 || !written[0].is_number() || !written[1].is_number()) {
            refuse_position();
        }
        return {written[0].get<double>(), written[1].get<double>()};
    }

    [[nodiscard]] std::pair<double, double> placed(std::pair<double, double> at) const {
        return m_quantised
                   ? std::pair(at.first * m_scale.first + m_translate.first, at.second * m_scale.second + m_translate.second)
                   : at;
    }

    [[nodiscard]] Json feature(const Json& object) const {
        if (!object.is_object()) {
            refuse({"n'est pas un objet TopoJSON", "is not a TopoJSON object"});
        }
        Json made{{"type", "Feature"}};
        if (object.contains("id")) {
            made["id"] = object["id"];
        }
        made["properties"] = object.value("properties", Json::object());
        made["geometry"] = geometry(object);
        return made;
    }

    [[nodiscard]] Json geometry(const Json& object) const {
        const Json type = object.value("type", Json());
        if (type.is_null()) {
            return nullptr;
        }
        Json made{{"type", type}};
        if (type == "GeometryCollection") {
            made["geometries"] = Json::array();
            for (const Json& part : object.value("geometries", Json::array())) {
                made["geometries"].push_back(geometry(part.is_object() ? part : Json::object()));
            }
        } else if (type == "Point" || type == "MultiPoint") {
            made["coordinates"] = points(object.value("coordinates", Json()), type == "Point" ? 0 : 1);
        } else if (type == "LineString" || type == "MultiLineString" || type == "Polygon" || type == "MultiPolygon") {
            made["coordinates"] = lines(object.value("arcs", Json()), type == "LineString" ? 0 : type == "MultiPolygon" ? 2 : 1);
        } else {
            refuse({"type de géométrie inconnu : " + type.dump(), "unknown type of geometry: " + type.dump()});
        }
        return made;
    }

    [[nodiscard]] Json points(const Json& written, int depth) const {
        if (depth == 0) {
            const auto [x, y] = placed(pair_of(written));
            return Json::array({x, y});
        }
        Json made = Json::array();
        for (const Json& one : array(written)) {
            made.push_back(points(one, depth - 1));
        }
        return made;
    }

    [[nodiscard]] const Json& array(const Json& written) const {
        if (!written.is_array()) {
            refuse({"arcs illisibles", "unreadable arcs"});
        }
        return written;
    }

    /// Arcs joined into a line: each begins where the one before ends, and that position stands once.
    [[nodiscard]] Json lines(const Json& written, int depth) const {
        Json made = Json::array();
        for (const Json& one : array(written)) {
            if (depth > 0) {
                made.push_back(lines(one, depth - 1));
                continue;
            }
            const std::vector<std::pair<double, double>> arc = arc_of(one);
            for (std::size_t i = made.empty() ? 0 : 1; i < arc.size(); ++i) {
                made.push_back(Json::array({arc[i].first, arc[i].second}));
            }
        }
        return made;
    }

    /// -1 is arc 0 backwards, -2 arc 1.
    [[nodiscard]] std::vector<std::pair<double, double>> arc_of(const Json& number) const {
        const std::int64_t rank = number.is_number_integer() ? number.get<std::int64_t>() : INT64_MIN;
        const std::int64_t index = rank < 0 ? -(rank + 1) : rank;
        if (rank == INT64_MIN || index >= static_cast<std::int64_t>(m_arcs.size())) {
            refuse({"arc inconnu : " + number.dump(), "no such arc: " + number.dump()});
        }
        const auto& arc = m_arcs[static_cast<std::size_t>(index)];
        return rank < 0 ? std::vector(arc.rbegin(), arc.rend()) : arc;
    }

    const std::string& m_path;
    Json m_root;
    std::string m_name;
    std::size_t m_row = 0;
    std::vector<std::vector<std::pair<double, double>>> m_arcs;
    std::pair<double, double> m_scale{1, 1};
    std::pair<double, double> m_translate{0, 0};
    bool m_quantised = false;
};

}  // namespace

bool is_topology(const std::string& bytes) {
    if (bytes.find("\"Topology\"") == std::string::npos) {
        return false;
    }
    const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= 1; };
    const Json root = Json::parse(bytes, shallow, false);
    return root.is_object() && root.value("type", Json()) == "Topology";
}

TopologyLayer layer_of_topology(const std::string& bytes, const std::string& path, const std::string& name) {
    return Topology(bytes, path).layer(name);
}

}  // namespace maillage::io
