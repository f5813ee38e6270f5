#include "stages/membership.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "stages/composition.hpp"

namespace maillage::stages {

namespace {

void merge_into(std::vector<std::size_t>& all, const std::vector<std::size_t>& more) {
    for (const std::size_t one : more) {
        const auto at = std::lower_bound(all.begin(), all.end(), one);
        if (at == all.end() || *at != one) {
            all.insert(at, one);
        }
    }
}

}  // namespace

geo::PointLocator locator_of(const std::vector<Territory>& territories) {
    std::vector<const MultiPolygon*> outlines;
    outlines.reserve(territories.size());
    for (const Territory& territory : territories) {
        outlines.push_back(&territory.outline);
    }
    return geo::PointLocator(outlines);
}

Members::Members(Inputs& inputs, const geo::PointLocator& locator) : m_inputs(inputs), m_locator(locator) {
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        m_demand.emplace(inputs.demand[i].code, i);
    }
    read_composition(inputs);
    place_demand(inputs);
}

void Members::read_composition(Inputs& inputs) {
    if (!inputs.composition) {
        return;
    }
    const CompositionTable& table = *inputs.composition;
    m_composition.emplace();
    m_composition->listed.resize(inputs.territories.size());
    std::unordered_map<std::string, std::vector<std::size_t>> by_source_code;
    for (std::size_t i = 0; i < inputs.territories.size(); ++i) {
        by_source_code[inputs.territories[i].source_code].push_back(i);
    }
    std::map<std::string, int> strangers;
    std::set<std::string> unknown;
    std::map<std::string, std::size_t> conflicts;  // with the row that makes it one
    for (const CompositionTable::Row& row : table.rows) {
        const auto found = by_source_code.find(row.territory);
        if (found == by_source_code.end()) {
            ++strangers[row.territory];
            continue;
        }
        const std::vector<std::string> codes = commune_codes(row.key, inputs.gazetteer);
        if (codes.empty() || (codes.front() == row.key && inputs.gazetteer.resolve(row.key).empty())) {
            unknown.insert(row.key);
        }
        for (const std::string& code : codes) {
            std::vector<std::size_t>& all = m_composition->territories[code];
            if (!all.empty() && all != found->second) {
                conflicts.emplace(code, row.row);
            }
            merge_into(all, found->second);
            for (const std::size_t territory : found->second) {
                m_composition->listed[territory].push_back(code);
            }
        }
    }
    const auto note = [&](FindingCode code, const std::string& subject, std::vector<std::pair<std::string, std::string>> parameters,
                          std::size_t row = 0) {
        inputs.findings.push_back({code, subject, table.path, row, std::move(parameters), std::nullopt});
    };
    for (const auto& [code, count] : strangers) {
        note(FindingCode::composition_unknown_territory, code, {{"code", code}, {"count", fmt::format("{}", count)}});
    }
    if (!unknown.empty()) {
        note(FindingCode::composition_unknown_commune, "", {{"count", fmt::format("{}", unknown.size())}, {"code", *unknown.begin()}});
    }
    for (const auto& [code, row] : conflicts) {
        std::vector<std::string> names;
        for (const std::size_t territory : m_composition->territories[code]) {
            names.push_back(inputs.territories[territory].code);
        }
        note(FindingCode::composition_conflict, code, {{"code", code}, {"territories", join(names, ", ")}}, row);
    }
}

const std::vector<std::string>& Members::listed(std::size_t territory) const {
    static const std::vector<std::string> none;
    return m_composition ? m_composition->listed[territory] : none;
}

void Members::place_demand(Inputs& inputs) {
    m_of_demand.reserve(inputs.demand.size());
    std::size_t without_point = 0;
    for (const DemandPoint& one : inputs.demand) {
        if (m_composition) {
            m_of_demand.push_back(by_composition(one.code));
            continue;
        }
        without_point += one.point ? 0U : 1U;
        if (!one.point) {
            m_of_demand.emplace_back();
            continue;
        }
        const geo::PointLocator::Answer answer = m_locator.locate(*one.point);
        m_of_demand.push_back({{}, true});
        if (answer.holders.empty()) {
            continue;
        }
        m_of_demand.back().territories.push_back(*answer.holder());
        if (answer.holders.size() > 1) {
            std::vector<std::string> names;
            for (const std::size_t holder : answer.holders) {
                names.push_back(inputs.territories[holder].code);
            }
            inputs.findings.push_back({FindingCode::commune_on_border,
                                       one.code,
                                       inputs.pays_path,
                                       0,
                                       {{"code", one.code}, {"territories", join(names, ", ")}, {"territory", names.front()}},
                                       one.point});
        }
    }
    constexpr std::size_t tolerated_in = 100;  // at most 1 in 100 unknown (rule 5)
    m_points_complete = without_point * tolerated_in <= inputs.demand.size();
    if (!m_composition && !m_points_complete) {
        inputs.findings.push_back({FindingCode::communes_without_point,
                                   "",
                                   inputs.pays_path,
                                   0,
                                   {{"count", fmt::format("{}", without_point)}, {"total", fmt::format("{}", inputs.demand.size())}},
                                   std::nullopt});
    }
}

std::optional<std::size_t> Members::demand_of(const std::string& code) const {
    if (const auto found = m_demand.find(code); found != m_demand.end()) {
        return found->second;
    }
    for (const std::size_t now : m_inputs.gazetteer.resolve(code)) {
        if (const auto found = m_demand.find(m_inputs.gazetteer.communes[now].code); found != m_demand.end()) {
            return found->second;
        }
    }
    return std::nullopt;
}

Membership Members::by_composition(const std::string& code) const {
    const auto& territories = m_composition->territories;
    const std::vector<std::string> telling =
        telling_codes(code, m_inputs.gazetteer, [&](const std::string& one) { return territories.contains(one); });
    Membership membership = by_codes({telling.begin(), telling.end()});
    membership.known = membership.known || !m_inputs.gazetteer.resolve(code).empty();
    return membership;
}

Membership Members::by_codes(const std::set<std::string>& listed) const {
    Membership membership;
    membership.known = !listed.empty();
    for (const std::string& one : listed) {
        merge_into(membership.territories, m_composition->territories.at(one));
    }
    return membership;
}

Membership Members::of(const std::string& code, Years of) const {
    const Gazetteer& gazetteer = m_inputs.gazetteer;
    const std::vector<std::size_t> communes = gazetteer.resolve(code, of).communes;
    if (m_composition && m_inputs.composition_year) {
        const auto is_listed = [&](const std::string& one) { return m_composition->territories.contains(one); };
        const Listed listed = listed_codes(code, of, *m_inputs.composition_year, gazetteer, is_listed);
        Membership membership = by_codes(listed.codes);
        membership.known = membership.known || !communes.empty();
        membership.may_be_outside = listed.some_not;
        return membership;
    }
    if (communes.size() < 2) {
        return this->of(code);
    }
    Membership membership;
    for (const std::size_t commune : communes) {
        const Membership one = this->of(gazetteer.communes[commune].code);
        membership.known = membership.known || one.known;
        membership.may_be_outside = membership.may_be_outside || one.territories.empty();
        for (const std::size_t territory : one.territories) {
            merge_into(membership.territories, {territory});
        }
    }
    return membership;
}

Membership Members::of(const std::string& code) const {
    if (m_composition) {
        return by_composition(code);
    }
    const std::optional<Point> point = point_of(code);
    if (!point) {
        return {};
    }
    const geo::PointLocator::Answer answer = m_locator.locate(*point);
    Membership membership{{}, true};
    if (!answer.holders.empty()) {
        membership.territories.push_back(*answer.holder());
    }
    return membership;
}

std::optional<Point> Members::point_of(const std::string& code) const {
    const auto of_demand = [&](const std::string& one) -> std::optional<Point> {
        const auto found = m_demand.find(one);
        return found == m_demand.end() ? std::nullopt : m_inputs.demand[found->second].point;
    };
    if (const std::optional<Point> point = of_demand(code)) {
        return point;
    }
    for (const std::size_t now : m_inputs.gazetteer.resolve(code)) {
        const Commune& commune = m_inputs.gazetteer.communes[now];
        if (const std::optional<Point> point = of_demand(commune.code)) {
            return point;
        }
        if (commune.point) {
            return commune.point;
        }
    }
    return std::nullopt;
}

}  // namespace maillage::stages
