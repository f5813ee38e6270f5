// Which territory each commune is in: the composition's word, else its point in an outline.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/point_locator.hpp"
#include "model/composition.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// A locator over the outlines; answers by index of `territories`.
[[nodiscard]] geo::PointLocator locator_of(const std::vector<Territory>& territories);

class Members {
public:
    /// Reads the composition (adding findings to inputs.findings). `inputs` and `locator` must outlive this.
    Members(Inputs& inputs, const geo::PointLocator& locator);

    /// The territories the commune of `code` is in. With a composition, first that tells: the code itself, the commune it
    /// has become, that commune's former codes; known to the gazetteer but in none: hors pays. Without: by its point.
    [[nodiscard]] Membership of(const std::string& code) const;

    /// The same for a code that may be of any of the years `of` (stages/composition, listed_codes): all the territories of the
    /// communes it may mean.
    [[nodiscard]] Membership of(const std::string& code, Years of) const;

    /// The same for inputs.demand[index], looked up once.
    [[nodiscard]] const Membership& of_demand(std::size_t index) const { return m_of_demand[index]; }

    /// The demand point the commune of `code` stands for, itself or what it has become.
    [[nodiscard]] std::optional<std::size_t> demand_of(const std::string& code) const;

    /// The point of the commune of `code`: the demand table's, else the gazetteer's, of it or of what it has become.
    [[nodiscard]] std::optional<Point> point_of(const std::string& code) const;

    [[nodiscard]] bool has_composition() const { return m_composition.has_value(); }
    /// Without a composition: at least 99 % of communes have a point, so that outlines tell who lives where.
    [[nodiscard]] bool points_complete() const { return m_points_complete; }
    /// Commune codes the composition lists for a territory; empty without one.
    [[nodiscard]] const std::vector<std::string>& listed(std::size_t territory) const;

private:
    void read_composition(Inputs& inputs);
    void place_demand(Inputs& inputs);
    [[nodiscard]] Membership by_composition(const std::string& code) const;
    [[nodiscard]] Membership by_codes(const std::set<std::string>& listed) const;

    const Inputs& m_inputs;
    const geo::PointLocator& m_locator;
    std::optional<Composition> m_composition;
    std::unordered_map<std::string, std::size_t> m_demand;
    std::vector<Membership> m_of_demand;
    bool m_points_complete = false;
};

}  // namespace maillage::stages
