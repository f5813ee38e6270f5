#include "formats/sites.hpp"

#include <nlohmann/json.hpp>

#include "formats/csv.hpp"
#include "formats/geojson.hpp"
#include "formats/layers.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

Value population_of(const Siting& siting, const SiteCandidate& candidate) {
    if (!candidate.pays || !siting.pays_population[*candidate.pays]) {
        return {};
    }
    return siting.pays_population[*candidate.pays].value();
}

std::vector<Feature> features_of(const Siting& siting) {
    std::vector<Feature> features;
    std::int64_t people = siting.within.people;
    std::int64_t pays = static_cast<std::int64_t>(siting.pays_at_target);
    for (const Site& site : siting.sites) {
        const SiteCandidate& candidate = site.candidate;
        people += site.people;
        pays += site.pays_reached;
        features.push_back({candidate.point,
                            {static_cast<std::int64_t>(features.size() + 1),
                             candidate.id,
                             text_or_null(candidate.name),
                             text_or_null(candidate.commune),
                             candidate.pays ? Value{siting.pays_codes[*candidate.pays]} : Value{},
                             candidate.pays ? Value{siting.pays_names[*candidate.pays]} : Value{},
                             population_of(siting, candidate),
                             siting.radius_km,
                             site.people,
                             people,
                             share_percent(people, siting.total.people),
                             static_cast<std::int64_t>(site.pays_reached),
                             pays},
                            {}});
    }
    return features;
}

Json json_of(const SitePeople& people) { return {{"people", people.people}, {"communes", people.communes}}; }

}  // namespace

double share_percent(std::int64_t part, std::int64_t whole) {
    constexpr int decimals = 2;
    return whole == 0 ? 0 : kept(100.0 * static_cast<double>(part) / static_cast<double>(whole), decimals);
}

std::string sites_geojson(const Siting& siting) { return geojson(catalogue::layer("sites"), features_of(siting)); }

std::string sites_csv(const Siting& siting) {
    std::vector<std::string> titles;
    for (const catalogue::Column& column : catalogue::layer("sites").columns) {
        titles.emplace_back(column.name);
    }
    titles.insert(titles.end(), {"lon", "lat"});
    std::string text = csv_line(titles);
    for (const Feature& feature : features_of(siting)) {
        std::vector<std::string> cells;
        for (const Value& value : feature.values) {
            cells.push_back(cell(value));
        }
        const Point point = std::get<Point>(feature.drawing);
        cells.insert(cells.end(), {decimal_degrees(point.lon), decimal_degrees(point.lat)});
        text += csv_line(cells);
    }
    return text;
}

std::string sites_json(const Siting& siting) {
    Json sites = Json::array();
    for (const Feature& feature : features_of(siting)) {
        Json site = Json::parse(properties_text(catalogue::layer("sites"), feature));
        const Point point = std::get<Point>(feature.drawing);
        constexpr int degree_decimals = 6;
        site["lon"] = kept(point.lon, degree_decimals);
        site["lat"] = kept(point.lat, degree_decimals);
        sites.push_back(std::move(site));
    }
    constexpr int gap_decimals = 4;
    Json json = {{"maillage", "site"},
                 {"objective", catalogue::id(siting.objective)},
                 {"question", siting.all ? "all" : "new"}};
    json["new"] = siting.all ? Json(nullptr) : Json(siting.asked);
    json["radius_km"] = siting.radius_km;
    json["per_territory"] = siting.per_territory;
    json["region"] = siting.region.empty() ? Json(nullptr) : Json(siting.region);
    json["sites"] = sites;
    json["greedy"] = {{"value", siting.greedy}, {"bound", siting.greedy_bound}};
    json["exact"] = siting.value;
    json["bound"] = siting.bound;
    json["gap_percent"] = kept(gap_percent(siting), gap_decimals);
    json["proved"] = siting.proved;
    json["time_limit_s"] = siting.time_limit_s;
    json["demand"] = {{"total", json_of(siting.total)},
                      {"within", json_of(siting.within)},
                      {"reachable", json_of(siting.reachable)},
                      {"unreachable", json_of(siting.unreachable)},
                      {"without_point", json_of(siting.unplaced)}};
    json["facilities"] = {{"counted", siting.facilities}, {"without_position", siting.facilities_unplaced}};
    json["candidates"] = {{"count", siting.candidates},
                          {"file", siting.candidates_path.empty() ? Json(nullptr) : Json(file_name(siting.candidates_path))},
                          {"left_out", siting.candidates_left_out},
                          {"pays_without", siting.pays_without_candidate}};
    json["pays"] = {{"count", siting.pays}, {"at_target", siting.pays_at_target}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace maillage::formats
