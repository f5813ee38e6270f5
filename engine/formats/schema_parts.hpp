// Pieces of JSON Schemas. Private to formats.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace maillage::formats {

using Json = nlohmann::ordered_json;

inline Json object_of(const Json& properties, bool open = false) {
    Json required = Json::array();
    for (const auto& [name, schema] : properties.items()) {
        required.push_back(name);
    }
    return {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", open}};
}

inline Json array_of(const Json& items) { return {{"type", "array"}, {"items", items}}; }
inline Json typed(const char* type) { return {{"type", type}}; }
inline Json nullable(const char* type) { return {{"type", Json::array({type, "null"})}}; }
inline Json count() { return {{"type", "integer"}, {"minimum", 0}}; }
inline Json nullable_count() { return {{"type", Json::array({"integer", "null"})}, {"minimum", 0}}; }

inline Json headed(const std::string& title, const Json& schema) {
    Json json = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
    json.update(schema);
    return json;
}

// documents of commands other than run, schema_commands.cpp
Json explanation_schema();
Json finding_kinds_schema();
Json init_schema();
Json compose_schema();
Json locate_schema();

}  // namespace maillage::formats
