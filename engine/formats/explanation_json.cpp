#include <cmath>
#include <nlohmann/json.hpp>

#include "formats/explanation.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename Number>
Json number_or_null(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json json_of(const ExplainedFacility& one) {
    constexpr double per_metre = 1000;  // as every published distance: three decimals
    return {{"id", text_or_null(one.id)},
            {"nom", text_or_null(one.name)},
            {"statut", text_or_null(std::string(catalogue::id(one.stage)))},
            {"annee", number_or_null(one.year)},
            {"precision", catalogue::id(one.precision)},
            {"sort", catalogue::id(one.bucket)},
            {"ligne", one.row == 0 ? Json(nullptr) : Json(one.row)},
            {"candidats", one.candidates},
            {"un_departement", one.one_departement},
            {"hors_pays_possible", one.may_be_outside},
            {"distance_km", one.distance_km ? Json(std::round(*one.distance_km * per_metre) / per_metre) : Json(nullptr)}};
}

Json json_of(const std::vector<ExplainedFacility>& all) {
    Json list = Json::array();
    for (const ExplainedFacility& one : all) {
        list.push_back(json_of(one));
    }
    return list;
}

std::string dumped(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string explanation_json(const Explanation& explanation, Language language) {
    Json findings = Json::array();
    for (const Finding& finding : explanation.findings) {
        findings.push_back({{"code", catalogue::kind(finding.code).id}, {"text", catalogue::sentence(finding, language)}});
    }
    return dumped({{"code", explanation.code},
                   {"nom", explanation.name},
                   {"departement", text_or_null(explanation.departement)},
                   {"region", text_or_null(explanation.region)},
                   {"population", number_or_null(explanation.population)},
                   {"statut", catalogue::id(explanation.status)},
                   {"rule", catalogue::words("explain." + std::string(catalogue::id(explanation.status))).in(language)},
                   {"target", explanation.target},
                   {"manque", explanation.missing},
                   {"counted", json_of(explanation.counted)},
                   {"emerging", json_of(explanation.emerging)},
                   {"possible", json_of(explanation.possible)},
                   {"set_aside", json_of(explanation.set_aside)},
                   {"placeless", explanation.placeless},
                   {"near", json_of(explanation.near)},
                   {"rang", number_or_null(explanation.rank)},
                   {"ranked", explanation.ranked},
                   {"pourquoi", text_or_null(explanation.reason)},
                   {"zone_blanche", text_or_null(explanation.zone)},
                   {"zone_pays", explanation.zone_pays},
                   {"zone_population", number_or_null(explanation.zone_population)},
                   {"findings", findings}});
}

std::string finding_kinds_json(const std::vector<const catalogue::FindingKind*>& kinds, Language language) {
    Json list = Json::array();
    for (const catalogue::FindingKind* kind : kinds) {
        list.push_back({{"code", kind->id},
                        {"severity", catalogue::id(kind->severity)},
                        {"repair", catalogue::is_repair(kind->code)},
                        {"sentence", kind->sentence.in(language)},
                        {"advice", kind->advice.in(language)}});
    }
    return dumped(list);
}

}  // namespace maillage::formats
