#include <algorithm>
#include <map>
#include <string_view>

#include "geo/geodesic.hpp"
#include "geo/neighbours.hpp"
#include "geo/validity.hpp"
#include "model/land.hpp"
#include "stages/measure.hpp"

namespace maillage::stages {

namespace {

struct Residents {
    std::vector<geo::WeightedPoint> points;
    std::int64_t people = 0;
    std::int64_t people_with_point = 0;
};

/// Centre of mass of the people where communes with a point hold 99 % of them; else a point inside (rule 7).
void centre_of(const Territory& territory, const Residents& residents, TerritoryCoverage& coverage) {
    constexpr std::int64_t percent = 100;
    constexpr std::int64_t needed = 99;
    const bool enough = coverage.population && residents.people > 0 && residents.people_with_point * percent >= residents.people * needed;
    coverage.centre_kind = enough ? CentreKind::population : CentreKind::interior;
    coverage.centre = enough ? geo::centre(residents.points) : geo::interior_point(territory.outline);
}

}  // namespace

void measure_distances(const Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                       std::vector<TerritoryCoverage>& coverage) {
    std::vector<Residents> residents(coverage.size());
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        const DemandPoint& one = inputs.demand[i];
        const std::vector<std::size_t>& territories = members.of_demand(i).territories;
        if (territories.size() != 1 || one.population.value_or(0) == 0) {
            continue;
        }
        Residents& there = residents[territories.front()];
        there.people += *one.population;
        if (one.point) {
            there.people_with_point += *one.population;
            there.points.push_back({*one.point, static_cast<double>(*one.population)});
        }
    }
    // facilities by land, in the order of their ids so that the lowest wins a tie
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = inputs.facilities.rows[i];
        const bool sure = placements[i].territory || (placements[i].candidates.empty() && placements[i].may_be_outside);
        if (!facility.settled && counts(study, facility) && is_attested(study, facility) && placements[i].position && sure) {
            order.push_back(i);
        }
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return inputs.facilities.rows[a].id < inputs.facilities.rows[b].id; });
    std::map<std::string_view, std::vector<std::size_t>> by_land;
    for (const std::size_t facility : order) {
        by_land[land_of(*placements[facility].position)].push_back(facility);
    }
    std::map<std::string_view, geo::Neighbours> neighbours;
    for (const auto& [land, facilities] : by_land) {
        std::vector<Point> points;
        for (const std::size_t facility : facilities) {
            points.push_back(*placements[facility].position);
        }
        neighbours.emplace(land, geo::Neighbours(std::move(points)));
    }
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        centre_of(inputs.territories[i], residents[i], coverage[i]);
        const std::string_view land = land_of(coverage[i].centre);
        const auto found = neighbours.find(land);
        if (found == neighbours.end()) {
            continue;
        }
        if (const std::optional<geo::Neighbours::Nearest> nearest = found->second.nearest(coverage[i].centre)) {
            coverage[i].nearest = Nearest{by_land[land][nearest->index], nearest->distance_km};
        }
    }
}

}  // namespace maillage::stages
