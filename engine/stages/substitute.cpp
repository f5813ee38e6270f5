#include "stages/substitute.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "model/catalogue.hpp"
#include "stages/area_of_action.hpp"
#include "stages/assign.hpp"
#include "stages/list_changes.hpp"
#include "stages/look_up.hpp"
#include "stages/measure.hpp"
#include "stages/membership.hpp"
#include "stages/validate.hpp"
#include "stages/vintage.hpp"

namespace maillage::stages {

namespace {

/// The settings that a statut may hang on, by their keys in a study.
std::vector<std::pair<std::string, std::string>> settings_of(const Study& study) {
    std::vector<std::string> counted;
    for (const Stage stage : catalogue::all_stages) {
        if (std::find(study.counted.begin(), study.counted.end(), stage) != study.counted.end()) {
            counted.emplace_back(catalogue::id(stage));
        }
    }
    return {{"region", study.region},
            {"points_only", study.points_only ? "true" : "false"},
            {"ptce.counted", join(counted, " ")},
            {"ptce.count", study.count_by == CountBy::seat ? "siege" : "perimetre"},
            {"ptce.share", shortest(study.share)},
            {"ptce.share_of", study.share_of == ShareOf::population ? "population" : "surface"},
            {"ptce.attested_since", study.attested_since ? fmt::format("{}", *study.attested_since) : ""}};
}

std::vector<SettingChange> changed_settings(const Study& before, const Study& after) {
    const auto was = settings_of(before);
    const auto is = settings_of(after);
    std::vector<SettingChange> changes;
    for (std::size_t i = 0; i < was.size(); ++i) {
        if (was[i].second != is[i].second) {
            changes.push_back({was[i].first, was[i].second, is[i].second});
        }
    }
    return changes;
}

template <typename Item, typename Fields>
bool alike(const std::vector<Item>& a, const std::vector<Item>& b, const Fields& fields) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Item& one, const Item& other) { return fields(one) == fields(other); });
}

bool same_communes(const Inputs& a, const Inputs& b) {
    const auto demand = [](const DemandPoint& one) { return std::tie(one.code, one.departement, one.region, one.point, one.population, one.area_km2); };
    const auto commune = [](const Commune& one) { return std::tie(one.code, one.name, one.epci, one.departement, one.region, one.population, one.point); };
    return a.gazetteer_tables == b.gazetteer_tables && alike(a.gazetteer.communes, b.gazetteer.communes, commune) && alike(a.demand, b.demand, demand);
}

bool same_zoning(const Side& a, const Side& b) {
    const auto territory = [](const Territory& one) { return std::tie(one.source_code, one.name, one.outline); };
    const auto row = [](const CompositionTable::Row& one) { return std::tie(one.key, one.territory); };
    const auto cog = [](const Study& study) { return study.composition ? study.composition->cog : std::nullopt; };
    const std::optional<CompositionTable>& left = a.inputs.composition;
    const std::optional<CompositionTable>& right = b.inputs.composition;
    return alike(a.inputs.territories, b.inputs.territories, territory) && left.has_value() == right.has_value() &&
           (!left || (alike(left->rows, right->rows, row) && cog(a.study) == cog(b.study)));
}

bool same_list(const std::vector<Facility>& a, const std::vector<Facility>& b) {
    return alike(a, b, [](const Facility& one) {
        return std::tie(one.id, one.name, one.point, one.commune, one.epci, one.departement, one.region, one.commune_name, one.postal_code,
                        one.territory_name, one.area, one.precision, one.stage, one.year, one.settled);
    });
}

/// Whose settings, communes and zoning a state has.
struct Sources {
    const Side* settings;
    const Side* communes;
    const Side* zoning;
    const Side* list;  ///< for what its codes are
};

std::vector<PaysState> state_of(const Sources& sources, const NumberedList& list) {
    Study study = sources.settings->study;
    study.ptce = sources.list->study.ptce;
    study.composition = sources.zoning->study.composition;
    const Inputs& communes = sources.communes->inputs;
    const Inputs& zoning = sources.zoning->inputs;
    Inputs inputs;
    inputs.gazetteer = communes.gazetteer;
    inputs.demand = communes.demand;
    inputs.pays_path = zoning.pays_path;
    inputs.territories = zoning.territories;
    inputs.composition = zoning.composition;
    inputs.ptce_path = sources.list->inputs.ptce_path;
    inputs.facilities.rows = list.rows;
    return pays_states(study, std::move(inputs), list.numbers);
}

}  // namespace

std::vector<PaysState> pays_states(const Study& study, Inputs inputs, const std::vector<std::size_t>& numbers) {
    check_codes(inputs, study);
    (void)validate_territories(inputs, study);
    const geo::PointLocator locator = locator_of(inputs.territories);
    validate_facilities(inputs, locator);
    const Members members(inputs, locator);
    settle_regions(inputs, members);
    look_up(inputs);
    std::vector<Placement> placements = assign(inputs, study, members, locator);
    count_areas(inputs, study, members, placements);
    const std::vector<bool> kept = scope(inputs, study, placements);
    const std::vector<Presence> there = presences(inputs, study, placements);
    const std::vector<TerritoryCoverage> coverage = statuts(there, inputs.territories.size());
    std::vector<PaysState> all;
    for (std::size_t i = 0; i < inputs.territories.size(); ++i) {
        all.push_back({inputs.territories[i].code, inputs.territories[i].name, coverage[i].status, {}});
    }
    for (const Presence& one : there) {
        all[one.territory].facilities[numbers[one.facility]] = one.kind;
    }
    std::vector<PaysState> within;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept[i]) {
            within.push_back(std::move(all[i]));
        }
    }
    return within;
}

Way substitute(const Side& before, const Side& after) {
    const ListChanges changes = list_changes(before.inputs.facilities.rows, after.inputs.facilities.rows, after.study);
    Sources sources{&before, &before, &before, &before};
    const NumberedList* list = &changes.before;
    Way way;
    way.facilities = changes.facilities;
    way.first = state_of(sources, *list);
    const auto step = [&](Cause cause, bool differs, std::vector<SettingChange> settings = {}, std::vector<std::size_t> facilities = {}) {
        std::vector<PaysState> pays = differs ? state_of(sources, *list) : way.steps.empty() ? way.first : way.steps.back().pays;
        way.steps.push_back({cause, differs, std::move(settings), std::move(facilities), std::move(pays)});
    };
    sources.settings = &after;
    std::vector<SettingChange> settings = changed_settings(before.study, after.study);
    const bool other_settings = !settings.empty();
    step(Cause::settings, other_settings, std::move(settings));
    sources.communes = &after;
    step(Cause::communes, !same_communes(before.inputs, after.inputs));
    sources.zoning = &after;
    step(Cause::zoning, !same_zoning(before, after));
    for (const ListStep& one : changes.steps) {
        bool differs = !one.changed.empty();
        if (one.cause == Cause::other) {
            sources.list = &after;
            differs = before.study.ptce.cog != after.study.ptce.cog || !same_list(list->rows, one.list.rows);
        }
        list = &one.list;
        step(one.cause, differs, {}, one.changed);
    }
    return way;
}

}  // namespace maillage::stages
