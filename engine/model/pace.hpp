// How fast the country moves toward its targets, by the years that the list states.
#pragma once

#include <optional>
#include <vector>

#include "model/coverage.hpp"

namespace maillage {

struct PaceYear {
    int year = 0;
    int facilities = 0, facilities_total = 0;  ///< of that year; up to it
    int covered = 0, covered_total = 0;        ///< territories whose first counted facility is of that year; up to it
    int filled = 0;                            ///< places taken of those each territory is to have (Targets::per_territory)
};

/// Counted apart from the years.
struct Undated {
    int facilities = 0;
    int covered = 0;
};

enum class TargetKind { facilities, territories };

/// A year, or never.
using YearReached = std::optional<int>;

struct TargetPace {
    TargetKind kind = TargetKind::facilities;
    int target = 0;   ///< facilities; places over all territories
    int now = 0;      ///< for sure
    bool past = false;  ///< the target's year is before the year of reference
    Range missing;
    std::optional<double> per_year;      ///< mean of the last years, by the list; null where no facility has a year
    std::optional<double> per_year_max;  ///< the same if the list's unknown facilities came at its pace (known_total)
    YearReached earliest, latest;        ///< meaningless where per_year is null
    struct Horizon {
        int year = 0;
        double least = 0, most = 0;  ///< a year, to be at the target by then
    };
    std::optional<Horizon> horizon;
};

struct Pace {
    int date_reference = 0;
    int window_years = 0;             ///< how many years the mean is over, the last one `date_reference`
    std::vector<PaceYear> by_year;    ///< every year from the first stated to `date_reference`
    Undated without_year;
    Undated later;                    ///< of years after `date_reference`
    std::vector<TargetPace> targets;  ///< facilities (a run on the whole country), territories
};

}  // namespace maillage
