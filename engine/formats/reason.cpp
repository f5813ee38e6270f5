#include "formats/reason.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/text.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// As few decimals as tell it to four digits.
std::string readable_value(double value, Language language) {
    constexpr int digits = 4;
    const int whole = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
    int decimals = std::clamp(digits - whole, 0, digits);
    while (decimals > 0 && std::stod(fixed(value, decimals)) == std::stod(fixed(value, decimals - 1))) {
        --decimals;
    }
    return readable(value, decimals, language);
}

std::string zone_of(const Result& result, std::size_t territory) {
    const auto& zones = result.white_zones;
    const auto found = std::find_if(zones.begin(), zones.end(), [territory](const WhiteZone& zone) {
        return std::binary_search(zone.territories.begin(), zone.territories.end(), territory);
    });
    return zone_id(static_cast<std::size_t>(found - zones.begin()));
}

std::string clause(const Result& result, const Priority& priority, std::size_t c) {
    const Language language = result.study.language;
    const Criterion& criterion = result.priorities.criteria[c];
    const PriorityPart& part = priority.parts[c];
    const auto word = [&](std::string_view key, const Parameters& parameters) { return catalogue::filled(catalogue::words(key).in(language), parameters); };
    const auto number = [&](int decimals) { return part.value ? readable(*part.value, decimals, language) : ""; };
    Parameters parameters{{"place", word(part.alike > 1 ? "reason.place_alike" : "reason.place", {{"place", fmt::format("{}", part.place)}})}};
    const auto say = [&](std::string_view key, const Parameters& more) {
        parameters.insert(parameters.end(), more.begin(), more.end());
        return word(key, parameters);
    };
    switch (criterion.kind) {
        case CriterionKind::population: return say(part.value ? "reason.population" : "reason.population_unknown", {{"people", number(0)}});
        case CriterionKind::distance: return say(part.value ? "reason.distance" : "reason.distance_none", {{"km", number(1)}});
        case CriterionKind::white_zone:
            return say(part.value ? "reason.white_zone" : "reason.white_zone_unknown", {{"zone", zone_of(result, priority.territory)}, {"people", number(0)}});
        case CriterionKind::chance:
            return say(*part.value > 0 ? "reason.chance" : "reason.chance_none", {{"percent", readable(100 * *part.value, 0, language)}});
        case CriterionKind::column: break;
    }
    return say(part.value ? "reason.column" : "reason.column_unknown",
               {{"column", criterion.column}, {"value", part.value ? readable_value(*part.value, language) : ""}});
}

}  // namespace

std::string reason(const Result& result, std::size_t rank) {
    const Priorities& priorities = result.priorities;
    const Priority& priority = priorities.ranking[rank];
    std::vector<std::size_t> order(priority.parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return priority.parts[a].contribution.value_or(-1) > priority.parts[b].contribution.value_or(-1);
    });
    std::vector<std::string> clauses;
    for (const std::size_t c : order) {
        clauses.push_back(clause(result, priority, c));
    }
    return catalogue::filled(catalogue::words("reason.sentence").in(result.study.language),
                             {{"rank", fmt::format("{}", rank + 1)}, {"count", fmt::format("{}", priorities.ranking.size())}, {"clauses", join(clauses, ", ")}});
}

}  // namespace maillage::formats
