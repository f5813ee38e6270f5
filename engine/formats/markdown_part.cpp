#include "formats/markdown_part.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

std::string safe(const std::string& text) {
    std::string result;
    for (const char letter : text) {
        switch (letter) {
            case '\n':
            case '\r': result += ' '; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '&': result += "&amp;"; break;
            case '|':
            case '*':
            case '_':
            case '`':
            case '[':
            case ']':
            case '\\': result += '\\'; [[fallthrough]];
            default: result += letter;
        }
    }
    return result;
}

std::string MarkdownPart::word(std::string_view key, const Parameters& parameters) const {
    return catalogue::filled(catalogue::words(key).in(m_language), parameters);
}

std::string MarkdownPart::people_text(const std::optional<std::int64_t>& people) const {
    return people ? number(static_cast<double>(*people)) : word("report.unknown");
}

std::string MarkdownPart::range(Range range) const {
    return range.min == range.max ? number(range.max) : word("report.range", {{"min", number(range.min)}, {"max", number(range.max)}});
}

std::string MarkdownPart::name_of(std::size_t facility) const {
    const Facility& one = m_result.facilities.rows[facility];
    return safe(one.name.empty() ? one.id : one.name);
}

std::string MarkdownPart::percent(double value) const { return number(value, 1) + (m_language == Language::french ? "\u202F%" : "%"); }

std::string MarkdownPart::share(double part, double whole) const { return whole > 0 ? percent(100 * part / whole) : "–"; }

void MarkdownPart::section(std::string_view key) { m_text += fmt::format("\n## {}\n\n", word(key)); }

void MarkdownPart::table_head(std::string_view key) {
    const std::vector<std::string> titles = split(word(key), '|');
    row(titles);
    m_text += "|";
    for (std::size_t i = 0; i < titles.size(); ++i) {
        m_text += "---|";
    }
    m_text += "\n";
}

void MarkdownPart::row(const std::vector<std::string>& cells) { m_text += "| " + join(cells, " | ") + " |\n"; }

}  // namespace maillage::formats
