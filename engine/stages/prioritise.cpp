#include "stages/prioritise.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "optim/components.hpp"

namespace maillage::stages {

namespace {

bool is_gap(const TerritoryCoverage& coverage) { return coverage.status != Status::couvert; }

WhiteZone zone_of(std::vector<std::size_t> territories, const std::vector<TerritoryCoverage>& coverage) {
    WhiteZone zone;
    zone.population = 0;
    zone.farthest_km = 0;
    for (const std::size_t i : territories) {
        const TerritoryCoverage& one = coverage[i];
        zone.population = zone.population && one.population ? std::optional(*zone.population + *one.population) : std::nullopt;
        zone.area_km2 += one.area_km2;
        zone.farthest_km = zone.farthest_km && one.nearest ? std::optional(std::max(*zone.farthest_km, one.nearest->distance_km)) : std::nullopt;
        if (one.nearest && (!zone.nearest || one.nearest->distance_km < zone.nearest->distance_km)) {
            zone.nearest = one.nearest;
        }
    }
    zone.territories = std::move(territories);
    return zone;
}

std::vector<Criterion> taking_part(const PriorityWeights& weights) {
    std::vector<Criterion> criteria;
    const auto add = [&](const Criterion& criterion) {
        if (criterion.weight != 0) {
            criteria.push_back(criterion);
        }
    };
    add({CriterionKind::population, weights.population, ""});
    add({CriterionKind::distance, weights.distance, ""});
    add({CriterionKind::white_zone, weights.white_zone, ""});
    add({CriterionKind::chance, weights.chance, ""});
    for (const Criterion& column : weights.columns) {
        add(column);
    }
    return criteria;
}

/// The value that ranks: the higher, the more urgent; nothing where unknown.
std::optional<double> urgency(const Criterion& criterion, const std::optional<double>& value) {
    if (criterion.kind == CriterionKind::distance) {  // no facility on that land is farther than any
        return value.value_or(std::numeric_limits<double>::infinity());
    }
    const bool low_is_urgent = criterion.kind == CriterionKind::chance || criterion.weight < 0;
    return value && low_is_urgent ? std::optional(-*value) : value;
}

/// Fills normalised and place of one criterion in all parts: by rank, the share of the others that are less urgent, those alike
/// counting half; by min-max, where between the least and the most urgent. What tells none from another is 1/2 for all.
void normalise(std::vector<PriorityPart*>& parts, const std::vector<std::optional<double>>& urgencies, Normalisation normalisation) {
    std::vector<double> known;
    for (const std::optional<double>& one : urgencies) {
        if (one) {
            known.push_back(*one);
        }
    }
    std::sort(known.begin(), known.end());
    const auto finite_end = std::find_if(known.begin(), known.end(), [](double one) { return std::isinf(one); });
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!urgencies[i]) {
            continue;
        }
        const auto [first, last] = std::equal_range(known.begin(), known.end(), *urgencies[i]);
        const auto below = static_cast<double>(first - known.begin());
        const auto alike = static_cast<double>(last - first);
        parts[i]->place = static_cast<int>(known.end() - last) + 1;
        parts[i]->alike = static_cast<int>(last - first);
        if (alike == static_cast<double>(known.size())) {
            parts[i]->normalised = 0.5;
        } else if (normalisation == Normalisation::rank) {
            parts[i]->normalised = (below + (alike - 1) / 2) / static_cast<double>(known.size() - 1);
        } else {
            const double least = known.front();
            const double most = *(finite_end - 1);
            parts[i]->normalised = std::isinf(*urgencies[i]) ? 1 : most == least ? 0 : (*urgencies[i] - least) / (most - least);
        }
    }
}

std::optional<double> value_of(const Criterion& criterion, const PriorityWeights& weights, const Territory& territory, const TerritoryCoverage& coverage,
                               const WhiteZone& zone, double chance) {
    const auto number = [](const std::optional<std::int64_t>& people) { return people ? std::optional(static_cast<double>(*people)) : std::nullopt; };
    const auto as_published = [](double value, double steps) { return std::round(value * steps) / steps; };  // ties are what a reader sees
    constexpr double metres = 1e3;
    constexpr double millionths = 1e6;
    switch (criterion.kind) {
        case CriterionKind::population: return number(coverage.population);
        case CriterionKind::distance: return coverage.nearest ? std::optional(as_published(coverage.nearest->distance_km, metres)) : std::nullopt;
        case CriterionKind::white_zone: return number(zone.population);
        case CriterionKind::chance: return as_published(chance, millionths);
        case CriterionKind::column: break;
    }
    const auto column = std::find_if(weights.columns.begin(), weights.columns.end(), [&](const Criterion& one) { return one.column == criterion.column; });
    return territory.columns[static_cast<std::size_t>(column - weights.columns.begin())];
}

/// Contributions and score: the weighted mean of what is known.
void add_up(Priority& priority, const std::vector<Criterion>& criteria) {
    double weights = 0;
    for (std::size_t c = 0; c < criteria.size(); ++c) {
        weights += priority.parts[c].normalised ? std::fabs(criteria[c].weight) : 0;
    }
    for (std::size_t c = 0; c < criteria.size(); ++c) {
        PriorityPart& part = priority.parts[c];
        if (part.normalised) {
            part.contribution = std::fabs(criteria[c].weight) * *part.normalised / weights;
            priority.score += *part.contribution;
        }
    }
}

}  // namespace

std::vector<WhiteZone> white_zones(const Audit& audit, const std::vector<TerritoryCoverage>& coverage, const std::vector<bool>& kept) {
    const auto takes_part = [&](std::size_t i) { return kept[i] && is_gap(coverage[i]); };
    std::vector<std::pair<std::size_t, std::size_t>> borders;
    for (const Border& border : audit.borders) {
        if (takes_part(border.first) && takes_part(border.second)) {
            borders.emplace_back(border.first, border.second);
        }
    }
    std::vector<WhiteZone> zones;
    for (std::vector<std::size_t>& group : optim::components(coverage.size(), borders)) {
        if (takes_part(group.front())) {
            zones.push_back(zone_of(std::move(group), coverage));
        }
    }
    std::stable_sort(zones.begin(), zones.end(), [](const WhiteZone& a, const WhiteZone& b) { return a.population.value_or(-1) > b.population.value_or(-1); });
    return zones;
}

std::vector<double> chances(const Study& study, const FacilityList& facilities, const std::vector<Placement>& placements, std::size_t territories) {
    std::vector<double> none_there(territories, 1);
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Placement& placement = placements[i];
        if (placement.bucket == Bucket::imprecise && !placement.covers && counts(study, facilities.rows[i])) {
            const auto places = static_cast<double>(placement.candidates.size() + (placement.may_be_outside ? 1 : 0));
            for (const std::size_t candidate : placement.candidates) {
                none_there[candidate] *= 1 - 1 / places;
            }
        }
    }
    for (double& chance : none_there) {
        chance = 1 - chance;
    }
    return none_there;
}

Priorities prioritise(const Study& study, const std::vector<Territory>& territories, const std::vector<TerritoryCoverage>& coverage,
                      const std::vector<WhiteZone>& zones, const std::vector<double>& chance, const std::vector<bool>& kept) {
    Priorities priorities{study.priorities.normalisation, taking_part(study.priorities), {}};
    std::vector<std::size_t> zone_of(coverage.size(), 0);
    for (std::size_t z = 0; z < zones.size(); ++z) {
        for (const std::size_t i : zones[z].territories) {
            zone_of[i] = z;
        }
    }
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        if (kept[i] && is_gap(coverage[i])) {
            priorities.ranking.push_back({i, chance[i], 0, std::vector<PriorityPart>(priorities.criteria.size())});
        }
    }
    for (std::size_t c = 0; c < priorities.criteria.size(); ++c) {
        const Criterion& criterion = priorities.criteria[c];
        std::vector<PriorityPart*> parts;
        std::vector<std::optional<double>> urgencies;
        for (Priority& priority : priorities.ranking) {
            const std::size_t i = priority.territory;
            PriorityPart& part = priority.parts[c];
            part.value = value_of(criterion, study.priorities, territories[i], coverage[i], zones[zone_of[i]], chance[i]);
            parts.push_back(&part);
            urgencies.push_back(urgency(criterion, part.value));
        }
        normalise(parts, urgencies, priorities.normalisation);
    }
    for (Priority& priority : priorities.ranking) {
        add_up(priority, priorities.criteria);
    }
    constexpr double nine_decimals = 1e9;
    std::stable_sort(priorities.ranking.begin(), priorities.ranking.end(), [&](const Priority& a, const Priority& b) {
        const auto key = [&](const Priority& one) {
            return std::tuple(-std::round(one.score * nine_decimals), -coverage[one.territory].population.value_or(-1), one.territory);
        };
        return key(a) < key(b);
    });
    return priorities;
}

}  // namespace maillage::stages
