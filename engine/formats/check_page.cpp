#include "formats/check_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "formats/layers.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

enum class Section { refused, repaired, doubtful, noted };

struct Heading {
    Section section;
    const char* words;
};

constexpr Heading headings[] = {{Section::refused, "check.refused"},
                                {Section::repaired, "check.repaired"},
                                {Section::doubtful, "check.doubtful"},
                                {Section::noted, "check.noted"}};

Section section_of(FindingCode code) {
    const Severity severity = catalogue::kind(code).severity;
    return severity == Severity::error     ? Section::refused
           : catalogue::is_repair(code)    ? Section::repaired
           : severity == Severity::warning ? Section::doubtful
                                           : Section::noted;
}

class Page {
public:
    Page(const Result& result, std::size_t limit) : m_result(result), m_language(result.study.language), m_limit(limit) {}

    std::string text() {
        line(0, word("check.read"));
        for (const Reading& reading : m_result.readings) {
            input(reading);
        }
        for (const Heading& heading : headings) {
            section(heading);
        }
        const Ledger& ledger = m_result.coverage.ledger;
        m_text += "\n";
        line(0, word("check.outcome"));
        line(0, word("report.ledger_pays", {{"read", number(ledger.territories_read)},
                                            {"kept", number(ledger.territories_kept)},
                                            {"excluded", number(ledger.territories_excluded)},
                                            {"duplicate", number(ledger.territories_duplicate)},
                                            {"rejected", number(ledger.territories_rejected)}}));
        return std::move(m_text);
    }

private:
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    [[nodiscard]] std::string word(std::string_view key, const Parameters& parameters = {}) const {
        return catalogue::filled(catalogue::words(key).in(m_language), parameters);
    }
    [[nodiscard]] std::string number(auto value) const { return readable(static_cast<double>(value), 0, m_language); }

    void line(std::size_t depth, const std::string& words) { m_text += std::string(2 * depth, ' ') + words + "\n"; }

    void input(const Reading& reading) {
        const std::string file = file_name(reading.path) + (reading.layer.empty() ? "" : ":" + reading.layer);
        line(1, word("check.input", {{"file", file}, {"rows", number(reading.rows)}, {"role", word("role." + reading.role)}}));
        if (!reading.crs.empty()) {
            line(2, word("check.crs", {{"crs", reading.crs}}));
        }
        std::vector<std::string> fields;
        for (const auto& [wanted, column] : reading.fields) {
            fields.push_back(fmt::format("{} = {}", word(wanted.starts_with("priority_") ? "field.priority" : "field." + wanted), column));
        }
        if (!fields.empty()) {
            line(2, word("check.fields", {{"fields", join(fields, ", ")}}));
        }
        if (!reading.unused.empty()) {
            line(2, word("check.unused", {{"columns", join(reading.unused, ", ")}}));
        }
    }

    /// Findings are sorted by kind: each kind's stand together.
    void section(const Heading& heading) {
        std::vector<const Finding*> all;
        for (const Finding& finding : m_result.findings) {
            if (section_of(finding.code) == heading.section) {
                all.push_back(&finding);
            }
        }
        m_text += "\n";
        line(0, word(heading.words, {{"count", number(all.size())}}));
        for (std::size_t first = 0; first < all.size();) {
            std::size_t last = first;
            while (last < all.size() && all[last]->code == all[first]->code) {
                ++last;
            }
            kind(std::vector<const Finding*>(all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last)));
            first = last;
        }
    }

    void kind(const std::vector<const Finding*>& findings) {
        const std::size_t shown = m_limit == 0 ? findings.size() : std::min(m_limit, findings.size());
        for (std::size_t i = 0; i < shown; ++i) {
            const Finding& finding = *findings[i];
            const Said place = Place{file_name(finding.path), "", finding.row}.text();
            const std::string& where = m_language == Language::french ? place.fr : place.en;
            line(1, (where.empty() ? "" : where + (m_language == Language::french ? " : " : ": ")) + catalogue::sentence(finding, m_language));
        }
        if (shown < findings.size()) {
            line(1, word("check.more", {{"count", number(findings.size() - shown)}}));
        }
        line(2, word("check.advice", {{"advice", std::string(catalogue::kind(findings.front()->code).advice.in(m_language))}}));
    }

    const Result& m_result;
    Language m_language;
    std::size_t m_limit;
    std::string m_text;
};

}  // namespace

std::string check_page(const Result& result, std::size_t limit) { return Page(result, limit).text(); }

}  // namespace maillage::formats
