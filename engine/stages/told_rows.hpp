// Rows of a table that are not used, or not understood: told once, by how many they are and the first of them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/layer.hpp"

namespace maillage::stages {

class ToldRows {
public:
    explicit ToldRows(FindingCode code) : m_code(code) {}

    /// `value`: what the row says, for the words of the finding.
    void note(const LayerRow& row, const std::string& value = {}) {
        if (m_count++ == 0) {
            m_first = row.number;
            m_value = value;
        }
    }

    /// Parameters: count, first, value, column.
    void tell(const Layer& table, const std::string& column, std::vector<Finding>& findings) const {
        if (m_count > 0) {
            findings.push_back({m_code, "", table.path, 0, {{"count", std::to_string(m_count)}, {"first", std::to_string(m_first)}, {"value", m_value}, {"column", column}}, std::nullopt});
        }
    }

private:
    FindingCode m_code;
    std::size_t m_count = 0;
    std::size_t m_first = 0;
    std::string m_value;
};

}  // namespace maillage::stages
