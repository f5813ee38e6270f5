#include "io/map_exports.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::ordered_json;

/// Nothing where the text is no JSON, or goes deeper than what follows may go by calls.
std::optional<Json> parsed(const std::string& bytes) {
    constexpr int deepest = 100;
    bool deep = false;
    Json root = Json::parse(
        bytes, [&](int depth, Json::parse_event_t, Json&) { return !(deep = deep || depth > deepest); }, false);
    return deep || root.is_discarded() ? std::nullopt : std::optional(std::move(root));
}

const Json& member(const Json& object, const char* name) {
    static const Json none;
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() ? *found : none;
}

std::string text_of(const Json& json) {
    if (json.is_string()) {
        return json.get<std::string>();
    }
    if (json.is_array()) {
        std::vector<std::string> parts;
        for (const Json& part : json) {
            parts.push_back(text_of(part));
        }
        return join(parts, " ; ");
    }
    return json.is_null() ? "" : json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dumped(Json features) {
    const Json collection{{"type", "FeatureCollection"}, {"features", std::move(features)}};
    return collection.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string name_of_layer(const Json& layer) {
    for (const char* const options : {"_umap_options", "_storage"}) {
        if (const Json& name = member(member(layer, options), "name"); name.is_string()) {
            return name.get<std::string>();
        }
    }
    return "";
}

Json feature_of_umap(const Json& feature, const std::string& layer) {
    Json properties = Json::object();
    if (const Json& given = member(feature, "properties"); given.is_object()) {
        properties = given;
    }
    properties.erase("_umap_options");
    properties.erase("_storage_options");
    if (!properties.contains("calque")) {
        properties["calque"] = layer;
    }
    return {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", member(feature, "geometry")}};
}

Json feature_of_element(const Json& element) {
    Json properties = Json::object();
    Json geometry;
    for (const auto& [name, value] : element.items()) {
        if (name == "geo") {
            const Json& lon = member(value, "longitude");
            const Json& lat = member(value, "latitude");
            if (lon.is_number() && lat.is_number()) {
                geometry = {{"type", "Point"}, {"coordinates", {lon, lat}}};
            }
        } else if (name == "address" && value.is_object()) {
            constexpr std::pair<const char*, const char*> parts[] = {{"streetAddress", "adresse"}, {"postalCode", "code_postal"}, {"addressLocality", "ville"}};
            for (const auto& [theirs, ours] : parts) {
                properties[ours] = text_of(member(value, theirs));
            }
        } else {
            properties[name] = text_of(value);
        }
    }
    return {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", std::move(geometry)}};
}

}  // namespace

ExportedMap features_of_umap(const std::string& bytes, const std::string& path, const std::string& layer) {
    const std::optional<Json> root = parsed(bytes);
    if (!root || !member(*root, "layers").is_array()) {
        throw InputError({path, "", 0}, {"n'est pas une carte uMap lisible", "is not a readable uMap map"});
    }
    Json features = Json::array();
    std::vector<std::string> names;
    bool found = layer.empty();
    for (const Json& one : member(*root, "layers")) {
        names.push_back(name_of_layer(one));
        if (layer.empty() || names.back() == layer) {
            found = true;
            for (const Json& feature : member(one, "features")) {
                features.push_back(feature_of_umap(feature, names.back()));
            }
        }
    }
    if (!found) {
        const std::string list = join(names, ", ");
        throw InputError({path, layer, 0}, {"calque introuvable ; la carte contient : " + list, "no such layer; the map has: " + list});
    }
    return {layer, dumped(std::move(features))};
}

bool is_gogocarto(const std::string& bytes) {
    if (bytes.find("\"data\"") == std::string::npos) {
        return false;
    }
    const std::optional<Json> root = parsed(bytes);
    const Json& data = root ? member(*root, "data") : member(Json(), "");
    return data.is_array() && !data.empty() && data.front().is_object() && (data.front().contains("geo") || data.front().contains("name"));
}

ExportedMap features_of_gogocarto(const std::string& bytes, const std::string& path) {
    const std::optional<Json> root = parsed(bytes);
    if (!root || !member(*root, "data").is_array()) {
        throw InputError({path, "", 0}, {"n'est pas une liste GoGoCarto lisible", "is not a readable GoGoCarto list"});
    }
    Json features = Json::array();
    std::size_t row = 0;
    for (const Json& element : member(*root, "data")) {
        ++row;
        if (!element.is_object()) {
            throw InputError({path, "", row}, {"cet élément n'est pas un objet", "this element is no object"});
        }
        features.push_back(feature_of_element(element));
    }
    return {"", dumped(std::move(features))};
}

}  // namespace maillage::io
