// Where the next facilities would do most: what the site command finds out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/geometry.hpp"

namespace maillage {

/// What new sites are for: people within the radius, or pays brought to the target.
enum class SiteObjective { people, pays };

/// A place where a facility may come.
struct SiteCandidate {
    std::string id;  ///< of the list; without one, code of the commune
    std::string name;
    Point point;
    std::string commune;              ///< code; "" where not told
    std::optional<std::size_t> pays;  ///< index among the run's; none: hors pays, or not known
};

struct Site {
    SiteCandidate candidate;
    std::int64_t people = 0;  ///< newly within the radius, after the sites before it
    int pays_reached = 0;     ///< pays that it brings to the target, after the sites before it
};

/// People of communes, and how many communes.
struct SitePeople {
    std::int64_t people = 0;
    std::size_t communes = 0;
};

struct Siting {
    SiteObjective objective = SiteObjective::people;
    bool all = false;  ///< the least number of sites for all that can be reached; else the best `asked`
    std::size_t asked = 0;
    double radius_km = 0;
    int per_territory = 1;  ///< the target of each pays
    std::string region;     ///< code; "" everywhere
    std::string candidates_path;  ///< "" where they are the most populous communes of the pays
    std::vector<std::string> pays_codes, pays_names;  ///< of the run
    std::vector<std::optional<std::int64_t>> pays_population;

    std::vector<Site> sites;  ///< each the best of those left, given those before it

    // in people or pays; for `all`, in sites
    std::int64_t value = 0;
    std::int64_t greedy = 0;
    std::int64_t greedy_bound = 0;  ///< what greedy alone proves: no answer is better
    std::int64_t bound = 0;         ///< the same, by all means tried
    bool proved = false;            ///< value == bound
    double time_limit_s = 0;

    SitePeople total;        ///< with people, of the région asked
    SitePeople unplaced;     ///< of them, without a point: left out
    SitePeople within;       ///< within the radius of a facility that is there
    SitePeople reachable;    ///< beyond, within that of a candidate
    SitePeople unreachable;  ///< beyond both; total is the sum of the four
    std::size_t facilities = 0;           ///< counted ones of the list
    std::size_t facilities_unplaced = 0;  ///< of them, without a sure position: left out
    std::size_t candidates = 0;
    std::vector<std::size_t> candidates_left_out;  ///< rows of the list, as in Place::row: nothing tells where they are
    std::size_t pays_without_candidate = 0;        ///< pays to cover none of whose communes has a point
    std::size_t pays = 0, pays_at_target = 0;      ///< before any site
};

/// value to bound, in % of what is best for the value's own kind; 0 where proved.
[[nodiscard]] double gap_percent(const Siting& siting);

}  // namespace maillage
