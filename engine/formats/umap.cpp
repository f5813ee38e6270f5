#include "formats/umap.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "formats/geojson.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

/// uMap's templates read "{name}" and Markdown: a value can't open either.
struct Popup {
    std::string_view title;
    std::vector<std::string_view> columns;
};

std::string template_of(const Popup& popup, std::string_view layer, Language language) {
    std::string text = fmt::format("## {{{}}}\n", popup.title);
    for (const std::string_view name : popup.columns) {
        for (const catalogue::Column& column : catalogue::layer(layer).columns) {
            if (column.name == name) {
                text += fmt::format("{}{} **{{{}}}**\n", column.title.in(language), language == Language::french ? " :" : ":", name);
            }
        }
    }
    return text;
}

Json options_of(std::string_view layer, const std::string& name, bool shown, const Popup& popup, Language language) {
    return {{"name", name},
            {"displayOnLoad", shown},
            {"browsable", true},
            {"type", "Default"},
            {"editMode", "advanced"},
            {"labelKey", popup.title},
            {"popupShape", "Panel"},
            {"popupContentTemplate", template_of(popup, layer, language)}};
}

/// Properties and geometry as in the layer's own GeoJSON, and how uMap draws the feature.
Json feature_of(std::string_view layer, const Feature& feature, const Json& drawing) {
    Json json = Json::parse(feature_text(catalogue::layer(layer), feature));
    json["properties"]["_umap_options"] = drawing;
    return json;
}

Json areas(const std::vector<Feature>& features, std::string_view layer, std::size_t statut) {
    constexpr double opacity = 0.7;
    Json list = Json::array();
    for (const Feature& feature : features) {
        std::string_view colour;
        for (const Status status : catalogue::all_statuses) {
            colour = std::get<std::string>(feature.values[statut]) == catalogue::id(status) ? catalogue::colour(status) : colour;
        }
        list.push_back(feature_of(layer, feature, {{"color", "#ffffff"}, {"weight", 1}, {"opacity", 1}, {"fill", true}, {"fillColor", colour}, {"fillOpacity", opacity}}));
    }
    return list;
}

Json points(const std::vector<Feature>& features, std::size_t statut) {
    Json list = Json::array();
    for (const Feature& feature : features) {
        if (!std::holds_alternative<std::monostate>(feature.drawing)) {
            const std::string& stage = std::get<std::string>(feature.values[statut]);
            const bool counted = stage == catalogue::id(Stage::actif) || stage == catalogue::id(Stage::laureat);
            list.push_back(feature_of("ptce", feature, {{"iconClass", counted ? "Circle" : "Ball"}, {"color", counted ? "#ffd23f" : "#ffffff"}}));
        }
    }
    return list;
}

Json zones(const std::vector<Feature>& features) {
    constexpr int weight = 3;
    Json list = Json::array();
    for (const Feature& feature : features) {
        list.push_back(feature_of("white_zones", feature, {{"color", "#5c1a12"}, {"weight", weight}, {"fill", false}}));
    }
    return list;
}

std::size_t column_of(std::string_view layer, std::string_view name) {
    const std::vector<catalogue::Column>& columns = catalogue::layer(layer).columns;
    std::size_t at = 0;
    while (columns[at].name != name) {
        ++at;
    }
    return at;
}

Json layer_of(const Json& features, const Json& options) { return {{"type", "FeatureCollection"}, {"features", features}, {"_umap_options", options}}; }

}  // namespace

std::string umap(const Result& result, const std::map<std::string, std::vector<Feature>>& layers) {
    const Language language = result.study.language;
    const auto word = [&](std::string_view key) { return std::string(catalogue::words(key).in(language)); };
    const Popup of_pays{"nom", {"code", "statut", "nb_ptce", "population", "ptce_proche", "distance_km", "zone_blanche", "rang"}};
    const Popup of_ptce{"nom", {"id", "statut", "annee", "pays", "precision"}};
    const Popup of_zone{"id", {"nb_pays", "population", "distance_km", "distance_max_km"}};
    const Json list{layer_of(areas(layers.at("pays"), "pays", column_of("pays", "statut")), options_of("pays", word("workbook.pays"), true, of_pays, language)),
                    layer_of(zones(layers.at("white_zones")), options_of("white_zones", word("workbook.white_zones"), false, of_zone, language)),
                    layer_of(points(layers.at("ptce"), column_of("ptce", "statut")), options_of("ptce", word("workbook.ptce"), true, of_ptce, language))};
    constexpr double lon = 2.5;
    constexpr double lat = 46.6;
    constexpr int zoom = 6;
    const std::string title = result.study.title.empty() ? word("report.title") : result.study.title;
    const Json map{{"type", "umap"},
                   {"properties",
                    {{"name", title},
                     {"description", word("workbook.made_by") + " maillage"},
                     {"zoom", zoom},
                     {"easing", false},
                     {"licence", ""},
                     {"slideshow", Json::object()},
                     {"captionBar", true},
                     {"onLoadPanel", "none"}}},
                   {"geometry", {{"type", "Point"}, {"coordinates", {lon, lat}}}},
                   {"layers", list}};
    return map.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace maillage::formats
