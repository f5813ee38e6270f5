// A run that was published, read back: what it said, and the study that says it again from the folder's own inputs/.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/coverage.hpp"
#include "model/geometry.hpp"
#include "model/study.hpp"

namespace maillage {

/// What a folder holds, and under which names: a number that changes when a reader of the last one would be wrong.
inline constexpr int run_format = 2;

/// Where the study of a manifest has the setting of this key: "/ptce/share" for "ptce.share", a JSON pointer (RFC 6901).
[[nodiscard]] inline std::string place_of_setting(std::string_view key) {
    std::string place = "/" + std::string(key);
    std::replace(place.begin(), place.end(), '.', '/');
    return place;
}

/// What inputs/pays.geojson calls the column of a study's priorities, by its rank from 0.
[[nodiscard]] inline std::string priority_column(std::size_t rank) { return "priority_" + std::to_string(rank + 1); }

/// A pays as published.
struct PublishedPays {
    std::string code;
    std::string name;
    std::string departement;  ///< "" where it has none
    std::string region;
    std::optional<std::int64_t> population;
    Status status = Status::non_couvert;
    std::size_t missing = 0;  ///< facilities, toward the target of each pays
    MultiPolygon outline;  ///< as drawn: 6 decimals, perhaps simplified
};

/// The figures of a run that its summary gives first.
struct RunFigures {
    int territories = 0, covered = 0, emerging = 0, possible = 0, uncovered = 0;
    int covered_max = 0;
    int facilities = 0;
    Range missing_per_territory;
    std::optional<Range> missing_national;        ///< of the whole country only
    std::optional<std::int64_t> people_uncovered;  ///< in a pays that is not `couvert`
};

struct RunFolder {
    std::string path;  ///< as the user named it
    Study study;       ///< its settings; the files it names are those of inputs/
    RunFigures figures;
    std::vector<PublishedPays> pays;  ///< by code: those within its --region
};

}  // namespace maillage
