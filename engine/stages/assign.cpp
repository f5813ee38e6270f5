#include "stages/assign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "stages/area_of_action.hpp"
#include "stages/locate.hpp"

namespace maillage::stages {

namespace {

class Assigner {
public:
    Assigner(Inputs& inputs, const Study& study, const Members& members, const geo::PointLocator& locator)
        : m_inputs(inputs), m_members(members), m_locator(locator), m_study(study), m_years(inputs.list_years.value_or(inputs.gazetteer.all_years())) {}

    Placement place(const Facility& facility) {
        Placement placement;
        if (facility.settled) {
            placement.bucket = *facility.settled;
            return placement;
        }
        placement.steps = facility.steps;
        const bool exact = facility.precision == Precision::adresse || facility.precision == Precision::commune;
        if (exact && facility.point) {
            placement.position = facility.point;
        } else if (exact && !facility.commune.empty() && facility.maybe_communes.empty()) {
            placement.position = seat(facility.commune).point;
        }
        const bool point_tells_more = facility.point && !facility.maybe_communes.empty();
        const bool is_coded = exact && !m_study.points_only && !point_tells_more && by_code(facility, placement);
        if (!is_coded && exact && placement.position) {
            by_point(facility, placement);
        } else if (!is_coded) {
            by_area(facility, placement);
        }
        const bool inactive = facility.stage == Stage::ferme || facility.stage == Stage::candidat || facility.stage == Stage::cite;
        if (inactive && !counts(m_study, facility)) {
            placement.bucket = Bucket::excluded;
        } else if (facility.stage == Stage::unknown) {
            placement.bucket = Bucket::unknown_status;
        } else if (!is_attested(m_study, facility)) {
            placement.bucket = Bucket::not_attested;
        } else if (placement.bucket == Bucket::without_location) {
            note(FindingCode::facility_without_location, facility, {});
        }
        return placement;
    }

private:
    void note(FindingCode code, const Facility& facility, std::vector<std::pair<std::string, std::string>> parameters) {
        parameters.emplace_back("id", facility.id);
        m_inputs.findings.push_back({code, facility.id, list_path(m_inputs, facility), facility.row, std::move(parameters), facility.point});
    }

    /// The bucket that a set of possible territories comes to.
    static void settle(Placement& placement, std::vector<std::size_t> territories, bool may_be_outside, Method method) {
        placement.method = method;
        placement.may_be_outside = may_be_outside;
        if (territories.empty()) {
            placement.bucket = Bucket::outside;
        } else if (territories.size() == 1 && !may_be_outside) {
            placement.bucket = Bucket::assigned;
            placement.territory = territories.front();
        } else {
            placement.bucket = Bucket::imprecise;
            placement.candidates = std::move(territories);
        }
    }

    /// Where a commune is, looked up once.
    struct Seat {
        Membership membership;
        std::optional<Point> point;
    };
    const Seat& seat(const std::string& commune) {
        auto found = m_seats.find(commune);
        if (found == m_seats.end()) {
            found = m_seats.emplace(commune, Seat{m_members.of(commune, m_years), m_members.point_of(commune)}).first;
        }
        return found->second;
    }

    /// By the composition's word on the row's commune. False when there is no such word.
    bool by_code(const Facility& facility, Placement& placement) {
        if (facility.commune.empty() || !m_members.has_composition()) {
            return false;
        }
        const Membership& membership = seat(facility.commune).membership;
        if (!membership.known) {
            return false;
        }
        placement.one_departement = true;
        settle(placement, membership.territories, membership.territories.empty() || membership.may_be_outside, Method::code);
        return true;
    }

    void by_point(const Facility& facility, Placement& placement) {
        const geo::PointLocator::Answer answer = m_locator.locate(*placement.position);
        const Method method = facility.point ? Method::point : Method::commune_point;
        const Location location = settled(answer);
        if (location.territory == Location::nowhere) {
            settle(placement, {}, true, method);
            return;
        }
        settle(placement, {location.territory}, false, method);
        if (location.situation != Situation::inside) {
            note(location.situation == Situation::border ? FindingCode::point_on_border : FindingCode::point_in_overlap, facility,
                 {{"territories", codes(answer.holders)}, {"code", m_inputs.territories[location.territory].code}});
        }
    }

    /// Rows that only name an area, and precise ones that lack both a point and a code or name of one commune.
    void by_area(const Facility& facility, Placement& placement) {
        const Gazetteer& gazetteer = m_inputs.gazetteer;
        const bool fine = facility.precision != Precision::departement && facility.precision != Precision::region;
        if (fine && !facility.maybe_communes.empty()) {
            by_communes("communes " + fmt::format("{}", fmt::join(facility.maybe_communes, " ")), facility.maybe_communes,
                        facility.commune.empty() ? Method::commune_name : Method::code, placement);
        } else if (fine && facility.named_territory) {
            settle(placement, {*facility.named_territory}, false, Method::territory);
        } else if (fine && !facility.epci.empty()) {
            by_communes("epci " + facility.epci, gazetteer.of_epci(facility.epci), Method::epci, placement);
        } else if (facility.precision != Precision::region && !facility.departement.empty()) {
            by_communes("dep " + facility.departement, gazetteer.of_departement(facility.departement), Method::departement, placement);
        } else if (!facility.region.empty()) {
            by_communes("reg " + facility.region, gazetteer.of_region(facility.region), Method::region, placement);
        } else if (!facility.area.empty()) {
            by_communes("area " + facility.area, declared_area(facility.area, gazetteer).communes, Method::area, placement);
        }
    }

    struct Area {
        std::vector<std::size_t> territories;
        bool may_be_outside = false;
        bool one_departement = false;
        bool known = false;  ///< of at least one of its communes
    };

    /// Communes whose territory isn't known may lie anywhere: then nothing is sure.
    void by_communes(const std::string& key, const std::vector<std::size_t>& communes, Method method, Placement& placement) {
        if (communes.empty()) {
            return;
        }
        auto found = m_areas.find(key);
        if (found == m_areas.end()) {
            const Gazetteer& gazetteer = m_inputs.gazetteer;
            Area area;
            std::set<std::size_t> territories;
            std::set<std::string> departements;
            for (const std::size_t index : communes) {
                const Commune& commune = gazetteer.communes[index];
                const Membership membership = m_members.of(commune.code, {gazetteer.year, gazetteer.year});
                territories.insert(membership.territories.begin(), membership.territories.end());
                departements.insert(commune.departement);
                area.known = area.known || membership.known;
                area.may_be_outside = area.may_be_outside || membership.territories.empty();
            }
            area.territories.assign(territories.begin(), territories.end());
            area.one_departement = departements.size() == 1;
            found = m_areas.emplace(key, std::move(area)).first;
        }
        if (!found->second.known) {
            return;
        }
        placement.one_departement = found->second.one_departement;
        settle(placement, found->second.territories, found->second.may_be_outside, method);
    }

    [[nodiscard]] std::string codes(const std::vector<std::size_t>& territories) const {
        std::vector<std::string> names;
        for (const std::size_t territory : territories) {
            names.push_back(m_inputs.territories[territory].code);
        }
        return join(names, ", ");
    }

    Inputs& m_inputs;
    const Members& m_members;
    const geo::PointLocator& m_locator;
    const Study& m_study;
    const Years m_years;
    std::map<std::string, Area> m_areas;
    std::unordered_map<std::string, Seat> m_seats;
};

}  // namespace

std::vector<Placement> assign(Inputs& inputs, const Study& study, const Members& members, const geo::PointLocator& locator) {
    Assigner assigner(inputs, study, members, locator);
    std::vector<Placement> placements;
    placements.reserve(inputs.facilities.rows.size());
    for (const Facility& facility : inputs.facilities.rows) {
        placements.push_back(assigner.place(facility));
    }
    return placements;
}

void settle_regions(Inputs& inputs, const Members& members) {
    std::vector<Territory>& territories = inputs.territories;
    using People = std::map<std::string, std::int64_t>;
    std::vector<People> departements(territories.size());
    std::vector<People> regions(territories.size());
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        const DemandPoint& one = inputs.demand[i];
        if (one.departement.empty()) {
            continue;
        }
        for (const std::size_t territory : members.of_demand(i).territories) {
            departements[territory][one.departement] += one.population.value_or(0);
            regions[territory][one.region] += one.population.value_or(0);
        }
    }
    const auto most = [](const People& people) {
        const auto best = std::max_element(people.begin(), people.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        return best == people.end() ? std::string() : best->first;
    };
    const auto keys = [](const People& people) {
        std::vector<std::string> codes;
        for (const auto& [code, count] : people) {
            codes.push_back(code);
        }
        return codes;
    };
    for (std::size_t i = 0; i < territories.size(); ++i) {
        territories[i].departement = most(departements[i]);
        territories[i].region = most(regions[i]);
        territories[i].departements = keys(departements[i]);
        territories[i].regions = keys(regions[i]);
        if (departements[i].empty()) {
            inputs.findings.push_back({FindingCode::territory_without_commune, territories[i].code, inputs.pays_path,
                                       territories[i].row, {{"code", territories[i].code}}, std::nullopt});
        }
    }
}

std::string region_named(const Gazetteer& gazetteer, const Facility& facility) {
    const auto region_at = [&](std::size_t commune) { return gazetteer.communes[commune].region; };
    const std::vector<std::size_t> named = gazetteer.resolve(facility.commune);
    const bool exact = facility.precision == Precision::adresse || facility.precision == Precision::commune;
    if (exact && !named.empty()) {
        return region_at(named.front());
    }
    const std::vector<std::size_t>& epci = gazetteer.of_epci(facility.epci);
    const auto in_first = [&](std::size_t commune) { return region_at(commune) == region_at(epci.front()); };
    if (!epci.empty() && std::all_of(epci.begin(), epci.end(), in_first)) {
        return region_at(epci.front());
    }
    if (const auto found = gazetteer.departement_regions.find(facility.departement); found != gazetteer.departement_regions.end()) {
        return found->second;
    }
    return !facility.region.empty() || named.empty() ? facility.region : region_at(named.front());
}

std::vector<bool> scope(const Inputs& inputs, const Study& study, std::vector<Placement>& placements) {
    const std::vector<Territory>& territories = inputs.territories;
    std::vector<bool> kept(territories.size(), true);
    if (study.region.empty()) {
        return kept;
    }
    for (std::size_t i = 0; i < territories.size(); ++i) {
        kept[i] = territories[i].region == study.region;
    }
    for (std::size_t i = 0; i < placements.size(); ++i) {
        Placement& placement = placements[i];
        const Facility& facility = inputs.facilities.rows[i];
        if (facility.settled || placement.bucket == Bucket::excluded) {
            continue;
        }
        bool inside = false;
        const auto is_kept = [&](std::size_t one) { return kept[one]; };
        if (placement.covers && std::any_of(placement.covers->begin(), placement.covers->end(), is_kept)) {
            inside = true;
        } else if (placement.territory) {
            inside = kept[*placement.territory];
        } else if (!placement.candidates.empty()) {
            inside = std::any_of(placement.candidates.begin(), placement.candidates.end(), is_kept);
        } else {
            const std::string region = region_named(inputs.gazetteer, facility);
            inside = region.empty() || region == study.region;  // unknown: kept, so that it isn't lost
        }
        if (!inside) {
            placement.bucket = Bucket::excluded;
        }
    }
    return kept;
}

}  // namespace maillage::stages
