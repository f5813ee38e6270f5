#include "stages/pace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "stages/measure.hpp"

namespace maillage::stages {

namespace {

struct YearCounts {
    int facilities = 0, covered = 0, filled = 0;
};

constexpr int no_year = 0;

/// What each year brought; under `no_year` what has none.
std::map<int, YearCounts> counts_by_year(const Study& study, const FacilityList& facilities, const std::vector<Placement>& placements, const std::vector<bool>& kept) {
    std::map<int, YearCounts> by_year;
    std::vector<std::vector<int>> years_of(kept.size());
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = facilities.rows[i];
        if (!is_listed(placements[i]) || !counts(study, facility)) {
            continue;
        }
        const int year = facility.year.value_or(no_year);
        ++by_year[year].facilities;
        if (is_sure(placements[i])) {
            for (const std::size_t territory : counted_in(placements[i])) {
                years_of[territory].push_back(year);
            }
        }
    }
    const auto undated_last = [](int a, int b) { return a != no_year && (b == no_year || a < b); };
    for (std::size_t i = 0; i < kept.size(); ++i) {
        std::vector<int>& years = years_of[i];
        if (!kept[i] || years.empty()) {
            continue;
        }
        std::sort(years.begin(), years.end(), undated_last);
        ++by_year[years.front()].covered;
        for (std::size_t place = 0; place < std::min(years.size(), static_cast<std::size_t>(study.targets.per_territory)); ++place) {
            ++by_year[years[place]].filled;
        }
    }
    return by_year;
}

/// The year by which `missing` more have come, so many a year from `since` on.
YearReached reached(int since, int missing, double per_year) {
    constexpr double never_years = 1000;
    if (missing == 0) {
        return since;
    }
    constexpr double rounding = 1e-9;  // 21 at 1.4 a year take 15 years, where the quotient is a hair above
    const double years = std::ceil(missing / per_year - rounding);
    return per_year > 0 && years < never_years ? std::optional(since + static_cast<int>(years)) : std::nullopt;
}

TargetPace target_pace(TargetKind kind, int target, int now, Range missing, int recent, double unlisted, bool dated, const Study& study) {
    TargetPace pace{kind, target, now, false, missing, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
    const int since = *study.date_reference;
    pace.past = since > study.targets.year;
    if (dated) {
        pace.per_year = static_cast<double>(recent) / study.pace_years;
        pace.per_year_max = *pace.per_year * unlisted;
        pace.earliest = reached(since, missing.min, *pace.per_year_max);
        pace.latest = reached(since, missing.max, *pace.per_year);
    }
    if (study.horizon) {
        const double years = *study.horizon - since;
        pace.horizon = {*study.horizon, missing.min / years, missing.max / years};
    }
    return pace;
}

}  // namespace

std::optional<Pace> pace(const Study& study, const FacilityList& facilities, const std::vector<Placement>& placements, const Coverage& coverage,
                         const std::vector<bool>& kept) {
    if (!study.date_reference) {
        return std::nullopt;
    }
    Pace pace;
    pace.date_reference = *study.date_reference;
    pace.window_years = study.pace_years;
    if (study.horizon && *study.horizon <= pace.date_reference) {
        throw UsageError({fmt::format("l'horizon {} n'est pas après l'année de référence, {}", *study.horizon, pace.date_reference),
                          fmt::format("the horizon {} is not after the year of reference, {}", *study.horizon, pace.date_reference)});
    }
    std::map<int, YearCounts> by_year = counts_by_year(study, facilities, placements, kept);
    if (const auto undated = by_year.find(no_year); undated != by_year.end()) {
        pace.without_year = {undated->second.facilities, undated->second.covered};
        by_year.erase(undated);
    }
    YearCounts recent;
    const bool dated = !by_year.empty();
    if (dated) {
        PaceYear total;
        for (int year = std::min(by_year.begin()->first, pace.date_reference); year <= pace.date_reference; ++year) {
            const YearCounts of_year = by_year[year];
            total = {year,           of_year.facilities, total.facilities_total + of_year.facilities, of_year.covered, total.covered_total + of_year.covered,
                     of_year.filled};
            pace.by_year.push_back(total);
            if (year > pace.date_reference - study.pace_years) {
                recent.facilities += of_year.facilities;
                recent.filled += of_year.filled;
            }
        }
        for (auto after = by_year.upper_bound(pace.date_reference); after != by_year.end(); ++after) {
            pace.later.facilities += after->second.facilities;
            pace.later.covered += after->second.covered;
        }
    }
    const AreaCoverage& national = coverage.national;
    const bool partial = national.known_total && *national.known_total > national.facilities && national.facilities > 0;
    const double unlisted = partial ? static_cast<double>(*national.known_total) / national.facilities : 1;
    if (study.region.empty()) {  // the target of 300 is the nation's
        pace.targets.push_back(target_pace(TargetKind::facilities, study.targets.national, national.facilities, coverage.missing_national, recent.facilities,
                                           unlisted, dated, study));
    }
    const int places = national.territories * study.targets.per_territory;
    pace.targets.push_back(target_pace(TargetKind::territories, places, places - national.missing_per_territory.max, national.missing_per_territory,
                                       recent.filled, unlisted, dated, study));
    return pace;
}

}  // namespace maillage::stages
