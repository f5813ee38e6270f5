// The outlines' part of validate: closed, finite, valid; repaired where that moves little; what is odd is listed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/territory.hpp"

namespace maillage::stages {

/// Checks the outlines of one layer, one after the other.
class OutlineCheck {
public:
    /// `repair_limit` as in Study. Findings go to `findings`, which must outlive this.
    OutlineCheck(std::string path, double repair_limit, std::vector<Finding>& findings);

    /// The outline made valid; nothing when it can't be used, with an error among the findings.
    [[nodiscard]] std::optional<MultiPolygon> sound(Territory& territory);

    /// Findings about the layer as a whole; call it last.
    void finish();

private:
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    void note(FindingCode code, const Territory& territory, Parameters parameters, std::optional<Point> point = std::nullopt);
    [[nodiscard]] bool is_finite(const Territory& territory);
    [[nodiscard]] bool closes(const Territory& territory);
    [[nodiscard]] MultiPolygon tidied(Territory& territory);
    [[nodiscard]] std::optional<MultiPolygon> repaired(const Territory& territory, const MultiPolygon& outline,
                                                       const std::string& reason, std::optional<Point> where);
    void note_details(const Territory& territory, const MultiPolygon& outline);

    std::string m_path;
    double m_repair_limit;
    std::vector<Finding>& m_findings;
    std::size_t m_repeats = 0;
    std::size_t m_rows_with_repeats = 0;
};

}  // namespace maillage::stages
