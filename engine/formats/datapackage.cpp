#include "formats/datapackage.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <variant>

#include "formats/csv.hpp"
#include "formats/layers.hpp"
#include "formats/table_schema.hpp"
#include "model/catalogue.hpp"
#include "model/connection.hpp"
#include "model/run_folder.hpp"
#include "model/settings.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// A setting's value as it may be published: of a file its name, of a database what is no secret.
struct Published {
    const Setting& setting;

    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(const std::string& text) const {
        return setting.kind == SettingKind::file ? file_name(text) : setting.key == "postgis" ? published_connection(text) : text;
    }
    template <typename Plain>
    Json operator()(const Plain& plain) const {
        return plain;
    }
};

/// Every setting, as ETUDE.toml has it; null where it is left open.
Json study_of(const Study& study) {
    Json json = Json::object();
    for (const Setting& setting : settings()) {
        if (setting.key == "dashboard") {  // that a page was written, `resources` tells
            continue;
        }
        json[Json::json_pointer(place_of_setting(setting.key))] = std::visit(Published{setting}, setting.get(study));
    }
    return json;
}

std::string resource_name(std::string path) {
    for (char& letter : path) {
        letter = letter == '/' || letter == '.' ? '-' : letter;
    }
    return path;
}

std::string media_type(const std::string& path) {
    constexpr std::pair<std::string_view, const char*> types[] = {
        {".geojson", "application/geo+json"},
        {".json", "application/json"},
        {".umap", "application/json"},
        {".csv", "text/csv"},
        {".md", "text/markdown"},
        {".html", "text/html"},
        {".gpkg", "application/geopackage+sqlite3"},
        {".qgs", "application/xml"},
        {".qml", "application/xml"},
        {".fgb", "application/octet-stream"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
    const auto* const found = std::find_if(std::begin(types), std::end(types), [&](const auto& one) { return path.ends_with(one.first); });
    return found == std::end(types) ? "application/octet-stream" : found->second;
}

/// A validator would take a workbook whose first sheet is a page of text for a table, and "report.json" for a report of its own.
std::string format_of(const std::string& path) {
    return path.ends_with("report.json") ? "report" : path.ends_with(".xlsx") ? "workbook" : path.substr(path.rfind('.') + 1);
}

Json resource_of(const Result& result, const Resource& resource) {
    Json json = {{"name", resource_name(resource.path)}, {"path", resource.path}, {"format", format_of(resource.path)}, {"mediatype", media_type(resource.path)}};
    const bool csv = resource.path.ends_with(".csv");
    if (csv) {
        json["type"] = "table";
    }
    if (resource.path.ends_with("gaps-excel.csv")) {
        json["dialect"] = {{"delimiter", ";"}};
    }
    const bool text = csv || media_type(resource.path).find("json") != std::string::npos || media_type(resource.path).starts_with("text/") || resource.path.ends_with(".qgs") || resource.path.ends_with(".qml");
    if (text) {
        json["encoding"] = "utf-8";
    }
    json["bytes"] = resource.bytes;
    json["hash"] = "sha256:" + resource.sha256;
    if (resource.path.ends_with(".geojson")) {
        json["crs"] = "OGC:CRS84";
    }
    if (const auto schema = table_schema(result, resource.path, resource.titles)) {
        json["schema"] = *schema;
    }
    return json;
}

bool is_address(const std::string& text) { return text.starts_with("https://") || text.starts_with("http://"); }

/// Its name holds none but letters, digits, "-", "." and "_".
Json licence_of(const std::string& licence) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
    if (is_address(licence)) {
        return {{"path", licence}};
    }
    std::string name;
    for (const char letter : licence) {
        const bool kept = plain.find(letter) != std::string_view::npos;
        name += kept ? std::string(1, letter) : name.empty() || name.back() == '-' ? "" : "-";
    }
    return name == licence ? Json{{"name", name}} : Json{{"name", name}, {"title", licence}};
}

void add_credits(Json& json, const std::vector<Credit>& credits) {
    Json licences = Json::array();
    Json sources = Json::array();
    for (const auto& [origin, files] : credits) {
        Json names = Json::array();
        for (const std::string& file : files) {
            names.push_back(file_name(file));
        }
        const std::string title = origin.source.empty() ? file_name(files.front()) : origin.source;
        Json source = {{"title", title}};
        if (is_address(origin.source)) {
            source["path"] = origin.source;
        }
        source["files"] = names;
        if (!origin.licence.empty()) {
            const Json licence = licence_of(origin.licence);
            source["licenses"] = Json::array({licence});
            if (std::find(licences.begin(), licences.end(), licence) == licences.end()) {
                licences.push_back(licence);
            }
        }
        sources.push_back(source);
    }
    if (!licences.empty()) {
        json["licenses"] = licences;
    }
    if (!sources.empty()) {
        json["sources"] = sources;
    }
}

}  // namespace

std::string datapackage(const Result& result, const std::vector<Resource>& resources) {
    Json json = {{"$schema", "https://datapackage.org/profiles/2.0/datapackage.json"}, {"name", "maillage"}, {"title", text_or_null(result.study.title)}};
    if (result.study.title.empty()) {
        json.erase("title");
    }
    Json list = Json::array();
    for (const Resource& resource : resources) {
        list.push_back(resource_of(result, resource));
    }
    add_credits(json, result.credits);
    json["resources"] = list;
    Json sources = Json::array();
    for (const SourceFile& source : result.sources) {
        sources.push_back({{"file", file_name(source.path)}, {"sha256", source.sha256}, {"bytes", source.bytes}});
    }
    Json versions = Json::object();
    for (const auto& [name, release] : result.versions) {
        versions[name] = release;
    }
    json["maillage"] = {{"format", run_format}, {"versions", versions}, {"inputs", sources}, {"study", study_of(result.study)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace maillage::formats
