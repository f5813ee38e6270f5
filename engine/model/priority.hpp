// Where to act first: white zones, and the order of the pays not `couvert`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/coverage.hpp"

namespace maillage {

/// Territories not `couvert` that hang together by common borders.
struct WhiteZone {
    std::vector<std::size_t> territories;    ///< ascending, one at least
    std::optional<std::int64_t> population;  ///< null where one of its territories' is
    double area_km2 = 0;
    std::optional<Nearest> nearest;      ///< of its territories' centres, the one nearest to a facility
    std::optional<double> farthest_km;   ///< the greatest of its territories' distances; null where one has none on its land
};

/// "ZB1" for the first.
[[nodiscard]] inline std::string zone_id(std::size_t zone) { return "ZB" + std::to_string(zone + 1); }

/// What a priority is made of. `column`: a numeric column of the territories' own layer.
enum class CriterionKind { population, distance, white_zone, chance, column };

/// How values of a criterion become numbers from 0 to 1.
enum class Normalisation { rank, min_max };

/// A weight below 0 makes a low value urgent; only columns may have one.
struct Criterion {
    CriterionKind kind = CriterionKind::population;
    double weight = 0;
    std::string column;  ///< CriterionKind::column: its title
};

/// What `[priorities]` of a study says; criteria of weight 0 don't take part.
struct PriorityWeights {
    double population = 2, distance = 2, white_zone = 1, chance = 1;
    std::vector<Criterion> columns;  ///< in the order of their titles
    Normalisation normalisation = Normalisation::rank;
};

/// Does any criterion count?
[[nodiscard]] inline bool weighs(const PriorityWeights& weights) {
    return weights.population + weights.distance + weights.white_zone + weights.chance > 0 ||
           std::any_of(weights.columns.begin(), weights.columns.end(), [](const Criterion& one) { return one.weight != 0; });
}

/// What a criterion says of one territory.
struct PriorityPart {
    std::optional<double> value;         ///< persons, km, persons of the white zone, probability, the column's; null: unknown, or no distance
    std::optional<double> normalised;    ///< 0 to 1, 1 the most urgent; null where the criterion is unknown there
    std::optional<double> contribution;  ///< to the score
    int place = 0;                       ///< 1 = the most urgent on this criterion, those alike have one place; 0 where unknown
    int alike = 0;                       ///< how many have that place
};

struct Priority {
    std::size_t territory = 0;
    double chance = 0;                ///< to be covered already, by an imprecise facility
    double score = 0;                 ///< 0 to 1: the sum of its parts' contributions
    std::vector<PriorityPart> parts;  ///< by Priorities::criteria
};

struct Priorities {
    Normalisation normalisation = Normalisation::rank;
    std::vector<Criterion> criteria;  ///< that take part
    std::vector<Priority> ranking;    ///< the most urgent first
};

}  // namespace maillage
