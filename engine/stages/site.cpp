#include "stages/site.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "geo/neighbours.hpp"
#include "model/land.hpp"
#include "optim/maximal_covering.hpp"
#include "optim/quotas.hpp"
#include "optim/set_covering.hpp"

namespace maillage::stages {

namespace {

/// The communes within the radius of a place, on its land.
class Reach {
public:
    Reach(const std::vector<Point>& points, double radius_km) : m_radius_km(radius_km) {
        std::map<std::string_view, std::vector<Point>> places;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const std::string_view land = land_of(points[i]);
            m_indexes[land].push_back(i);
            places[land].push_back(points[i]);
        }
        for (auto& [land, there] : places) {
            m_neighbours.emplace(land, geo::Neighbours(std::move(there)));
        }
    }

    /// Ascending.
    [[nodiscard]] std::vector<std::size_t> of(Point place) const {
        std::vector<std::size_t> found;
        const auto land = m_neighbours.find(land_of(place));
        if (land != m_neighbours.end()) {
            for (const geo::Neighbours::Nearest& one : land->second.within(place, m_radius_km)) {
                found.push_back(m_indexes.at(land->first)[one.index]);
            }
        }
        return found;
    }

private:
    double m_radius_km;
    std::map<std::string_view, std::vector<std::size_t>> m_indexes;
    std::map<std::string_view, geo::Neighbours> m_neighbours;
};

/// The communes with people and a point, which of them a facility or a candidate reaches.
class Problem {
public:
    Problem(const PastRun& run, const SiteQuestion& question, const SiteCandidates& candidates, Siting& siting) {
        std::vector<Point> points;
        for (const DemandPoint& one : run.demand) {
            const std::int64_t people = one.population.value_or(0);
            if (people <= 0 || (!run.study.region.empty() && one.region != run.study.region)) {
                continue;
            }
            add(siting.total, people);
            if (!one.point) {
                add(siting.unplaced, people);
                continue;
            }
            points.push_back(*one.point);
            m_people.push_back(people);
        }
        const Reach reach(points, question.radius_km);
        std::vector<bool> is_within(points.size(), false);
        for (const Point facility : run.facilities) {
            for (const std::size_t point : reach.of(facility)) {
                is_within[point] = true;
            }
        }
        std::vector<std::size_t> position(points.size());  // among those that are left
        for (std::size_t i = 0; i < points.size(); ++i) {
            position[i] = m_covering.weights.size();
            if (is_within[i]) {
                add(siting.within, m_people[i]);
            } else {
                m_covering.weights.push_back(m_people[i]);
            }
        }
        std::vector<bool> is_reached(m_covering.weights.size(), false);
        for (const SiteCandidate& candidate : candidates.places) {
            std::vector<std::size_t>& covered = m_covering.covered.emplace_back();
            for (const std::size_t point : reach.of(candidate.point)) {
                if (!is_within[point]) {
                    covered.push_back(position[point]);
                    is_reached[position[point]] = true;
                }
            }
        }
        for (std::size_t i = 0; i < is_reached.size(); ++i) {
            add(is_reached[i] ? siting.reachable : siting.unreachable, m_covering.weights[i]);
        }
    }

    [[nodiscard]] const optim::Covering& covering() const { return m_covering; }
    [[nodiscard]] bool is_empty() const { return m_people.empty(); }

private:
    static void add(SitePeople& sum, std::int64_t people) {
        sum.people += people;
        ++sum.communes;
    }

    std::vector<std::int64_t> m_people;
    optim::Covering m_covering;
};

/// Candidates in the order they are to be built.
std::vector<std::size_t> best_for_people(const SiteQuestion& question, const optim::Covering& covering, Siting& siting) {
    if (question.all) {
        const optim::SetCovering answer = optim::set_covering(covering, question.time_limit_s);
        siting.value = static_cast<std::int64_t>(answer.best.chosen.size());
        siting.greedy = static_cast<std::int64_t>(answer.greedy);
        siting.greedy_bound = static_cast<std::int64_t>(answer.greedy_bound);
        siting.bound = static_cast<std::int64_t>(answer.bound);
        siting.proved = answer.proved;
        return answer.best.chosen;
    }
    const optim::MaximalCovering answer = optim::maximal_covering(covering, question.count, question.time_limit_s);
    siting.value = answer.best.value;
    siting.greedy = answer.greedy;
    siting.greedy_bound = answer.greedy_bound;
    siting.bound = answer.best.bound;
    siting.proved = answer.proved;
    return answer.best.chosen;
}

/// A pays is brought to the target by as many sites as it misses, the first of its candidates.
std::vector<std::size_t> best_for_pays(const PastRun& run, const SiteQuestion& question, const SiteCandidates& candidates, Siting& siting) {
    std::vector<std::vector<std::size_t>> places(run.pays.size());
    for (std::size_t i = 0; i < candidates.places.size(); ++i) {
        if (const std::optional<std::size_t> pays = candidates.places[i].pays) {
            places[*pays].push_back(i);
        }
    }
    std::vector<optim::Quota> quotas;
    std::size_t needs = 0;
    siting.pays_without_candidate = 0;
    for (std::size_t pays = 0; pays < run.pays.size(); ++pays) {
        const std::size_t missing = run.pays[pays].missing;
        const bool enough = places[pays].size() >= missing;
        siting.pays_without_candidate += enough ? 0 : 1;
        quotas.push_back({enough ? missing : 0, run.pays[pays].population.value_or(0)});
        needs += quotas.back().need;
    }
    std::vector<std::size_t> filled = optim::most_filled(quotas, question.all ? needs : question.count);
    std::stable_sort(filled.begin(), filled.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(quotas[a].need, -quotas[a].weight) < std::pair(quotas[b].need, -quotas[b].weight);
    });
    std::vector<std::size_t> chosen;
    for (const std::size_t pays : filled) {
        chosen.insert(chosen.end(), places[pays].begin(), places[pays].begin() + static_cast<std::ptrdiff_t>(quotas[pays].need));
    }
    siting.value = static_cast<std::int64_t>(question.all ? chosen.size() : filled.size());
    siting.greedy = siting.greedy_bound = siting.bound = siting.value;
    siting.proved = true;
    return chosen;
}

/// Each site with what it adds to those before it.
std::vector<Site> built(const PastRun& run, const SiteCandidates& candidates, const optim::Covering& covering, const std::vector<std::size_t>& chosen) {
    std::vector<bool> is_covered(covering.weights.size(), false);
    std::vector<std::size_t> missing;
    for (const PublishedPays& pays : run.pays) {
        missing.push_back(pays.missing);
    }
    std::vector<Site> sites;
    for (const std::size_t candidate : chosen) {
        Site site{candidates.places[candidate]};
        for (const std::size_t point : covering.covered[candidate]) {
            site.people += is_covered[point] ? 0 : covering.weights[point];
            is_covered[point] = true;
        }
        if (site.candidate.pays && missing[*site.candidate.pays] > 0) {
            site.pays_reached = --missing[*site.candidate.pays] == 0 ? 1 : 0;
        }
        sites.push_back(std::move(site));
    }
    return sites;
}

}  // namespace

Siting site(const PastRun& run, const SiteQuestion& question, const SiteCandidates& candidates) {
    Siting siting;
    siting.objective = question.objective;
    siting.all = question.all;
    siting.asked = question.count;
    siting.radius_km = question.radius_km;
    siting.time_limit_s = question.time_limit_s;
    siting.per_territory = run.study.targets.per_territory;
    siting.region = run.study.region;
    siting.candidates_path = candidates.path;
    siting.facilities = run.facilities_counted;
    siting.facilities_unplaced = run.facilities_counted - run.facilities.size();
    siting.candidates = candidates.places.size();
    siting.candidates_left_out = candidates.left_out;
    siting.pays_without_candidate = candidates.pays_without;
    siting.pays = run.pays.size();
    for (const PublishedPays& pays : run.pays) {
        siting.pays_codes.push_back(pays.code);
        siting.pays_names.push_back(pays.name);
        siting.pays_population.push_back(pays.population);
        siting.pays_at_target += pays.missing == 0 ? 1 : 0;
    }
    const Problem problem(run, question, candidates, siting);
    const bool for_people = question.objective == SiteObjective::people;
    if (for_people && problem.is_empty()) {
        throw InputError({run.path + "/inputs/communes.csv"}, {"aucune commune n'a à la fois des habitants et un point : donner les communes au passage, par --communes et --population",
                                                   "no commune has both people and a point: give the communes to the run, by --communes and --population"});
    }
    const std::vector<std::size_t> chosen = for_people ? best_for_people(question, problem.covering(), siting)
                                                       : best_for_pays(run, question, candidates, siting);
    siting.sites = built(run, candidates, problem.covering(), chosen);
    return siting;
}

}  // namespace maillage::stages
