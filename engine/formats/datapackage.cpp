#include "formats/datapackage.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "formats/csv.hpp"
#include "formats/layers.hpp"
#include "formats/table_schema.hpp"
#include "model/catalogue.hpp"
#include "model/connection.hpp"
#include "model/run_folder.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json number_or_null(const std::optional<int>& number) { return number ? Json(*number) : Json(nullptr); }
Json file_or_null(const std::string& path) { return text_or_null(file_name(path)); }

Json study_of(const Study& study) {
    Json counted = Json::array();
    for (const Stage stage : study.counted) {
        counted.push_back(catalogue::id(stage));
    }
    Json json = {{"title", text_or_null(study.title)}};
    json["pays"] = {{"path", file_or_null(study.pays.path)},
                    {"code", text_or_null(study.pays.code)},
                    {"name", text_or_null(study.pays.name)},
                    {"crs", text_or_null(study.pays.crs)}};
    json["ptce"] = {{"path", file_or_null(study.ptce.path)},
                    {"id", text_or_null(study.ptce.id)},
                    {"name", text_or_null(study.ptce.name)},
                    {"lon", text_or_null(study.ptce.lon)},
                    {"lat", text_or_null(study.ptce.lat)},
                    {"commune", text_or_null(study.ptce.commune)},
                    {"commune_name", text_or_null(study.ptce.commune_name)},
                    {"postal_code", text_or_null(study.ptce.postal_code)},
                    {"epci", text_or_null(study.ptce.epci)},
                    {"territory", text_or_null(study.ptce.territory)},
                    {"departement", text_or_null(study.ptce.departement)},
                    {"region", text_or_null(study.ptce.region)},
                    {"area", text_or_null(study.ptce.area)},
                    {"status", text_or_null(study.ptce.status)},
                    {"year", text_or_null(study.ptce.year)},
                    {"precision", text_or_null(study.ptce.precision)},
                    {"crs", text_or_null(study.ptce.crs)},
                    {"statuses", file_or_null(study.ptce.statuses)},
                    {"cog", number_or_null(study.ptce.cog)},
                    {"count", study.count_by == CountBy::seat ? "siege" : "perimetre"},
                    {"share", study.share},
                    {"share_of", study.share_of == ShareOf::population ? "population" : "surface"},
                    {"attested_since", number_or_null(study.attested_since)},
                    {"known_total", number_or_null(study.known_total)},
                    {"known_total_by_region", study.known_total_by_region},
                    {"known_total_source", text_or_null(study.known_total_source)}};
    if (!study.ptce.uncertainty.empty()) {
        json["ptce"]["uncertainty"] = study.ptce.uncertainty;
    }
    if (study.uncertainty_m) {
        json["ptce"]["uncertainty_m"] = *study.uncertainty_m;
    }
    json["composition"] = study.composition ? Json{{"path", file_name(study.composition->path)},
                                                   {"key", text_or_null(study.composition->key)},
                                                   {"by", study.composition->by},
                                                   {"cog", number_or_null(study.composition->cog)}}
                                            : Json(nullptr);
    json["gazetteer"] = {{"path", file_or_null(study.gazetteer)},
                         {"communes", file_or_null(study.communes)},
                         {"population", file_or_null(study.population)},
                         {"national_outline", file_or_null(study.national_outline)}};
    json["targets"] = {{"per_territory", study.targets.per_territory},
                       {"national", study.targets.national},
                       {"year", study.targets.year},
                       {"source", text_or_null(study.targets.source)}};
    json["counted"] = counted;
    json["region"] = text_or_null(study.region);
    json["corrections"] = file_or_null(study.corrections);
    json["date_reference"] = number_or_null(study.date_reference);
    const PriorityWeights& weights = study.priorities;
    Json columns = Json::object();
    for (const Criterion& column : weights.columns) {
        columns[column.column] = column.weight;
    }
    json["priorities"] = {{"population", weights.population}, {"distance", weights.distance}, {"white_zone", weights.white_zone}, {"chance", weights.chance},
                          {"columns", columns},               {"normalisation", catalogue::id(weights.normalisation)}};
    json["pace_years"] = study.pace_years;
    json["horizon"] = number_or_null(study.horizon);
    json["repair_limit"] = study.repair_limit;
    json["rules"] = study.rules == Rules::petr ? Json("petr") : Json(nullptr);
    if (study.simplify) {
        json["simplify"] = text_of(*study.simplify);
    }
    for (const auto& [part, origin] : {std::pair{"pays", study.pays.origin}, {"ptce", study.ptce.origin}, {"composition", study.composition.value_or(CompositionInput{}).origin}}) {
        if (!origin.source.empty()) {
            json[part]["source"] = origin.source;
        }
        if (!origin.licence.empty()) {
            json[part]["licence"] = origin.licence;
        }
    }
    if (!study.postgis.empty()) {
        json["postgis"] = published_connection(study.postgis);
    }
    if (study.formats.contains(Format::simplified)) {
        json["simplified"] = text_of(study.simplified);
    }
    json["formats"] = Json::array();
    for (const Format format : study.formats) {
        json["formats"].push_back(catalogue::id(format));
    }
    json["points_only"] = study.points_only;
    json["strict"] = study.strict;
    if (study.what_if.asked()) {
        json["what_if"] = {{"with", file_or_null(study.what_if.with)}, {"without", study.what_if.without}};
    }
    json["language"] = study.language == Language::french ? "fr" : "en";
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
