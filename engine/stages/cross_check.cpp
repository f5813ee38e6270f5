#include "stages/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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

using Parameters = std::vector<std::pair<std::string, std::string>>;

constexpr int distance_decimals = 3;

/// Farther than any place of a commune is from its point. Of the 34,932 communes of the COG 2024, those farthest from theirs are
/// Hyères in métropole and Corse (30.9 km, an island), Cayenne in Guyane (197.6 km, the same), and 19.6 km in the other lands.
double farthest_km(Point point) { return land_of(point) == "guyane" ? 250 : 40; }

/// Are both within 32 km for sure? Cheaper than measuring.
bool are_close(Point a, Point b) {
    constexpr double close_degrees = 0.2;
    return std::fabs(a.lon - b.lon) < close_degrees && std::fabs(a.lat - b.lat) < close_degrees;
}

class FacilityCheck {
public:
    FacilityCheck(Inputs& inputs, const Study& study, const Members& members, const geo::PointLocator& locator)
        : m_inputs(inputs),
          m_study(study),
          m_members(members),
          m_locator(locator),
          m_years(inputs.list_years.value_or(inputs.gazetteer.all_years())) {}

    void check(const Facility& facility, const Placement& placement) {
        const bool exact = facility.precision == Precision::adresse || facility.precision == Precision::commune;
        const bool wide = facility.precision == Precision::departement || facility.precision == Precision::region;
        if (exact && !facility.commune.empty()) {
            check_commune(facility, placement);
        } else if (!wide && !facility.epci.empty()) {
            check_epci(facility, placement);
        }
    }

private:
    /// What a row's code says.
    struct Told {
        std::vector<std::size_t> territories;
        bool may_be_outside = false;
        bool known = false;
    };

    void check_commune(const Facility& facility, const Placement& placement) {
        const Told told = placement.method == Method::code ? told_by(placement) : told_by(m_members.of(facility.commune, m_years));
        if (!told.known) {
            return;
        }
        const std::optional<Point> place = m_members.point_of(facility.commune);
        const bool may_be_another = !facility.maybe_communes.empty();
        if (disagree(facility, placement, told, place) || may_be_another || !place || are_close(*facility.point, *place)) {
            return;
        }
        if (const double distance_km = geo::distance_km(*facility.point, *place); distance_km > farthest_km(*place)) {
            note(FindingCode::facility_point_far, facility, place,
                 {{"distance_km", fixed(distance_km, distance_decimals)}, {"code", facility.commune}});
        }
    }

    void check_epci(const Facility& facility, const Placement& placement) {
        const auto [found, is_new] = m_epcis.try_emplace(facility.epci);
        if (is_new) {
            found->second = told_by_epci(facility.epci);
        }
        if (found->second.known) {
            (void)disagree(facility, placement, found->second, nearest_of_epci(facility));
        }
    }

    [[nodiscard]] static Told told_by(const Placement& placement) {
        std::vector<std::size_t> territories = placement.territory ? std::vector{*placement.territory} : placement.candidates;
        return {std::move(territories), placement.may_be_outside, true};
    }

    [[nodiscard]] static Told told_by(const Membership& membership) {
        return {membership.territories, membership.territories.empty() || membership.may_be_outside, membership.known};
    }

    [[nodiscard]] Told told_by_epci(const std::string& siren) const {
        Told told;
        std::set<std::size_t> territories;
        for (const std::size_t commune : m_inputs.gazetteer.of_epci(siren)) {
            const Membership membership = m_members.of(m_inputs.gazetteer.communes[commune].code);
            told.known = told.known || membership.known;
            told.may_be_outside = told.may_be_outside || membership.territories.empty();
            territories.insert(membership.territories.begin(), membership.territories.end());
        }
        told.territories.assign(territories.begin(), territories.end());
        return told;
    }

    /// The point of its EPCI's commune nearest to its own.
    [[nodiscard]] std::optional<Point> nearest_of_epci(const Facility& facility) const {
        std::optional<Point> nearest;
        double least_km = 0;
        for (const std::size_t commune : m_inputs.gazetteer.of_epci(facility.epci)) {
            const std::optional<Point> place = m_members.point_of(m_inputs.gazetteer.communes[commune].code);
            const double distance_km = place ? geo::distance_km(*facility.point, *place) : 0;
            if (place && (!nearest || distance_km < least_km)) {
                nearest = place;
                least_km = distance_km;
            }
        }
        return nearest;
    }

    /// Whether code and point lead to different territories; then it is noted. `place` is where the code leads.
    bool disagree(const Facility& facility, const Placement& placement, const Told& told, std::optional<Point> place) {
        const std::vector<std::size_t> by_point = m_locator.locate(*facility.point).holders;
        if (agree(told, by_point) || !is_sharp(told.territories, by_point)) {
            return false;
        }
        const std::string distance_km = place ? fixed(geo::distance_km(*facility.point, *place), distance_decimals) : "?";
        note(FindingCode::facility_code_point_disagree, facility, place,
             {{"by_code", codes(told.territories)},
              {"by_point", codes(by_point)},
              {"distance_km", distance_km},
              {"decides", placement.method == Method::point ? "point" : "code"}});
        return true;
    }

    [[nodiscard]] static bool agree(const Told& told, const std::vector<std::size_t>& by_point) {
        const std::vector<std::size_t>& by_code = told.territories;
        const auto is_coded = [&](std::size_t one) { return std::find(by_code.begin(), by_code.end(), one) != by_code.end(); };
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

    void note(FindingCode code, const Facility& facility, std::optional<Point> place, Parameters parameters) {
        parameters.emplace_back("id", facility.id);
        m_inputs.findings.push_back(
            {code, facility.id, list_path(m_inputs, facility), facility.row, std::move(parameters), facility.point, place});
    }

    Inputs& m_inputs;
    const Study& m_study;
    const Members& m_members;
    const geo::PointLocator& m_locator;
    const Years m_years;
    std::map<std::string, Told> m_epcis;
};

/// A commune whose point lies elsewhere than the composition says.
struct Stray {
    std::string code;
    Point point;
    geo::Foot border;  ///< the nearest of the territory's
};

}  // namespace

void cross_check_facilities(Inputs& inputs, const Study& study, const Members& members,
                            const std::vector<Placement>& placements, const geo::PointLocator& locator) {
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
        const auto is_farther = [](const Stray& a, const Stray& b) { return a.border.distance_m > b.border.distance_m; };
        std::stable_sort(all.begin(), all.end(), is_farther);
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
