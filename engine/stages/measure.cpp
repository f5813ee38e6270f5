#include "stages/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "geo/geodesic.hpp"
#include "optim/matching.hpp"
#include "stages/assign.hpp"

namespace maillage::stages {

namespace {

std::vector<TerritoryCoverage> count(const Inputs& inputs, const Study& study, const std::vector<Placement>& placements) {
    std::vector<TerritoryCoverage> coverage = statuts(presences(inputs, study, placements), inputs.territories.size());
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        coverage[i].missing = std::max(0, study.targets.per_territory - coverage[i].counted);
        coverage[i].area_km2 = geo::area_km2(inputs.territories[i].outline);
    }
    return coverage;
}

using Imprecise = std::vector<const Placement*>;  ///< of facilities that count, each for one of its candidates

Imprecise imprecise_of(const Inputs& inputs, const Study& study, const std::vector<Placement>& placements) {
    Imprecise imprecise;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        if (placements[i].bucket == Bucket::imprecise && !placements[i].covers && counts(study, inputs.facilities.rows[i])) {
            imprecise.push_back(&placements[i]);
        }
    }
    return imprecise;
}

/// How many of the `places` of each territory imprecise facilities can fill at most, each facility one of its candidates'.
int most_filled(const Imprecise& imprecise, const std::vector<int>& places) {
    std::vector<std::size_t> first(places.size() + 1, 0);  // a territory's places are right-hand vertices first[i] to first[i + 1]
    for (std::size_t i = 0; i < places.size(); ++i) {
        first[i + 1] = first[i] + std::min(static_cast<std::size_t>(places[i]), imprecise.size());
    }
    std::vector<std::vector<std::size_t>> choices;
    for (const Placement* const placement : imprecise) {
        choices.emplace_back();
        for (const std::size_t candidate : placement->candidates) {
            for (std::size_t place = first[candidate]; place < first[candidate + 1]; ++place) {
                choices.back().push_back(place);
            }
        }
    }
    return static_cast<int>(optim::maximum_matching(choices, first.back()));
}

/// Of the territories chosen.
Concentration concentration(const std::vector<TerritoryCoverage>& coverage, const std::vector<bool>& chosen) {
    std::vector<int> counted;
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        if (chosen[i]) {
            counted.push_back(coverage[i].counted);
        }
    }
    std::sort(counted.begin(), counted.end(), std::greater<>());
    constexpr std::size_t tenth = 10;
    const std::size_t best = (counted.size() + tenth - 1) / tenth;
    return {std::accumulate(counted.begin(), counted.end(), 0), static_cast<int>(best),
            std::accumulate(counted.begin(), counted.begin() + static_cast<std::ptrdiff_t>(best), 0)};
}

/// Figures of the territories chosen; those about people and hors pays are filled in by the caller.
AreaCoverage sum(const Inputs& inputs, const Imprecise& imprecise, const std::vector<TerritoryCoverage>& coverage,
                 const std::vector<bool>& chosen) {
    AreaCoverage area;
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        if (!chosen[i]) {
            continue;
        }
        const TerritoryCoverage& one = coverage[i];
        ++area.territories;
        area.covered += one.status == Status::couvert ? 1 : 0;
        area.emerging += one.status == Status::emergent ? 1 : 0;
        area.possible += one.status == Status::possible ? 1 : 0;
        area.uncovered += one.status == Status::non_couvert ? 1 : 0;
        area.area.total_km2 += one.area_km2;
        (one.status == Status::couvert ? area.area.covered_km2 : area.area.uncovered_km2) += one.area_km2;
        area.area.approximate = area.area.approximate || inputs.territories[i].approximate;
    }
    std::vector<int> open(coverage.size(), 0);
    std::vector<int> missing(coverage.size(), 0);
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        open[i] = chosen[i] && coverage[i].status != Status::couvert ? 1 : 0;
        missing[i] = chosen[i] ? coverage[i].missing : 0;
    }
    area.concentration = concentration(coverage, chosen);
    area.covered_max = area.covered + most_filled(imprecise, open);
    const int most_missing = std::accumulate(missing.begin(), missing.end(), 0);
    area.missing_per_territory = {most_missing - most_filled(imprecise, missing), most_missing};
    return area;
}

/// The région a facility counts in: its commune's; its pays' main one; else that of the area it names.
std::string region_of(const Inputs& inputs, const Facility& facility, const Placement& placement) {
    const bool exact = facility.precision == Precision::adresse || facility.precision == Precision::commune;
    if (placement.territory && !(exact && !inputs.gazetteer.resolve(facility.commune).empty())) {
        return inputs.territories[*placement.territory].region;
    }
    return region_named(inputs.gazetteer, facility);
}

struct Listed {
    int counted = 0;
    int emerging = 0;
};

/// Facilities by région.
std::map<std::string, Listed> listed_by_region(const Inputs& inputs, const Study& study, const std::vector<Placement>& placements) {
    std::map<std::string, Listed> listed;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        if (is_listed(placements[i])) {
            const Facility& facility = inputs.facilities.rows[i];
            Listed& of_region = listed[region_of(inputs, facility, placements[i])];
            of_region.counted += counts(study, facility) ? 1 : 0;
            of_region.emerging += !counts(study, facility) && facility.stage == Stage::emergent ? 1 : 0;
        }
    }
    return listed;
}

std::vector<AreaCoverage> sum_regions(const Inputs& inputs, const Study& study, const Members& members,
                                      const std::vector<Placement>& placements, const std::vector<TerritoryCoverage>& coverage,
                                      const std::vector<bool>& kept) {
    std::map<std::string, std::vector<bool>> regions;  // those without any pays too: their people are all outside
    for (const DemandPoint& one : inputs.demand) {
        if (inputs.gazetteer.region_names.contains(one.region) && (study.region.empty() || one.region == study.region)) {
            regions.try_emplace(one.region, std::vector<bool>(coverage.size(), false));
        }
    }
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        if (kept[i]) {
            regions.try_emplace(inputs.territories[i].region, std::vector<bool>(coverage.size(), false)).first->second[i] = true;
        }
    }
    const Imprecise imprecise = imprecise_of(inputs, study, placements);
    const std::map<std::string, Listed> listed = listed_by_region(inputs, study, placements);
    std::vector<AreaCoverage> sums;
    for (const auto& [region, chosen] : regions) {
        AreaCoverage area = sum(inputs, imprecise, coverage, chosen);
        area.code = region;
        const auto name = inputs.gazetteer.region_names.find(region);
        area.name = name == inputs.gazetteer.region_names.end() ? "" : name->second;
        if (const auto known = study.known_total_by_region.find(region); known != study.known_total_by_region.end()) {
            area.known_total = known->second;
        }
        if (const auto found = listed.find(region); found != listed.end()) {
            area.facilities = found->second.counted;
            area.emerging_facilities = found->second.emerging;
        }
        if (!region.empty()) {
            area.population = population_figures(inputs, members, coverage, region, chosen);
        }
        sums.push_back(std::move(area));
    }
    return sums;
}

/// The country's area less that of its pays. Null where an outline that is only approximate can't tell it from nothing.
std::optional<double> area_outside(const Inputs& inputs, double pays_km2) {
    if (!inputs.nation) {
        return std::nullopt;
    }
    constexpr double rounding = 1e-5;  // of the country: what 6 decimals may move along all borders
    constexpr double blur = 1e-2;      // of the country: how far an approximate outline may be off
    const double nation_km2 = geo::area_km2(inputs.nation->outline);
    const double outside = nation_km2 - pays_km2;
    if (!inputs.nation->approximate && std::fabs(outside) <= rounding * nation_km2) {
        return 0;
    }
    return outside < (inputs.nation->approximate ? blur * nation_km2 : 0) ? std::nullopt : std::optional(outside);
}

Ledger ledger_of(const Inputs& inputs, const std::vector<Placement>& placements) {
    Ledger ledger;
    ledger.facilities_read = static_cast<int>(inputs.facilities.rows.size());
    for (const Placement& placement : placements) {
        ++ledger.facilities[placement.bucket];
    }
    return ledger;
}

/// A finding where the list holds less than its subject is said to count, in all and by région.
void note_list(Inputs& inputs, const Study& study, const Coverage& coverage) {
    const auto note = [&](FindingCode code, const AreaCoverage& area, std::vector<std::pair<std::string, std::string>> parameters) {
        if (area.known_total && *area.known_total > area.facilities) {
            parameters.insert(parameters.end(), {{"listed", fmt::format("{}", area.facilities)}, {"known_total", fmt::format("{}", *area.known_total)}});
            inputs.findings.push_back({code, area.code, inputs.ptce_path, 0, std::move(parameters), std::nullopt});
        }
    };
    note(FindingCode::list_partial, coverage.national, {{"source", study.known_total_source}});
    for (const AreaCoverage& region : coverage.regions) {
        note(FindingCode::list_partial_region, region, {{"region", region.name}});
    }
}

}  // namespace

bool is_listed(const Placement& placement) {
    return placement.bucket == Bucket::assigned || placement.bucket == Bucket::outside || placement.bucket == Bucket::imprecise ||
           placement.bucket == Bucket::without_location;
}

bool is_sure(const Placement& placement) {
    return placement.bucket == Bucket::assigned || (is_listed(placement) && placement.covers);
}

std::vector<std::size_t> counted_in(const Placement& placement) {
    return placement.covers ? *placement.covers : std::vector<std::size_t>{*placement.territory};
}

std::vector<Presence> presences(const Inputs& inputs, const Study& study, const std::vector<Placement>& placements) {
    std::vector<Presence> all;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = inputs.facilities.rows[i];
        const Placement& placement = placements[i];
        const bool counted = counts(study, facility);
        if (is_sure(placement) && (counted || facility.stage == Stage::emergent)) {
            for (const std::size_t territory : counted_in(placement)) {
                all.push_back({i, territory, counted ? PresenceKind::counted : PresenceKind::emerging});
            }
        } else if (!is_sure(placement) && placement.bucket == Bucket::imprecise && counted) {
            for (const std::size_t candidate : placement.candidates) {
                all.push_back({i, candidate, placement.one_departement ? PresenceKind::possible : PresenceKind::wide});
            }
        }
    }
    return all;
}

std::vector<TerritoryCoverage> statuts(const std::vector<Presence>& presences, std::size_t territories) {
    std::vector<TerritoryCoverage> coverage(territories);
    std::vector<bool> within_departement(territories, false);
    for (const Presence& one : presences) {
        TerritoryCoverage& there = coverage[one.territory];
        switch (one.kind) {
            case PresenceKind::counted: ++there.counted; break;
            case PresenceKind::emerging: ++there.emerging; break;
            case PresenceKind::possible: within_departement[one.territory] = true; [[fallthrough]];
            case PresenceKind::wide: ++there.possible; break;
        }
    }
    for (std::size_t i = 0; i < territories; ++i) {
        coverage[i].status = coverage[i].counted > 0      ? Status::couvert
                             : coverage[i].emerging > 0   ? Status::emergent
                             : within_departement[i]      ? Status::possible
                                                          : Status::non_couvert;
    }
    return coverage;
}

Coverage measure(Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                 const std::vector<bool>& kept) {
    Coverage coverage;
    coverage.territories = count(inputs, study, placements);
    const std::vector<std::optional<std::int64_t>> people = populations(inputs, members);
    for (std::size_t i = 0; i < people.size(); ++i) {
        coverage.territories[i].population = people[i];
    }
    measure_distances(inputs, study, members, placements, coverage.territories);
    coverage.regions = sum_regions(inputs, study, members, placements, coverage.territories, kept);
    AreaCoverage& national = coverage.national;
    national = sum(inputs, imprecise_of(inputs, study, placements), coverage.territories, kept);
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = inputs.facilities.rows[i];
        if (!is_listed(placements[i])) {
            continue;
        }
        if (counts(study, facility)) {
            ++national.facilities;
            national.facilities_outside += placements[i].bucket == Bucket::outside ? 1 : 0;
            national.facilities_imprecise += placements[i].bucket == Bucket::imprecise ? 1 : 0;
            if (placements[i].territory && !placements[i].position) {
                inputs.findings.push_back({FindingCode::facility_without_position, facility.id, list_path(inputs, facility), facility.row,
                                           {{"id", facility.id}}, std::nullopt});
            }
        } else if (facility.stage == Stage::emergent) {
            ++national.emerging_facilities;
        }
    }
    national.population = population_figures(inputs, members, coverage.territories, study.region, kept);
    national.area.outside_km2 = area_outside(inputs, national.area.total_km2);
    if (study.region.empty()) {
        national.known_total = study.known_total;
    }
    const int reach = std::max(national.facilities, national.known_total.value_or(0));
    coverage.missing_national = {std::max(0, study.targets.national - reach), std::max(0, study.targets.national - national.facilities)};
    coverage.ledger = ledger_of(inputs, placements);
    note_list(inputs, study, coverage);
    return coverage;
}

}  // namespace maillage::stages
