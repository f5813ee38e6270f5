// What composing by outlines and by points have in common. Private to compose.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "stages/compose.hpp"

namespace maillage::stages {

/// What is said of one commune or territory.
struct Remark {
    std::string code;
    std::size_t row = 0;
    std::optional<Point> point;
};

/// Up to 20 remarks: a finding each, of kind `one`. More: a single one of kind `many`, with their number and the first codes.
/// Parameters: code, codes, count, and lon, lat of the (first) point where there is one. Sorted by code, then row.
[[nodiscard]] std::vector<Finding> told(FindingCode one, FindingCode many, const std::string& path, std::vector<Remark> remarks);

/// The row's polygon, valid; repaired with a finding, or nothing with a finding where it has none.
[[nodiscard]] std::optional<MultiPolygon> sound(const LayerRow& row, const std::string& code, const std::string& path,
                                                std::vector<Finding>& findings);

/// Finds the territory of one commune after the other, and keeps what the table and the layer don't have in common.
class Rollcall {
public:
    /// All must outlive this.
    Rollcall(const Layer& communes, const TerritoryOf& territories, const Gazetteer& gazetteer)
        : m_communes(communes), m_territories(territories), m_gazetteer(gazetteer) {}

    /// Code of the territory of a row's commune; "" when it has none, or several by its code's history.
    [[nodiscard]] std::string territory(const std::string& commune, std::size_t row);

    /// Communes of the layer that the table does not list (as `lacking` where few), and of the table that the layer lacks.
    [[nodiscard]] std::vector<Finding> findings(FindingCode lacking) const;

private:
    const Layer& m_communes;
    const TerritoryOf& m_territories;
    const Gazetteer& m_gazetteer;
    std::set<std::string> m_met;  ///< codes of the table
    std::vector<Remark> m_lacking;
    std::vector<Finding> m_conflicts;
};

}  // namespace maillage::stages
