#include "formats/datapackage.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "formats/layers.hpp"
#include "model/catalogue.hpp"
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
        {".fgb", "application/octet-stream"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
    const auto* const found = std::find_if(std::begin(types), std::end(types), [&](const auto& one) { return path.ends_with(one.first); });
    return found == std::end(types) ? "application/octet-stream" : found->second;
}

}  // namespace

std::string datapackage(const Result& result, const std::vector<Resource>& resources) {
    Json json = {{"name", "maillage"}, {"title", text_or_null(result.study.title)}};
    if (result.study.title.empty()) {
        json.erase("title");
    }
    Json list = Json::array();
    for (const Resource& resource : resources) {
        const std::string::size_type dot = resource.path.rfind('.');
        list.push_back({{"name", resource_name(resource.path)},
                        {"path", resource.path},
                        {"format", resource.path.substr(dot + 1)},
                        {"mediatype", media_type(resource.path)},
                        {"encoding", "utf-8"},
                        {"bytes", resource.bytes},
                        {"hash", "sha256:" + resource.sha256}});
    }
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
