#include "stages/area_of_action.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::stages {

namespace {

constexpr std::string_view separators = " ,;/|\t\r\n";

std::vector<std::size_t> communes_of(const std::string& code, const Gazetteer& gazetteer) {
    constexpr std::size_t siren_length = 9;
    if (code.size() == siren_length) {
        return gazetteer.of_epci(code);
    }
    if (std::vector<std::size_t> communes = gazetteer.resolve(code); !communes.empty()) {
        return communes;
    }
    if (std::vector<std::size_t> communes = gazetteer.resolve("0" + code); !communes.empty()) {
        return communes;
    }
    return gazetteer.of_departement(gazetteer.departement_code(code));
}

/// What each territory has of people or of area, commune by commune.
class Weights {
public:
    Weights(const Inputs& inputs, const Members& members, ShareOf share_of) : m_members(members), m_total(inputs.territories.size(), 0) {
        m_demand_of.resize(inputs.gazetteer.communes.size());
        for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
            const DemandPoint& one = inputs.demand[i];
            const std::optional<double> weight =
                share_of == ShareOf::area ? one.area_km2 : one.population ? std::optional(static_cast<double>(*one.population)) : std::nullopt;
            m_known = m_known || weight;
            m_weight.push_back(weight.value_or(0));
            for (const std::size_t territory : members.of_demand(i).territories) {
                m_total[territory] += m_weight.back();
            }
            for (const std::size_t commune : inputs.gazetteer.resolve(one.code)) {
                m_demand_of[commune].push_back(i);
            }
        }
    }

    /// Is the weight of any commune known?
    [[nodiscard]] bool known() const { return m_known; }

    /// The territories of which `communes` hold `share` % at least, and something.
    [[nodiscard]] std::vector<std::size_t> held(const std::vector<std::size_t>& communes, double share) const {
        std::set<std::size_t> demand;
        for (const std::size_t commune : communes) {
            demand.insert(m_demand_of[commune].begin(), m_demand_of[commune].end());
        }
        std::map<std::size_t, double> parts;
        for (const std::size_t one : demand) {
            for (const std::size_t territory : m_members.of_demand(one).territories) {
                parts[territory] += m_weight[one];
            }
        }
        constexpr double whole = 100;
        std::vector<std::size_t> territories;
        for (const auto& [territory, part] : parts) {
            if (part > 0 && whole * part >= share * m_total[territory]) {
                territories.push_back(territory);
            }
        }
        return territories;
    }

private:
    const Members& m_members;
    std::vector<std::vector<std::size_t>> m_demand_of;  ///< by commune of the gazetteer
    std::vector<double> m_weight;                       ///< by demand point
    std::vector<double> m_total;                        ///< by territory
    bool m_known = false;
};

std::set<std::size_t> territories_of(const std::vector<std::size_t>& communes, const Inputs& inputs, const Members& members) {
    std::set<std::size_t> territories;
    for (const std::size_t commune : communes) {
        const Membership membership = members.of(inputs.gazetteer.communes[commune].code);
        territories.insert(membership.territories.begin(), membership.territories.end());
    }
    return territories;
}

}  // namespace

DeclaredArea declared_area(const std::string& written, const Gazetteer& gazetteer) {
    DeclaredArea area;
    std::set<std::size_t> communes;
    for (std::size_t at = written.find_first_not_of(separators); at != std::string::npos;) {
        const std::size_t end = std::min(written.find_first_of(separators, at), written.size());
        const std::string code = written.substr(at, end - at);
        const std::vector<std::size_t> found = communes_of(code, gazetteer);
        communes.insert(found.begin(), found.end());
        if (found.empty()) {
            area.unknown.push_back(code);
        }
        at = written.find_first_not_of(separators, end);
    }
    area.communes.assign(communes.begin(), communes.end());
    return area;
}

void count_areas(Inputs& inputs, const Study& study, const Members& members, std::vector<Placement>& placements) {
    std::optional<Weights> weights;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = inputs.facilities.rows[i];
        Placement& placement = placements[i];
        if (facility.settled || facility.area.empty()) {
            continue;
        }
        const auto note = [&](FindingCode code, std::vector<std::pair<std::string, std::string>> parameters) {
            parameters.emplace_back("id", facility.id);
            inputs.findings.push_back({code, facility.id, list_path(inputs, facility), facility.row, std::move(parameters), placement.position});
        };
        const DeclaredArea area = declared_area(facility.area, inputs.gazetteer);
        for (const std::string& code : area.unknown) {
            note(FindingCode::facility_unknown_area, {{"code", code}});
        }
        if (area.communes.empty()) {
            continue;
        }
        if (study.count_by == CountBy::seat) {
            std::set<std::size_t> beyond = territories_of(area.communes, inputs, members);
            const std::size_t all = beyond.size();
            if (placement.territory) {
                beyond.erase(*placement.territory);
            }
            if (placement.territory && !beyond.empty()) {
                note(FindingCode::facility_counted_by_seat,
                     {{"code", inputs.territories[*placement.territory].code}, {"count", fmt::format("{}", all)}});
            }
            continue;
        }
        if (!weights) {
            weights.emplace(inputs, members, study.share_of);
        }
        if (!weights->known()) {
            throw UsageError(study.share_of == ShareOf::area
                                 ? Said{"--share-of surface demande la surface des communes : donner leurs contours, ou une colonne de surface, avec --communes",
                                        "--share-of surface needs the communes' areas: give their outlines, or a column of areas, with --communes"}
                                 : Said{"--share-of population demande la population des communes : la donner avec --population",
                                        "--share-of population needs the communes' people: give them with --population"});
        }
        placement.covers = weights->held(area.communes, study.share);
    }
}

}  // namespace maillage::stages
