#include "stages/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/number.hpp"
#include "base/text.hpp"
#include "geo/border_distance.hpp"
#include "geo/geodesic.hpp"
#include "model/catalogue.hpp"
#include "model/land.hpp"

namespace maillage::stages {

namespace {

constexpr int distance_decimals = 3;

/// Farther than any place of a commune is from its point. Of the 34,932 communes of the COG 2024, those farthest from theirs are
/// Hyères in métropole and Corse (30.9 km, an island), Cayenne in Guyane (197.6 km, the same) and 18.7 km in the other lands.
double farthest_km(Point point) { return land_of(point) == "guyane" ? 250 : 40; }

class FacilityCheck {
public:
    FacilityCheck(Inputs& inputs, const Study& study, const Members& members, const geo::PointLocator& locator)
        : m_inputs(inputs), m_study(study), m_members(members), m_locator(locator), m_years(inputs.list_years.value_or(inputs.gazetteer.all_years())) {}

    void check(const Facility& facility, const Placement& placement) {
        const std::optional<Told> told = told_by_code(facility);
        if (!told) {
            return;
        }
        const std::vector<std::size_t> by_point = m_locator.locate(*facility.point).holders;
        const std::string distance_km = told->place ? fixed(geo::distance_km(*facility.point, *told->place), distance_decimals) : "?";
        if (is_sharp(told->territories, by_point) && !agree(*told, by_point)) {
            const bool point_decided = placement.method == Method::point;
            note(FindingCode::facility_code_point_disagree, facility, *told,
                 {{"by_code", codes(told->territories)}, {"by_point", codes(by_point)}, {"distance_km", distance_km}, {"decides", point_decided ? "point" : "code"}});
        } else if (told->commune && told->place && geo::distance_km(*facility.point, *told->place) > farthest_km(*told->place)) {
            note(FindingCode::facility_point_far, facility, *told, {{"distance_km", distance_km}, {"code", facility.commune}});
        }
    }

private:
    /// What a row's code says.
    struct Told {
        std::vector<std::size_t> territories;
        bool may_be_outside = false;
        bool commune = false;        ///< the code is a commune's
        std::optional<Point> place;  ///< of the commune; of an EPCI, of its commune nearest to the row's point
    };

    [[nodiscard]] std::optional<Told> told_by_code(const Facility& facility) const {
        const bool exact = facility.precision == Precision::adresse || facility.precision == Precision::commune;
        if (exact && !facility.commune.empty()) {
            const Membership membership = m_members.of(facility.commune, m_years);
            return membership.known ? std::optional(Told{membership.territories, membership.territories.empty() || membership.may_be_outside, true,
                                                         m_members.point_of(facility.commune)})
                                    : std::nullopt;
        }
        const bool wide = facility.precision == Precision::departement || facility.precision == Precision::region;
        return wide ? std::nullopt : told_by_epci(facility);
    }

    [[nodiscard]] std::optional<Told> told_by_epci(const Facility& facility) const {
        std::set<std::size_t> territories;
        Told told;
        double least_km = 0;
        bool known = false;
        for (const std::size_t index : m_inputs.gazetteer.of_epci(facility.epci)) {
            const std::string& code = m_inputs.gazetteer.communes[index].code;
            const Membership membership = m_members.of(code);
            known = known || membership.known;
            territories.insert(membership.territories.begin(), membership.territories.end());
            told.may_be_outside = told.may_be_outside || membership.territories.empty();
            const std::optional<Point> place = m_members.point_of(code);
            if (const double km = place ? geo::distance_km(*facility.point, *place) : 0; place && (!told.place || km < least_km)) {
                told.place = place;
                least_km = km;
            }
        }
        told.territories.assign(territories.begin(), territories.end());
        return known ? std::optional(told) : std::nullopt;
    }

    [[nodiscard]] static bool agree(const Told& told, const std::vector<std::size_t>& by_point) {
        const auto is_coded = [&](std::size_t one) { return std::find(told.territories.begin(), told.territories.end(), one) != told.territories.end(); };
        return by_point.empty() ? told.may_be_outside : std::any_of(by_point.begin(), by_point.end(), is_coded);
    }

    /// An approximate outline can't contradict a code.
    [[nodiscard]] bool is_sharp(const std::vector<std::size_t>& by_code, const std::vector<std::size_t>& by_point) const {
        const auto is_approximate = [&](std::size_t one) { return m_inputs.territories[one].approximate; };
        return std::none_of(by_code.begin(), by_code.end(), is_approximate) &&
               (!by_code.empty() || std::none_of(by_point.begin(), by_point.end(), is_approximate));
    }

    [[nodiscard]] std::string codes(const std::vector<std::size_t>& territories) const {
        if (territories.empty()) {
            return std::string(catalogue::words("report.no_pays").in(m_study.language));
        }
        std::vector<std::string> all;
        for (const std::size_t territory : territories) {
            all.push_back(m_inputs.territories[territory].code);
        }
        return join(all, ", ");
    }

    void note(FindingCode code, const Facility& facility, const Told& told, std::vector<std::pair<std::string, std::string>> parameters) {
        parameters.emplace_back("id", facility.id);
        m_inputs.findings.push_back({code, facility.id, m_inputs.ptce_path, facility.row, std::move(parameters), facility.point, told.place});
    }

    Inputs& m_inputs;
    const Study& m_study;
    const Members& m_members;
    const geo::PointLocator& m_locator;
    const Years m_years;
};

/// A commune whose point lies elsewhere than the composition says.
struct Stray {
    std::string code;
    Point point;
    geo::Foot border;  ///< the nearest of the territory's
};

}  // namespace

void cross_check_facilities(Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                            const geo::PointLocator& locator) {
    FacilityCheck facilities(inputs, study, members, locator);
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = inputs.facilities.rows[i];
        if (!facility.settled && facility.point && !study.points_only) {
            facilities.check(facility, placements[i]);
        }
    }
}

void cross_check_outlines(Inputs& inputs, const Members& members, const geo::PointLocator& locator) {
    if (!members.has_composition()) {
        return;
    }
    std::map<std::size_t, std::vector<Stray>> strays;  // by territory
    std::vector<std::size_t> totals(inputs.territories.size(), 0);
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        const DemandPoint& one = inputs.demand[i];
        const Membership& membership = members.of_demand(i);
        if (!one.point || !membership.known || membership.territories.size() > 1) {
            continue;
        }
        const std::vector<std::size_t> holders = locator.locate(*one.point).holders;
        const bool is_outside = membership.territories.empty();
        if (is_outside && holders.empty()) {
            continue;
        }
        const std::size_t territory = is_outside ? holders.front() : membership.territories.front();
        const Territory& drawn = inputs.territories[territory];
        ++totals[territory];
        const bool agrees = !is_outside && std::find(holders.begin(), holders.end(), territory) != holders.end();
        if (!agrees && !drawn.approximate && !drawn.outline.empty()) {
            strays[territory].push_back({one.code, *one.point, geo::nearest_border(drawn.outline, *one.point)});
        }
    }
    for (auto& [territory, all] : strays) {
        std::stable_sort(all.begin(), all.end(), [](const Stray& a, const Stray& b) { return a.border.distance_m > b.border.distance_m; });
        constexpr std::size_t most_named = 10;
        constexpr double metres_per_km = 1e3;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < std::min(all.size(), most_named); ++i) {
            names.push_back(all[i].code);
        }
        const Territory& drawn = inputs.territories[territory];
        inputs.findings.push_back({FindingCode::composition_outline_disagree,
                                   drawn.code,
                                   inputs.pays_path,
                                   drawn.row,
                                   {{"code", drawn.code},
                                    {"count", fmt::format("{}", all.size())},
                                    {"total", fmt::format("{}", totals[territory])},
                                    {"communes", join(names, ", ") + (all.size() > most_named ? ", …" : "")},
                                    {"distance_km", fixed(all.front().border.distance_m / metres_per_km, distance_decimals)}},
                                   all.front().point,
                                   all.front().border.place});
    }
}

void cross_check(Inputs& inputs, const Study& study, const Members& members, const std::vector<Placement>& placements,
                 const geo::PointLocator& locator) {
    cross_check_facilities(inputs, study, members, placements, locator);
    cross_check_outlines(inputs, members, locator);
}

}  // namespace maillage::stages
