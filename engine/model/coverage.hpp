// What is measured: one record a territory, a région, the whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/facility.hpp"
#include "model/geometry.hpp"

namespace maillage {

/// First that applies (design, rule 3).
enum class Status { couvert, emergent, possible, non_couvert };

/// How a facility is in a territory: surely, with a counted stage or as an émergent; or perhaps, its candidates in one
/// département or less (`possible`) or in several (`wide`).
enum class PresenceKind { counted, emerging, possible, wide };

struct Presence {
    std::size_t facility = 0;
    std::size_t territory = 0;
    PresenceKind kind{};
};

/// What the starting point of a territory's distances is.
enum class CentreKind { population, interior };

struct Nearest {
    std::size_t facility = 0;
    double distance_km = 0;  ///< WGS 84 geodesic
};

struct TerritoryCoverage {
    int counted = 0;   ///< facilities of the counted stages surely there
    int emerging = 0;  ///< émergents surely there
    int possible = 0;  ///< imprecise facilities of the counted stages that may be there
    Status status = Status::non_couvert;
    int missing = 0;  ///< toward the target per territory
    std::optional<std::int64_t> population;
    double area_km2 = 0;
    Point centre;
    CentreKind centre_kind = CentreKind::interior;
    std::optional<Nearest> nearest;
};

struct Range {
    int min = 0;
    int max = 0;
};

/// Persons; null when it can't be known (design, rule 5). Where none is null, the parts sum to the total.
struct PopulationFigures {
    std::optional<std::int64_t> total, covered, uncovered, outside;
    std::optional<std::int64_t> unplaced;  ///< of communes whose pays, if any, is not known
};

struct AreaFigures {
    double total_km2 = 0, covered_km2 = 0, uncovered_km2 = 0;  ///< of pays
    std::optional<double> outside_km2;  ///< of the country, hors pays; the whole run only, and null where it can't be told
    bool approximate = false;
};

/// How unevenly counted facilities that are surely in a territory are spread.
struct Concentration {
    int facilities = 0;   ///< of the territories, each in one (or in all that its area covers)
    int tenth = 0;        ///< territories that make a tenth, rounded up
    int in_tenth = 0;     ///< facilities of the best-served tenth
    [[nodiscard]] std::optional<double> share() const { return facilities == 0 ? std::nullopt : std::optional(100.0 * in_tenth / facilities); }
};

/// Figures of a région or of the whole run.
struct AreaCoverage {
    std::string code;  ///< of the région; "" for the whole
    std::string name;
    int territories = 0, covered = 0, emerging = 0, possible = 0, uncovered = 0;
    int covered_max = 0;
    int facilities = 0;           ///< counted stages, wherever they are: hors pays and imprecise ones too
    int facilities_outside = 0;   ///< of these, hors pays
    int facilities_imprecise = 0; ///< of these, in no one territory for sure
    int emerging_facilities = 0;
    std::optional<int> known_total;  ///< how many there are said to be there
    Range missing_per_territory;
    Concentration concentration;
    PopulationFigures population;
    AreaFigures area;
};

/// Rows read and where each ended; they sum (design, rule 1).
struct Ledger {
    int facilities_read = 0;
    std::map<Bucket, int> facilities;
    int territories_read = 0, territories_rejected = 0, territories_duplicate = 0, territories_excluded = 0, territories_kept = 0;
};

struct Coverage {
    std::vector<TerritoryCoverage> territories;  ///< by territory
    std::vector<AreaCoverage> regions;           ///< by code
    AreaCoverage national;
    Range missing_national;
    Ledger ledger;
};

}  // namespace maillage
