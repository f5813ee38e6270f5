#include "formats/table_schema.hpp"

#include <algorithm>

#include "formats/layers.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

const char* type_name(catalogue::Type type, bool csv) {
    switch (type) {
        case catalogue::Type::integer: return "integer";
        case catalogue::Type::number: return "number";
        case catalogue::Type::boolean: return "boolean";
        case catalogue::Type::list: return csv ? "string" : "array";
        case catalogue::Type::text: break;
    }
    return "string";
}

Json field_of(const catalogue::Column& column, Language language, bool csv) {
    Json field = {{"name", column.name}, {"title", column.title.in(language)}, {"type", type_name(column.type, csv)}};
    if (!column.unit.empty()) {
        field["unit"] = column.unit;
    }
    if (column.type == catalogue::Type::list && csv) {
        field["description"] = language == Language::french ? "séparés par des blancs" : "parted by blanks";
        return field;  // an empty list is an empty cell
    }
    Json constraints = Json::object();
    if (!column.nullable) {
        constraints["required"] = true;
    }
    if (!column.allowed.empty()) {
        constraints["enum"] = column.allowed;
    }
    if (!constraints.empty()) {
        field["constraints"] = constraints;
    }
    return field;
}

Json schema_of(const catalogue::LayerKind& kind, const Result& result, bool csv) {
    Json fields = Json::array();
    for (const catalogue::Column& column : kind.columns) {
        fields.push_back(field_of(column, result.study.language, csv));
    }
    for (const std::string& column : kind.source_columns ? result.facilities.columns : std::vector<std::string>{}) {
        fields.push_back({{"name", "src_" + column}, {"title", column}, {"type", "string"}});
    }
    Json schema = {{"fields", fields}};
    if (!catalogue::key(kind).empty()) {
        schema["primaryKey"] = Json::array({catalogue::key(kind)});
    }
    return schema;
}

/// Of a table in inputs/.
Json schema_of(const std::vector<std::string>& titles, Language language) {
    Json fields = Json::array();
    for (const std::string& title : titles) {
        const auto known = catalogue::input_column(title);
        Json field = {{"name", title}};
        if (known) {
            field["title"] = known->title.in(language);
        } else if (title.starts_with("src_")) {
            field["title"] = title.substr(4);
        }
        field["type"] = type_name(known ? known->type : catalogue::Type::text, true);
        fields.push_back(field);
    }
    return {{"fields", fields}};
}

/// The layer that "regions/53/gaps.geojson" holds features of; null for none.
const catalogue::LayerKind* kind_of(const std::string& file) {
    const std::string name = file.substr(0, file.rfind('.'));
    if (name == catalogue::changes_layer().name) {
        return &catalogue::changes_layer();
    }
    const auto& layers = catalogue::layers();
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const catalogue::LayerKind& one) { return one.name == name; });
    return found == layers.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Json> table_schema(const Result& result, const std::string& path, const std::vector<std::string>& titles) {
    const std::string file = file_name(path);
    if (path.ends_with(".geojson")) {
        const catalogue::LayerKind* const kind = path.find("inputs/") == std::string::npos ? kind_of(file) : nullptr;
        return kind == nullptr ? std::nullopt : std::optional(schema_of(*kind, result, false));
    }
    if (file == "gaps.csv" || file == "gaps-excel.csv") {
        Json schema = schema_of(catalogue::layer("gaps"), result, true);
        for (Json& field : schema["fields"]) {
            if (file != "gaps.csv" && field["type"] == "number") {
                field["decimalChar"] = ",";
            }
        }
        return schema;
    }
    return path.ends_with(".csv") ? std::optional(schema_of(titles, result.study.language)) : std::nullopt;
}

}  // namespace maillage::formats
