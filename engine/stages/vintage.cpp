#include "stages/vintage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/error.hpp"
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

    /// What the codes were found to be; nothing where no level fits.
    std::optional<Vintage> check(const std::vector<CodeRow>& rows, bool list_unknown) {
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
            return std::nullopt;
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
        return vintage;
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

namespace {

int known_year(const Inputs& inputs, int year, const char* option) {
    const Years known = inputs.gazetteer.all_years();
    if (year < known.first || year > known.last) {
        throw UsageError({fmt::format("{} {} : le référentiel connaît les codes de {} à {}", option, year, known.first, known.last),
                          fmt::format("{} {}: the gazetteer knows the codes of {} to {}", option, year, known.first, known.last)});
    }
    return year;
}

/// Of what years the list's commune codes are: those stated, else those that hold most of them.
void check_list(Inputs& inputs, const Study& study) {
    if (study.ptce.cog) {
        const int year = known_year(inputs, *study.ptce.cog, "--ptce-cog");
        inputs.list_years = Years{year, year};
        return;
    }
    const auto known = inputs.gazetteer.years.find(Level::commune);
    if (known == inputs.gazetteer.years.end()) {
        return;
    }
    std::vector<std::string> codes;
    for (const Facility& facility : inputs.facilities.rows) {
        if (!facility.settled && !facility.commune.empty()) {
            codes.push_back(facility.commune);
        }
    }
    inputs.list_years = years_holding(codes, known->second);
    if (inputs.list_years) {
        const auto [first, last] = *inputs.list_years;
        const bool open = known->second.open() && first == known->second.years().front();
        inputs.findings.push_back({FindingCode::list_vintage_inferred, "", inputs.ptce_path, 0,
                                   {{"years", open ? fmt::format("≤ {}", last) : first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last)}}, std::nullopt});
    }
}

}  // namespace

void check_codes(Inputs& inputs, const Study& study) {
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
        const std::optional<Vintage> vintage = CodeCheck(inputs, inputs.composition->path).check(rows, false);
        if (study.composition && study.composition->cog) {
            inputs.composition_year = known_year(inputs, *study.composition->cog, "--composition-cog");
        } else if (vintage && vintage->level == Level::commune) {
            inputs.composition_year = vintage->last;
        }
    }
    check_list(inputs, study);
}

}  // namespace maillage::stages
