// site: where the next facilities would do most, those that are there counted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/siting.hpp"
#include "stages/read_run.hpp"

namespace maillage::stages {

struct SiteQuestion {
    SiteObjective objective = SiteObjective::people;
    bool all = false;       ///< how few sites for all that can be reached; else the best `count`
    std::size_t count = 0;  ///< at least 1, unless `all`
    double radius_km = 0;   ///< more than 0
    double time_limit_s = 0;
};

struct SiteCandidates {
    std::vector<SiteCandidate> places;  ///< of equal worth, the first is taken
    std::string path;                   ///< of the list they come from; "" where none was given
    std::vector<std::size_t> left_out;  ///< its rows that tell no place
    std::size_t pays_without = 0;       ///< pays that have none, or too few for what they miss
};

/// The most populous commune with a point of each pays that is not `couvert`, by code of commune (of equals the lowest). For the objective `pays`,
/// as many communes of a pays as it misses facilities, the most populous first. They need not be where the administration sits.
[[nodiscard]] SiteCandidates seats(const PastRun& run, SiteObjective objective);

/// The rows of a layer or table, in its order: id, name, point or longitude and latitude, commune code, recognised as a list of facilities has
/// them. A row without a point of its own stands at that of its commune; its pays is its commune's, else the one whose published outline holds
/// it. Throws InputError: neither points nor codes, an id twice, no row that tells a place.
[[nodiscard]] SiteCandidates listed(const PastRun& run, Layer list);

/// Distances are geodesic, to the metre and less, and don't cross seas (design, rule 7). People are those of the communes of the run's région that
/// have a point. Throws InputError: no commune has both people and a point. Throws LibraryError.
[[nodiscard]] Siting site(const PastRun& run, const SiteQuestion& question, const SiteCandidates& candidates);

}  // namespace maillage::stages
