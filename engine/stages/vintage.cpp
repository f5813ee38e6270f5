#include "stages/vintage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/text.hpp"
#include "model/catalogue.hpp"

namespace maillage::stages {

namespace {

constexpr std::size_t codes_named = 5;

struct CodeRow {
    std::string code;
    std::size_t row = 0;
};

std::string years(const Vintage& vintage) {
    return vintage.or_before                    ? fmt::format("≤ {}", vintage.last)
           : vintage.first == vintage.last ? fmt::format("{}", vintage.last)
                                                : fmt::format("{}-{}", vintage.first, vintage.last);
}

class CodeCheck {
public:
    CodeCheck(Inputs& inputs, const std::string& path) : m_inputs(inputs), m_path(path) {}

    void check(const std::vector<CodeRow>& rows, bool list_unknown) {
        std::vector<std::string> codes;
        codes.reserve(rows.size());
        for (const CodeRow& row : rows) {
            codes.push_back(row.code);
        }
        std::vector<std::pair<Level, const CodeYears*>> levels;
        for (const auto& [level, known] : m_inputs.gazetteer.years) {
            levels.emplace_back(level, &known);
        }
        const std::optional<Vintage> vintage = vintage_of(codes, levels);
        if (!vintage) {
            return;
        }
        const std::string level(catalogue::id(vintage->level));
        note(FindingCode::vintage_inferred, "", 0,
             {{"level", level}, {"years", years(*vintage)}, {"held", fmt::format("{}", vintage->held)}, {"count", fmt::format("{}", vintage->codes)}});
        const CodeYears& known = m_inputs.gazetteer.years.at(vintage->level);
        std::set<std::string> told;
        for (const CodeRow& row : rows) {
            const bool held = vintage->or_before ? known.known(row.code) : known.held(row.code, vintage->last);
            if (held || !told.insert(row.code).second) {
                continue;
            }
            const std::vector<std::string> now = today(vintage->level, row.code);
            if (known.known(row.code) || !now.empty()) {
                const auto [from, to] = known.known(row.code) ? known.span(row.code) : std::pair{0, known.years().front() - (known.open() ? 0 : 1)};
                note(FindingCode::code_not_of_vintage, row.code, row.row,
                     {{"code", row.code},
                      {"year", years(*vintage)},
                      {"from", from == 0 ? "…" : fmt::format("{}", from)},
                      {"to", to == std::numeric_limits<int>::max() ? "…" : fmt::format("{}", to)},
                      {"current", now.empty() ? "–" : join(now, ", ")}});
            } else if (list_unknown && !of_another_level(row.code)) {
                note(FindingCode::code_unknown, row.code, row.row, {{"code", row.code}, {"level", level}});
            }
        }
        if (!vintage->missing.empty()) {
            std::vector<std::string> first = vintage->missing;
            first.resize(std::min(first.size(), codes_named));
            note(FindingCode::codes_missing, "", 0,
                 {{"count", fmt::format("{}", vintage->missing.size())}, {"year", fmt::format("{}", vintage->last)}, {"level", level}, {"codes", join(first, ", ")}});
        }
    }

private:
    /// The communes `code` stands for today; other levels have no table of what became of a code.
    std::vector<std::string> today(Level level, const std::string& code) const {
        std::vector<std::string> now;
        if (level == Level::commune) {
            for (const std::size_t commune : m_inputs.gazetteer.resolve(code)) {
                now.push_back(m_inputs.gazetteer.communes[commune].code);
            }
        }
        return now;
    }

    /// A layer may mix levels: Mayotte stands among arrondissements by the code of its département.
    bool of_another_level(const std::string& code) const {
        const auto& years = m_inputs.gazetteer.years;
        return std::any_of(years.begin(), years.end(), [&](const auto& level) { return level.second.known(code); });
    }

    void note(FindingCode code, const std::string& subject, std::size_t row, std::vector<std::pair<std::string, std::string>> parameters) {
        m_inputs.findings.push_back({code, subject, m_path, row, std::move(parameters), std::nullopt});
    }

    Inputs& m_inputs;
    const std::string& m_path;
};

}  // namespace

void check_codes(Inputs& inputs) {
    std::vector<CodeRow> rows;
    for (const Territory& territory : inputs.territories) {
        rows.push_back({territory.source_code, territory.row});
    }
    CodeCheck(inputs, inputs.pays_path).check(rows, true);
    if (inputs.composition) {
        rows.clear();
        for (const CompositionTable::Row& row : inputs.composition->rows) {
            rows.push_back({row.key, row.row});
        }
        CodeCheck(inputs, inputs.composition->path).check(rows, false);
    }
}

}  // namespace maillage::stages
