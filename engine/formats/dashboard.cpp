#include "formats/dashboard.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "formats/layers.hpp"
#include "formats/reason.hpp"
#include "formats/topojson.hpp"
#include "model/catalogue_page.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

// in the order they stand in the template
enum Slot { lang, title, noscript, data };
constexpr std::array<std::string_view, 4> slots{"%MAILLAGE_LANG%", "%MAILLAGE_TITLE%", "%MAILLAGE_NOSCRIPT%", "%MAILLAGE_DATA%"};

std::string in_html(std::string_view text) {
    std::string escaped;
    for (const char letter : text) {
        switch (letter) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            default: escaped += letter;
        }
    }
    return escaped;
}

/// JSON that a <script> element can hold: in JSON these characters stand in strings only, where an escape says the same.
std::string in_script(const std::string& json) {
    std::string escaped;
    escaped.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string_view rest(json.data() + i, json.size() - i);
        if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
            escaped += rest.starts_with("\u2028") ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (json[i] == '<') {
            escaped += "\\u003c";
        } else if (json[i] == '>') {
            escaped += "\\u003e";
        } else if (json[i] == '&') {
            escaped += "\\u0026";
        } else {
            escaped += json[i];
        }
    }
    return escaped;
}

Json both(const catalogue::Words& words) { return {{"fr", words.fr}, {"en", words.en}}; }

/// A list of objects of the same members as {columns, rows}: half the size.
Json as_table(const Json& objects) {
    Json table = {{"columns", Json::array()}, {"rows", Json::array()}};
    for (const auto& object : objects) {
        Json row = Json::array();
        for (const auto& [name, value] : object.items()) {
            if (table["rows"].empty()) {
                table["columns"].push_back(name);
            }
            row.push_back(value);
        }
        table["rows"].push_back(std::move(row));
    }
    return table;
}

/// Parts by the order of the criteria; why, in both languages, for the first ranks.
Json ranking_of(const Result& result, const Json& ranking) {
    constexpr std::size_t told = 2000;
    Json rows = Json::array();
    for (std::size_t rank = 0; rank < ranking.size(); ++rank) {
        const Json& one = ranking[rank];
        Json parts = Json::array();
        for (const auto& part : one["parts"]) {
            parts.push_back({part["value"], part["contribution"]});
        }
        Json why = nullptr;
        if (rank < told) {
            why = {{"fr", reason(result, rank, Language::french)}, {"en", reason(result, rank, Language::english)}};
        }
        rows.push_back({one["rank"], one["pays"], one["score"], parts, why});
    }
    return {{"columns", {"rank", "pays", "score", "parts", "reason"}}, {"rows", rows}};
}

/// report.json without its findings, which go by kind; territories and ranks as tables.
Json report_of(const Result& result, const std::string& text) {
    Json report = Json::parse(text);
    report.erase("findings");
    if (report.contains("territories")) {
        report["territories"] = as_table(report["territories"]);
    }
    if (report.contains("priorities")) {
        report["priorities"]["ranking"] = ranking_of(result, report["priorities"]["ranking"]);
    }
    return report;
}

Json findings_of(const Result& result) {
    constexpr std::size_t shown_of_a_kind = 20;
    std::map<FindingCode, std::vector<const Finding*>> kinds;
    for (const Finding& finding : result.findings) {
        kinds[finding.code].push_back(&finding);
    }
    Json list = Json::array();
    for (const auto& [code, findings] : kinds) {
        const catalogue::FindingKind& kind = catalogue::kind(code);
        Json shown = Json::array();
        for (std::size_t i = 0; i < std::min(findings.size(), shown_of_a_kind); ++i) {
            const Finding& one = *findings[i];
            shown.push_back({{"file", file_name(one.path)},
                             {"row", one.row},
                             {"fr", catalogue::sentence(one, Language::french)},
                             {"en", catalogue::sentence(one, Language::english)}});
        }
        list.push_back({{"code", kind.id}, {"severity", catalogue::id(kind.severity)}, {"count", findings.size()}, {"advice", both(kind.advice)}, {"shown", shown}});
    }
    return list;
}

Json facilities_of(const std::vector<Feature>& features) {
    Json table = {{"columns", Json::array()}, {"rows", Json::array()}};
    for (const catalogue::Column& column : catalogue::layer("ptce").columns) {
        table["columns"].push_back(column.name);
    }
    table["columns"].push_back("lon");
    table["columns"].push_back("lat");
    for (const Feature& feature : features) {
        Json row = Json::array();
        for (const Value& value : feature.values) {
            row.push_back(std::visit([](const auto& one) -> Json {
                if constexpr (std::is_same_v<std::decay_t<decltype(one)>, std::monostate>) {
                    return nullptr;
                } else {
                    return one;
                }
            }, value));
        }
        constexpr int five_decimals = 5;  // a metre
        const Point* const point = std::get_if<Point>(&feature.drawing);
        row.push_back(point != nullptr ? Json(kept(point->lon, five_decimals)) : Json(nullptr));
        row.push_back(point != nullptr ? Json(kept(point->lat, five_decimals)) : Json(nullptr));
        table["rows"].push_back(std::move(row));
    }
    return table;
}

/// The words of the page, and those it shares with the reports.
Json words_of() {
    Json words = {{"fr", Json::object()}, {"en", Json::object()}};
    const auto add = [&](const std::string& key, const catalogue::Words& said) {
        words["fr"][key] = said.fr;
        words["en"][key] = said.en;
    };
    for (const auto& [key, said] : catalogue::page_words()) {
        add(std::string(key), said);
    }
    for (const std::string_view key :
         {"report.pace_note", "report.pace_undated", "report.pace_later", "report.pace_rate", "report.pace_no_rate", "report.pace_reached", "report.pace_when", "report.pace_between",
          "report.pace_perhaps", "report.pace_maybe_now", "report.pace_maybe_now_never", "report.pace_never", "report.pace_horizon", "report.pace_range_note"}) {
        add(std::string(key), catalogue::words(key));
    }
    for (const CriterionKind kind : {CriterionKind::population, CriterionKind::distance, CriterionKind::white_zone, CriterionKind::chance}) {
        const std::string key = "criterion." + std::string(catalogue::id(kind));
        add(key, catalogue::words(key));
    }
    for (const Status status : catalogue::all_statuses) {
        add("statut." + std::string(catalogue::id(status)), catalogue::words(status));
    }
    for (const Bucket bucket : catalogue::all_buckets) {
        add("bucket." + std::string(catalogue::id(bucket)), catalogue::words(bucket));
    }
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
        add("severity." + std::string(catalogue::id(severity)), catalogue::words(severity));
    }
    for (const catalogue::Column& column : catalogue::layer("pays").columns) {
        add("pays." + std::string(column.name), column.title);
    }
    return words;
}

/// The outlines as TopoJSON with nothing but codes.
std::string topology_of(const Result& result, const Topology& topology) {
    catalogue::LayerKind kind = catalogue::layer("pays");
    std::erase_if(kind.columns, [](const catalogue::Column& column) { return column.name != "code"; });
    std::vector<Feature> features;
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        if (result.kept[i]) {
            features.push_back({{}, {result.territories[i].code}, {}});
        }
    }
    return topojson(kind, features, topology);
}

std::string country_of(const Topology& topology) {
    const catalogue::LayerKind kind{"country", {}, {}, {}, false};
    return topojson(kind, std::vector<Feature>(topology.outlines.size()), topology);
}

std::string data_of(const Result& result, const std::string& report, const std::vector<Feature>& ptce, const Screen& screen) {
    const Json content = {{"format", 1},
                          {"language", result.study.language == Language::french ? "fr" : "en"},
                          {"report", report_of(result, report)},
                          {"findings", findings_of(result)},
                          {"facilities", facilities_of(ptce)},
                          {"outlines", {{"tolerance_m", screen.tolerance_m}, {"vertices_read", screen.read}, {"vertices_drawn", screen.drawn}}},
                          {"names", {{"departements", result.departement_names}, {"regions", result.region_names}}},
                          {"words", words_of()}};
    std::string text = content.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.back() = ',';
    text += R"("topology":)" + topology_of(result, screen.pays);
    if (screen.country) {
        text += R"(,"country":)" + country_of(*screen.country);
    }
    return text + "}";
}

}  // namespace

bool is_dashboard_template(const std::string& page) {
    std::size_t from = 0;
    for (const std::string_view slot : slots) {
        const std::size_t found = page.find(slot);
        if (found == std::string::npos || found < from || page.find(slot, found + 1) != std::string::npos) {
            return false;
        }
        from = found;
    }
    return true;
}

std::string dashboard(const std::string& page, const Result& result, const std::string& report, const std::vector<Feature>& ptce,
                      const Screen& screen) {
    if (!is_dashboard_template(page)) {
        throw std::logic_error("not a template of the dashboard");
    }
    const Language language = result.study.language;
    std::array<std::string, slots.size()> contents;
    contents[lang] = language == Language::french ? "fr" : "en";
    contents[title] = in_html(result.study.title.empty() ? catalogue::words("report.title").in(language) : result.study.title);
    for (const auto& [key, said] : catalogue::page_words()) {
        if (key == "page.noscript") {
            contents[noscript] = in_html(said.in(language));
        }
    }
    contents[data] = in_script(data_of(result, report, ptce, screen));
    std::string text;
    std::size_t from = 0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const std::size_t found = page.find(slots[i]);
        text += page.substr(from, found - from) + contents[i];
        from = found + slots[i].size();
    }
    return text + page.substr(from);
}

}  // namespace maillage::formats
