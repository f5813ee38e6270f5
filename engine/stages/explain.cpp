#include "stages/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/reason.hpp"
#include "geo/geodesic.hpp"
#include "model/land.hpp"
#include "stages/measure.hpp"

namespace maillage::stages {

namespace {

bool holds(const std::vector<std::size_t>& all, std::size_t one) { return std::find(all.begin(), all.end(), one) != all.end(); }

class Explainer {
public:
    Explainer(const Result& result, std::size_t territory, const std::vector<std::size_t>& rows)
        : m_result(result), m_territory(territory), m_rows(rows), m_here(result.territories[territory]), m_measured(result.coverage.territories[territory]) {
        for (std::size_t i = 0; i < result.demand.size(); ++i) {
            if (result.demand_pays[i] == m_here.code) {
                m_communes.insert(result.demand[i].code);
            }
        }
    }

    Explanation explain() {
        const auto name = [](const std::map<std::string, std::string>& names, const std::string& code) {
            const auto found = names.find(code);
            return found == names.end() ? code : found->second;
        };
        m_said.code = m_here.code;
        m_said.name = m_here.name;
        m_said.departement = name(m_result.departement_names, m_here.departement);
        m_said.region = name(m_result.region_names, m_here.region);
        m_said.population = m_measured.population;
        m_said.status = m_measured.status;
        m_said.target = m_result.study.targets.per_territory;
        m_said.missing = m_measured.missing;
        for (std::size_t i = 0; i < m_result.placements.size(); ++i) {
            sort_out(i);
        }
        nearest();
        rank();
        zone();
        std::copy_if(m_result.findings.begin(), m_result.findings.end(), std::back_inserter(m_said.findings),
                     [&](const Finding& finding) { return finding.subject == m_here.code && finding.path == m_result.pays_path; });
        return std::move(m_said);
    }

private:
    [[nodiscard]] ExplainedFacility of(std::size_t facility) const {
        const Facility& row = m_result.facilities.rows[facility];
        const Placement& placement = m_result.placements[facility];
        ExplainedFacility one{row.id, row.name, row.stage, row.year, row.precision, placement.bucket, m_rows.empty() ? 0 : m_rows[facility], {}, placement.one_departement, placement.may_be_outside, std::nullopt};
        for (const std::size_t candidate : placement.candidates) {
            one.candidates.push_back(m_result.territories[candidate].code);
        }
        if (placement.position && land_of(*placement.position) == land_of(m_measured.centre)) {
            one.distance_km = geo::distance_km(m_measured.centre, *placement.position);
        }
        return one;
    }

    /// Does the row name a commune of this pays, or its département and nothing finer?
    [[nodiscard]] bool names_this(const Facility& row) const {
        if (!row.commune.empty()) {
            return m_communes.contains(row.commune);
        }
        return std::find(m_here.departements.begin(), m_here.departements.end(), row.departement) != m_here.departements.end();
    }

    void sort_out(std::size_t i) {
        const Facility& row = m_result.facilities.rows[i];
        const Placement& placement = m_result.placements[i];
        const bool counted = counts(m_result.study, row);
        const bool here = (placement.territory == m_territory) || (placement.covers && holds(*placement.covers, m_territory));
        if (is_listed(placement) && is_sure(placement) && holds(counted_in(placement), m_territory) && (counted || row.stage == Stage::emergent)) {
            (counted ? m_said.counted : m_said.emerging).push_back(of(i));
        } else if (placement.bucket == Bucket::imprecise && counted && holds(placement.candidates, m_territory)) {
            m_said.possible.push_back(of(i));
        } else if (here || holds(placement.candidates, m_territory) || (!is_listed(placement) && names_this(row))) {
            m_said.set_aside.push_back(of(i));
        } else if (placement.bucket == Bucket::without_location || placement.bucket == Bucket::rejected) {
            ++m_said.placeless;
        }
    }

    void nearest() {
        constexpr std::size_t shown = 3;
        for (std::size_t i = 0; i < m_result.placements.size(); ++i) {
            const Placement& placement = m_result.placements[i];
            const Facility& row = m_result.facilities.rows[i];
            const bool sure = placement.territory || (placement.candidates.empty() && placement.may_be_outside);
            if (is_listed(placement) && sure && counts(m_result.study, row) && placement.territory != m_territory) {
                if (const ExplainedFacility one = of(i); one.distance_km) {
                    m_said.near.push_back(one);
                }
            }
        }
        std::sort(m_said.near.begin(), m_said.near.end(), [](const auto& a, const auto& b) { return std::tie(*a.distance_km, a.id) < std::tie(*b.distance_km, b.id); });
        m_said.near.resize(std::min(m_said.near.size(), shown));
    }

    void rank() {
        const std::vector<Priority>& ranking = m_result.priorities.ranking;
        const auto found = std::find_if(ranking.begin(), ranking.end(), [&](const Priority& one) { return one.territory == m_territory; });
        m_said.ranked = ranking.size();
        if (found != ranking.end()) {
            const auto index = static_cast<std::size_t>(found - ranking.begin());
            m_said.rank = index + 1;
            m_said.reason = formats::reason(m_result, index);
        }
    }

    void zone() {
        for (std::size_t z = 0; z < m_result.white_zones.size(); ++z) {
            const WhiteZone& one = m_result.white_zones[z];
            if (!holds(one.territories, m_territory)) {
                continue;
            }
            m_said.zone = zone_id(z);
            m_said.zone_population = one.population;
            for (const std::size_t territory : one.territories) {
                if (territory != m_territory) {
                    m_said.zone_pays.push_back(m_result.territories[territory].name);
                }
            }
        }
    }

    const Result& m_result;
    std::size_t m_territory;
    const std::vector<std::size_t>& m_rows;
    const Territory& m_here;
    const TerritoryCoverage& m_measured;
    std::set<std::string> m_communes;
    Explanation m_said;
};

std::string label(const Territory& territory) { return territory.code + " " + territory.name; }

}  // namespace

std::size_t territory_named(const Result& result, const std::string& asked) {
    const std::string wanted = folded(asked);
    std::vector<std::size_t> same, partly;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        if (!result.kept[i]) {
            continue;
        }
        const Territory& one = result.territories[i];
        const std::string name = folded(one.name);
        if (folded(one.code) == wanted && one.code.size() == asked.size()) {
            return i;
        }
        names.push_back(name);
        if (name == wanted) {
            same.push_back(i);
        } else if (!wanted.empty() && (" " + name + " ").find(" " + wanted + " ") != std::string::npos) {
            partly.push_back(i);
        }
    }
    const std::vector<std::size_t>& found = same.empty() ? partly : same;
    if (found.size() == 1) {
        return found.front();
    }
    if (found.empty()) {
        const std::optional<std::string> nearest = nearest_word(wanted, names);
        const auto meant = std::find_if(result.territories.begin(), result.territories.end(), [&](const Territory& one) { return nearest && folded(one.name) == *nearest; });
        const std::string name = meant == result.territories.end() ? "" : label(*meant);
        throw UsageError({fmt::format("aucun pays du passage n'a ce code ou ce nom : {}{}", asked, name.empty() ? "" : " ; vouliez-vous dire " + name + " ?"),
                          fmt::format("no pays of the run has this code or name: {}{}", asked, name.empty() ? "" : "; did you mean " + name + "?")});
    }
    constexpr std::size_t shown = 20;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < std::min(found.size(), shown); ++i) {
        labels.push_back(label(result.territories[found[i]]));
    }
    const std::string list = join(labels, ", ") + (found.size() > shown ? ", …" : "");
    throw UsageError({fmt::format("{} pays répondent à « {} » ; donner le code : {}", found.size(), asked, list),
                      fmt::format("{} pays answer to \"{}\"; give the code: {}", found.size(), asked, list)});
}

Explanation explain(const Result& result, std::size_t territory, const std::vector<std::size_t>& rows) { return Explainer(result, territory, rows).explain(); }

}  // namespace maillage::stages
