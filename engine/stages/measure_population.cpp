#include <fmt/format.h>

#include <algorithm>

#include "formats/layers.hpp"
#include "stages/measure.hpp"

namespace maillage::stages {

namespace {

/// A sum of which at most 1 part in 100 may be missing (rule 5), counted in communes.
class Sum {
public:
    void add(const std::optional<std::int64_t>& value) {
        ++m_parts;
        m_known += value ? 1U : 0U;
        m_total += value.value_or(0);
    }
    [[nodiscard]] std::optional<std::int64_t> value() const {
        constexpr std::size_t percent = 100;
        constexpr std::size_t needed = 99;
        return m_known * percent >= m_parts * needed ? std::optional(m_total) : std::nullopt;
    }
    [[nodiscard]] bool empty() const { return m_parts == 0; }

private:
    std::size_t m_parts = 0;
    std::size_t m_known = 0;
    std::int64_t m_total = 0;
};

std::vector<std::optional<std::int64_t>> by_composition(const Inputs& inputs, const Members& members) {
    std::vector<std::optional<std::int64_t>> populations;
    for (std::size_t i = 0; i < inputs.territories.size(); ++i) {
        // every listed code must be known, and listed here alone; people are then summed once a commune, for several codes may
        // have become one
        Sum codes;
        std::vector<std::size_t> communes;
        for (const std::string& code : members.listed(i)) {
            const std::optional<std::size_t> demand = members.demand_of(code);
            const bool alone = members.of(code).territories == std::vector{i};
            codes.add(demand && alone ? inputs.demand[*demand].population : std::nullopt);
            if (demand && members.of_demand(*demand).territories == std::vector{i}) {
                communes.push_back(*demand);
            }
        }
        std::sort(communes.begin(), communes.end());
        communes.erase(std::unique(communes.begin(), communes.end()), communes.end());
        std::int64_t people = 0;
        for (const std::size_t commune : communes) {
            people += inputs.demand[commune].population.value_or(0);
        }
        populations.push_back(codes.value() && !codes.empty() ? std::optional(people) : std::nullopt);
    }
    return populations;
}

std::vector<std::optional<std::int64_t>> by_points(const Inputs& inputs, const Members& members) {
    std::vector<Sum> sums(inputs.territories.size());
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        for (const std::size_t territory : members.of_demand(i).territories) {
            sums[territory].add(inputs.demand[i].population);
        }
    }
    std::vector<std::optional<std::int64_t>> populations;
    for (const Sum& sum : sums) {
        populations.push_back(members.points_complete() && !sum.empty() ? sum.value() : std::nullopt);
    }
    return populations;
}

PopulationFigures by_field(const std::vector<TerritoryCoverage>& coverage, const std::vector<bool>& chosen) {
    std::optional<std::int64_t> covered = 0;
    std::optional<std::int64_t> uncovered = 0;
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        std::optional<std::int64_t>& sum = coverage[i].status == Status::couvert ? covered : uncovered;
        if (chosen[i]) {
            sum = sum && coverage[i].population ? std::optional(*sum + *coverage[i].population) : std::nullopt;
        }
    }
    return {std::nullopt, covered, uncovered, std::nullopt, std::nullopt};
}

}  // namespace

bool population_by_field(const Inputs& inputs, const Members& members) {
    return !members.has_composition() && std::any_of(inputs.territories.begin(), inputs.territories.end(), [](const Territory& territory) {
        return territory.population_field.has_value();
    });
}

std::vector<std::optional<std::int64_t>> populations(Inputs& inputs, const Members& members) {
    std::vector<std::optional<std::int64_t>> found;
    if (members.has_composition()) {
        found = by_composition(inputs, members);
    } else if (population_by_field(inputs, members)) {
        for (const Territory& territory : inputs.territories) {
            found.push_back(territory.population_field);
        }
        inputs.population_source = formats::file_name(inputs.pays_path);
    } else {
        found = by_points(inputs, members);
    }
    const auto unknown = std::count(found.begin(), found.end(), std::nullopt);
    if (unknown > 0) {
        inputs.findings.push_back(
            {FindingCode::population_incomplete, "", inputs.pays_path, 0, {{"count", fmt::format("{}", unknown)}}, std::nullopt});
    }
    return found;
}

PopulationFigures population_figures(const Inputs& inputs, const Members& members, const std::vector<TerritoryCoverage>& coverage,
                                     const std::string& region, const std::vector<bool>& chosen) {
    if (population_by_field(inputs, members)) {
        return by_field(coverage, chosen);
    }
    Sum total;
    Sum covered;
    Sum uncovered;
    Sum outside;
    std::int64_t unplaced = 0;
    bool placed = members.has_composition() || members.points_complete();
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        const DemandPoint& one = inputs.demand[i];
        if (!region.empty() && one.region != region) {
            continue;
        }
        total.add(one.population);
        const Membership& membership = members.of_demand(i);
        if (!membership.known) {
            unplaced += one.population.value_or(0);  // within the 1 % that points_complete tolerates
            continue;
        }
        const auto is_covered = [&](std::size_t territory) { return coverage[territory].status == Status::couvert; };
        const bool all = std::all_of(membership.territories.begin(), membership.territories.end(), is_covered);
        const bool none = std::none_of(membership.territories.begin(), membership.territories.end(), is_covered);
        if (membership.territories.empty()) {
            outside.add(one.population);
        } else if (all) {
            covered.add(one.population);
        } else if (none) {
            uncovered.add(one.population);
        } else {
            placed = false;  // in one of several territories, some covered: not to be told
        }
    }
    if (!placed) {
        return {total.value(), std::nullopt, std::nullopt, std::nullopt, std::nullopt};
    }
    return {total.value(), covered.value(), uncovered.value(), outside.value(), unplaced};
}

}  // namespace maillage::stages
