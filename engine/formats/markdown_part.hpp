// Markdown written in the study's language. Private to formats.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "model/coverage.hpp"
#include "model/result.hpp"

namespace maillage::formats {

/// Text that Markdown and HTML take as text.
[[nodiscard]] std::string safe(const std::string& text);

/// A part of a report as it grows; what writes one derives from it.
class MarkdownPart {
public:
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    explicit MarkdownPart(const Result& result) : m_result(result), m_language(result.study.language) {}

protected:
    [[nodiscard]] std::string word(std::string_view key, const Parameters& parameters = {}) const;
    [[nodiscard]] std::string number(double value, int decimals = 0) const { return readable(value, decimals, m_language); }
    [[nodiscard]] std::string people_text(const std::optional<std::int64_t>& people) const;
    [[nodiscard]] std::string range(Range range) const;
    /// A name, else the id, of a facility.
    [[nodiscard]] std::string name_of(std::size_t facility) const;
    [[nodiscard]] std::string percent(double value) const;
    [[nodiscard]] std::string share(double part, double whole) const;
    void section(std::string_view key);
    void line(const std::string& text) { m_text += text + "\n"; }
    void table_head(std::string_view key);
    void row(const std::vector<std::string>& cells);

    const Result& m_result;
    Language m_language;
    std::string m_text;
};

/// Sections of report.md: the pays not `couvert` by rank, white zones, pace, concentration.
[[nodiscard]] std::string gaps_markdown(const Result& result);
[[nodiscard]] std::string white_zones_markdown(const Result& result);
[[nodiscard]] std::string pace_markdown(const Result& result);
[[nodiscard]] std::string concentration_markdown(const Result& result);

}  // namespace maillage::formats
