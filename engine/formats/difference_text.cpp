#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "formats/difference.hpp"
#include "formats/markdown_part.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Columns of a terminal: letters of two bytes and more take one.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t columns) { return text + std::string(columns - std::min(columns, width(text)), ' '); }

std::string padded_left(const std::string& text, std::size_t columns) { return std::string(columns - std::min(columns, width(text)), ' ') + text; }

/// What both pages say, word by word.
class Speech {
public:
    Speech(const Difference& difference, Language language, std::size_t limit) : m_difference(difference), m_language(language), m_limit(limit) {}

protected:
    [[nodiscard]] std::string word(std::string_view key, const Parameters& parameters = {}) const {
        return catalogue::filled(catalogue::words(key).in(m_language), parameters);
    }
    [[nodiscard]] std::string number(int value) const { return readable(value, 0, m_language); }
    [[nodiscard]] std::string sign(int value) const { return with_sign(value, m_language); }
    [[nodiscard]] std::string status(const std::optional<Status>& one) const {
        return one ? std::string(catalogue::words(*one).in(m_language)) : word("diff.absent");
    }
    [[nodiscard]] std::string cause(Cause one) const { return std::string(catalogue::words(one).in(m_language)); }
    [[nodiscard]] std::size_t shown(std::size_t count) const { return m_limit == 0 ? count : std::min(count, m_limit); }

    /// Ids and names, those shown of them.
    [[nodiscard]] std::string list(const std::vector<FacilityName>& facilities, bool with_names) const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < shown(facilities.size()); ++i) {
            const FacilityName& one = facilities[i];
            names.push_back(with_names && !one.name.empty() ? word("diff.facility", {{"id", one.id}, {"name", one.name}}) : one.id);
        }
        return join(names, ", ") + (names.size() < facilities.size() ? ", …" : "");
    }

    [[nodiscard]] std::vector<const PaysChange*> of(Turn turn) const {
        std::vector<const PaysChange*> changes;
        for (const PaysChange& one : m_difference.changes) {
            if (one.transition.turn == turn) {
                changes.push_back(&one);
            }
        }
        return changes;
    }

    /// "couvert → possible (PTCE fermés : p2) → non couvert (PTCE mieux localisés : p3)": every step on the way.
    [[nodiscard]] std::string said(const PaysChange& change) const {
        const Transition& whole = change.transition;
        std::string path = status(whole.before);
        for (const StepDifference& step : m_difference.steps) {
            const auto one = std::lower_bound(step.transitions.begin(), step.transitions.end(), whole.code,
                                              [](const Transition& transition, const std::string& code) { return transition.code < code; });
            if (one == step.transitions.end() || one->code != whole.code) {
                continue;
            }
            path += word(one->facilities.empty() ? "diff.turn" : "diff.turn_by",
                         {{"after", status(one->after)}, {"cause", cause(step.cause)}, {"facilities", list(one->facilities, true)}});
        }
        return word("diff.pays", {{"code", whole.code}, {"name", whole.name}, {"path", path}});
    }

    [[nodiscard]] std::string said(const SettingChange& one) const {
        const auto value = [](const std::string& text) { return text.empty() ? std::string("–") : text; };
        return word("diff.setting", {{"key", one.key}, {"before", value(one.before)}, {"after", value(one.after)}});
    }

    [[nodiscard]] std::string total() const {
        const auto count = [&](Turn turn) { return number(m_difference.count(turn)); };
        return word("diff.total", {{"net", sign(m_difference.net_covered())},
                                   {"gained", count(Turn::gained)},
                                   {"lost", count(Turn::lost)},
                                   {"changed", count(Turn::changed)},
                                   {"appeared", count(Turn::appeared)},
                                   {"disappeared", count(Turn::disappeared)}});
    }

    const Difference& m_difference;
    Language m_language;
    std::size_t m_limit;
};

class TextPage : public Speech {
public:
    using Speech::Speech;

    std::string text() {
        for (const ComparedRun* run : {&m_difference.before, &m_difference.after}) {
            line(word("diff.run", {{"run", run->name},
                                   {"covered", number(run->figures.covered)},
                                   {"territories", number(run->figures.territories)},
                                   {"facilities", number(run->figures.facilities)}}));
        }
        if (!m_difference.differs()) {
            line(word("diff.nothing"));
            return std::move(m_text);
        }
        line(m_difference.changes.empty() ? word("diff.no_statut") : total());
        causes();
        for (const Turn turn : catalogue::all_turns) {
            changes(turn);
        }
        return std::move(m_text);
    }

private:
    void line(const std::string& text) { m_text += text + "\n"; }

    void causes() {
        line("\n" + word("diff.causes"));
        std::size_t columns = width(word("diff.sum"));
        for (const Cause one : catalogue::all_causes) {
            columns = std::max(columns, width(cause(one)));
        }
        for (const StepDifference& step : m_difference.steps) {
            std::vector<std::string> parts{!step.differs             ? word("diff.same")
                                           : step.transitions.empty() ? word("diff.no_effect")
                                                                      : word("diff.effect", {{"net", sign(step.net_covered)},
                                                                                             {"gained", number(step.count(Turn::gained))},
                                                                                             {"lost", number(step.count(Turn::lost))},
                                                                                             {"others", number(step.count(Turn::changed))}})};
            if (step.count(Turn::appeared) + step.count(Turn::disappeared) > 0) {
                parts.push_back(word("diff.borders", {{"appeared", number(step.count(Turn::appeared))},
                                                      {"appeared_covered", number(covered_ones(step.transitions, Turn::appeared))},
                                                      {"disappeared", number(step.count(Turn::disappeared))},
                                                      {"disappeared_covered", number(covered_ones(step.transitions, Turn::disappeared))}}));
            }
            for (const SettingChange& one : step.settings) {
                parts.push_back(said(one));
            }
            if (!step.facilities.empty()) {
                parts.push_back(word("diff.rows", {{"count", number(static_cast<int>(step.facilities.size()))}, {"ids", list(step.facilities, false)}}));
            }
            line("  " + padded(cause(step.cause), columns) + "  " + join(parts, m_language == Language::french ? " ; " : "; "));
        }
        line("  " + padded(word("diff.sum"), columns) + "  " + sign(m_difference.net_covered()));
    }

    void changes(Turn turn) {
        const std::vector<const PaysChange*> all = of(turn);
        if (all.empty()) {
            return;
        }
        line(fmt::format("\n{} ({})", catalogue::words(turn).in(m_language), number(static_cast<int>(all.size()))));
        for (std::size_t i = 0; i < shown(all.size()); ++i) {
            line("  " + said(*all[i]));
        }
        if (const std::size_t more = all.size() - shown(all.size()); more > 0) {
            line("  " + word("diff.more", {{"count", number(static_cast<int>(more))}}));
        }
    }

    std::string m_text;
};

class MarkdownPage : public Speech {
public:
    using Speech::Speech;

    std::string text() {
        const RunFigures& before = m_difference.before.figures;
        const RunFigures& after = m_difference.after.figures;
        const std::string was = before.territories == after.territories
                                    ? number(before.covered)
                                    : word("diff.covered_of", {{"covered", number(before.covered)}, {"territories", number(before.territories)}});
        m_text = word("diff.subject", {{"before", was}, {"after", number(after.covered)}, {"territories", number(after.territories)}, {"net", sign(m_difference.net_covered())}}) + "\n\n";
        if (!m_difference.differs()) {
            m_text += word("diff.nothing") + "\n";
            return std::move(m_text);
        }
        if (m_difference.changes.empty()) {
            m_text += word("diff.no_statut") + "\n";
        }
        for (const Turn turn : catalogue::all_turns) {
            changes(turn);
        }
        causes();
        return std::move(m_text);
    }

private:
    void changes(Turn turn) {
        const std::vector<const PaysChange*> all = of(turn);
        if (all.empty()) {
            return;
        }
        m_text += fmt::format("- **{} ({})**\n", catalogue::words(turn).in(m_language), number(static_cast<int>(all.size())));
        for (std::size_t i = 0; i < shown(all.size()); ++i) {
            m_text += "  - " + safe(said(*all[i])) + "\n";
        }
        if (const std::size_t more = all.size() - shown(all.size()); more > 0) {
            m_text += "  - " + safe(word("diff.more", {{"count", number(static_cast<int>(more))}})) + "\n";
        }
    }

    void causes() {
        const std::string head = word("diff.table_head");
        m_text += "\n| " + join(split(head, '|'), " | ") + " |\n|---|---:|---:|---:|---:|---:|---:|---|\n";
        for (const StepDifference& step : m_difference.steps) {
            if (!step.differs) {
                continue;
            }
            std::vector<std::string> what;
            for (const SettingChange& one : step.settings) {
                what.push_back(safe(said(one)));
            }
            if (!step.facilities.empty()) {
                what.push_back(safe(word("diff.rows", {{"count", number(static_cast<int>(step.facilities.size()))}, {"ids", list(step.facilities, false)}})));
            }
            std::vector<std::string> cells{cause(step.cause), sign(step.net_covered)};
            for (const Turn turn : catalogue::all_turns) {
                cells.push_back(number(step.count(turn)));
            }
            cells.push_back(join(what, " ; "));
            row(cells);
        }
        std::vector<std::string> sums{"**" + word("diff.sum") + "**", sign(m_difference.net_covered())};
        for (const Turn turn : catalogue::all_turns) {
            int all = 0;
            for (const StepDifference& step : m_difference.steps) {
                all += step.count(turn);
            }
            sums.push_back(number(all));
        }
        sums.emplace_back();
        row(sums);
    }

    void row(const std::vector<std::string>& cells) { m_text += "| " + join(cells, " | ") + " |\n"; }

    std::string m_text;
};

}  // namespace

std::string with_sign(std::int64_t number, Language language) { return (number > 0 ? "+" : "") + readable(static_cast<double>(number), 0, language); }

std::string difference_text(const Difference& difference, Language language, std::size_t limit) { return TextPage(difference, language, limit).text(); }

std::string difference_markdown(const Difference& difference, Language language, std::size_t limit) {
    return MarkdownPage(difference, language, limit).text();
}

std::string side_by_side(const Difference& difference, Language language) {
    const RunFigures& base = difference.before.figures;
    const RunFigures& other = difference.after.figures;
    const auto word = [&](std::string_view key) { return std::string(catalogue::words(key).in(language)); };
    std::vector<std::vector<std::string>> rows{split(word("what_if.head"), '|')};
    const auto row = [&](std::string_view key, const std::optional<std::int64_t>& was, const std::optional<std::int64_t>& is) {
        const auto text = [&](const std::optional<std::int64_t>& value) { return value ? readable(static_cast<double>(*value), 0, language) : word("report.unknown"); };
        rows.push_back({word(key), text(was), text(is), was && is ? with_sign(*is - *was, language) : "–"});
    };
    row("what_if.covered", base.covered, other.covered);
    row("what_if.covered_max", base.covered_max, other.covered_max);
    row("what_if.emerging", base.emerging, other.emerging);
    row("what_if.possible", base.possible, other.possible);
    row("what_if.uncovered", base.uncovered, other.uncovered);
    row("what_if.facilities", base.facilities, other.facilities);
    row("what_if.people", base.people_uncovered, other.people_uncovered);
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const std::vector<std::string>& cells : rows) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            widths[i] = std::max(widths[i], width(cells[i]));
        }
    }
    std::string text;
    for (const std::vector<std::string>& cells : rows) {
        text += padded(cells[0], widths[0]);
        for (std::size_t i = 1; i < cells.size(); ++i) {
            text += "  " + padded_left(cells[i], widths[i]);
        }
        text += "\n";
    }
    return text;
}

}  // namespace maillage::formats
