#include "formats/report_actions.hpp"

#include "formats/layers.hpp"
#include "formats/reason.hpp"

namespace maillage::formats {

namespace {

constexpr int pace_decimals = 3;

template <typename Number>
Json nullable(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json rounded(const std::optional<double>& number, int decimals) { return number ? Json(kept(*number, decimals)) : Json(nullptr); }

/// A whole number of persons stays one.
Json value_of(CriterionKind kind, const std::optional<double>& value) {
    if (!value) {
        return nullptr;
    }
    switch (kind) {
        case CriterionKind::population:
        case CriterionKind::white_zone: return static_cast<std::int64_t>(*value);
        case CriterionKind::distance: return kept(*value, distance_decimals);
        case CriterionKind::chance: return kept(*value, score_decimals);
        case CriterionKind::column: break;
    }
    return *value;
}

std::string name_of(const Criterion& criterion) {
    return criterion.kind == CriterionKind::column ? criterion.column : std::string(catalogue::id(criterion.kind));
}

Json concentration_of(const Concentration& concentration) {
    return {{"facilities", concentration.facilities},
            {"tenth", concentration.tenth},
            {"in_tenth", concentration.in_tenth},
            {"share", rounded(concentration.share(), 1)}};
}

Json target_of(const TargetPace& target) {
    Json json = {{"name", target.kind == TargetKind::facilities ? "facilities" : "territories"},
                 {"target", target.target},
                 {"now", target.now},
                 {"past", target.past},
                 {"missing", {{"min", target.missing.min}, {"max", target.missing.max}}}};
    json["per_year"] = target.per_year ? Json{{"min", kept(*target.per_year, pace_decimals)}, {"max", kept(*target.per_year_max, pace_decimals)}} : Json(nullptr);
    json["reached"] = target.per_year ? Json{{"earliest", nullable(target.earliest)}, {"latest", nullable(target.latest)}} : Json(nullptr);
    if (target.horizon) {
        json["horizon"] = {{"year", target.horizon->year},
                           {"needed_per_year", {{"min", kept(target.horizon->least, pace_decimals)}, {"max", kept(target.horizon->most, pace_decimals)}}}};
    }
    return json;
}

}  // namespace

Json white_zones_json(const Result& result) {
    const std::vector<catalogue::Column>& columns = catalogue::layer("white_zones").columns;
    Json zones = Json::array();
    for (std::size_t z = 0; z < result.white_zones.size(); ++z) {
        zones.push_back(columns_json(columns, white_zone_values(result, z)));
    }
    return zones;
}

Json priorities_json(const Result& result) {
    const Priorities& priorities = result.priorities;
    Json criteria = Json::array();
    for (std::size_t c = 0; c < priorities.criteria.size(); ++c) {
        const auto unknown = std::count_if(priorities.ranking.begin(), priorities.ranking.end(), [c](const Priority& one) { return !one.parts[c].normalised; });
        criteria.push_back({{"name", name_of(priorities.criteria[c])},
                            {"column", priorities.criteria[c].kind == CriterionKind::column},
                            {"weight", priorities.criteria[c].weight},
                            {"unknown", unknown}});
    }
    Json ranking = Json::array();
    for (std::size_t rank = 0; rank < priorities.ranking.size(); ++rank) {
        const Priority& priority = priorities.ranking[rank];
        Json parts = Json::array();
        for (std::size_t c = 0; c < priority.parts.size(); ++c) {
            const PriorityPart& part = priority.parts[c];
            parts.push_back({{"criterion", name_of(priorities.criteria[c])},
                             {"value", value_of(priorities.criteria[c].kind, part.value)},
                             {"normalised", rounded(part.normalised, score_decimals)},
                             {"contribution", rounded(part.contribution, score_decimals)}});
        }
        ranking.push_back({{"rank", rank + 1},
                           {"pays", result.territories[priority.territory].code},
                           {"score", kept(priority.score, score_decimals)},
                           {"parts", parts},
                           {"reason", reason(result, rank)}});
    }
    return {{"normalisation", catalogue::id(priorities.normalisation)}, {"criteria", criteria}, {"ranking", ranking}};
}

Json pace_json(const Pace& pace) {
    Json by_year = Json::array();
    for (const PaceYear& year : pace.by_year) {
        by_year.push_back({{"year", year.year},
                           {"facilities", year.facilities},
                           {"facilities_total", year.facilities_total},
                           {"covered", year.covered},
                           {"covered_total", year.covered_total}});
    }
    const auto undated = [](const Undated& one) { return Json{{"facilities", one.facilities}, {"covered", one.covered}}; };
    Json targets = Json::array();
    for (const TargetPace& target : pace.targets) {
        targets.push_back(target_of(target));
    }
    return {{"date_reference", pace.date_reference},
            {"window_years", pace.window_years},
            {"by_year", by_year},
            {"without_year", undated(pace.without_year)},
            {"later", undated(pace.later)},
            {"targets", targets}};
}

Json concentration_json(const Result& result) {
    Json regions = Json::array();
    for (const AreaCoverage& region : result.coverage.regions) {
        Json one = {{"code", region.code.empty() ? Json(nullptr) : Json(region.code)}};
        one.update(concentration_of(region.concentration));
        regions.push_back(std::move(one));
    }
    return {{"national", concentration_of(result.coverage.national.concentration)}, {"regions", regions}};
}

}  // namespace maillage::formats
