#include "io/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "io/table_titles.hpp"
#include "model/catalogue.hpp"

namespace maillage::io {

namespace {

constexpr std::size_t most_blank_rows = 1000;

/// Folded names of the columns that hold codes of communes, départements, régions or territories.
const std::set<std::string>& code_titles() {
    static const std::set<std::string> titles = [] {
        using catalogue::Role;
        std::set<std::string> all;
        for (const Role role : {Role::pays_code, Role::ptce_commune, Role::commune_code, Role::departement, Role::region}) {
            for (const std::string_view name : catalogue::field_names(role)) {
                all.insert(folded(name));
            }
        }
        return all;
    }();
    return titles;
}

std::string list_of(const std::vector<Sheet>& sheets) {
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets) {
        names.push_back(fmt::format("{} ({})", sheet.name, sheet.rows.size()));
    }
    return join(names, ", ");
}

/// Makes one sheet into a layer.
class Table {
public:
    Table(const Sheet& sheet, const std::string& path, const Limits& limits) : m_sheet(sheet), m_limits(limits) {
        m_layer.path = path;
        m_layer.name = sheet.name;
    }

    Layer read() {
        if (m_sheet.rows.empty()) {
            throw InputError(place(0), {"la feuille est vide", "the sheet is empty"});
        }
        find_width();
        const std::size_t heading = take_heading();
        for (std::size_t i = heading + 1; i < m_sheet.rows.size(); ++i) {
            add_blank_rows(m_sheet.rows[i - 1].number, m_sheet.rows[i].number);
            add_row(m_sheet.rows[i]);
        }
        if (m_layer.rows.empty()) {
            throw InputError(place(0), {"la feuille n'a qu'une ligne de titres", "the sheet has nothing but a heading"});
        }
        drop_untitled(m_layer);
        note_merged();
        note_codes();
        note(FindingCode::formula_without_value, m_sheet.formulas_without_value);
        m_trimmed.note(m_layer);
        return std::move(m_layer);
    }

private:
    [[nodiscard]] Place place(std::size_t row) const { return {m_layer.path, m_layer.name, row}; }

    void find_width() {
        for (const SheetRow& row : m_sheet.rows) {
            m_width = std::max(m_width, row.cells.empty() ? 0 : row.cells.back().column + 1);
        }
        keep_within(place(0), m_width * m_sheet.rows.size(), &Limits::cells, m_limits);  // one cell far to the right makes every row that wide
    }

    [[nodiscard]] std::vector<std::string> texts(const SheetRow& row) {
        std::vector<std::string> cells(m_width);
        for (const SheetCell& cell : row.cells) {
            cells[cell.column] = m_trimmed(cell.text);
        }
        return cells;
    }

    /// Rank of the heading among the rows that hold something.
    std::size_t take_heading() {
        const std::size_t count = std::min(m_sheet.rows.size(), 4 * most_title_rows);
        std::vector<std::vector<std::string>> first;
        for (std::size_t i = 0; i < count; ++i) {
            first.push_back(texts(m_sheet.rows[i]));
        }
        m_trimmed = {};
        const std::size_t rank = heading_rank(first);
        m_heading_row = m_sheet.rows[rank].number;
        m_titles = texts(m_sheet.rows[rank]);
        refuse_bad_titles(m_titles, place(m_heading_row), true);
        m_layer.columns = m_titles;
        m_short_numbers.resize(m_width);
        if (m_heading_row > 1) {
            m_layer.findings.push_back(
                {FindingCode::title_rows_skipped,
                 "",
                 m_layer.path,
                 0,
                 {{"count", fmt::format("{}", m_heading_row - 1)}, {"row", fmt::format("{}", m_heading_row)}},
                 {}});
        }
        return rank;
    }

    void add_blank_rows(std::size_t above, std::size_t below) {
        if (below - above > most_blank_rows) {
            throw InputError(place(below),
                             {fmt::format("plus de {} lignes vides au-dessus de cette ligne : les supprimer", most_blank_rows),
                              fmt::format("more than {} blank rows above this one: delete them", most_blank_rows)});
        }
        for (std::size_t number = above + 1; number < below; ++number) {
            LayerRow row;
            row.number = number;
            row.cells.resize(m_width);
            row.malformed = true;
            m_layer.findings.push_back({FindingCode::blank_row, "", m_layer.path, number, {}, {}});
            push(std::move(row));
        }
    }

    void add_row(const SheetRow& from) {
        LayerRow row;
        row.number = from.number;
        row.cells = texts(from);
        refuse_untitled_value(m_titles, row, place(row.number), true);
        for (const SheetCell& cell : from.cells) {
            constexpr std::size_t whole_code = 5;
            m_short_numbers[cell.column] += cell.number && cell.text.size() < whole_code ? 1U : 0U;
        }
        push(std::move(row));
    }

    void push(LayerRow row) {
        keep_within(place(row.number), m_layer.rows.size() + 1, &Limits::rows, m_limits);
        m_layer.rows.push_back(std::move(row));
    }

    void note(FindingCode code, std::size_t count) {
        if (count > 0) {
            m_layer.findings.push_back({code, "", m_layer.path, 0, {{"count", fmt::format("{}", count)}}, {}});
        }
    }

    void note_merged() {
        for (const MergedArea& area : m_sheet.merged) {
            if (area.last_row >= m_heading_row && area.first_row <= m_sheet.rows.back().number && area.first_column < m_width) {
                const std::string range = fmt::format("{}{}:{}{}", column_letters(area.first_column), area.first_row,
                                                      column_letters(area.last_column), area.last_row);
                m_layer.findings.push_back({FindingCode::merged_cells, "", m_layer.path, area.first_row, {{"range", range}}, {}});
            }
        }
    }

    void note_codes() {
        for (std::size_t i = 0; i < m_width; ++i) {
            if (m_short_numbers[i] > 0 && code_titles().contains(folded(m_titles[i]))) {
                m_layer.findings.push_back({FindingCode::codes_as_numbers,
                                            "",
                                            m_layer.path,
                                            0,
                                            {{"count", fmt::format("{}", m_short_numbers[i])}, {"field", m_titles[i]}},
                                            {}});
            }
        }
    }

    const Sheet& m_sheet;
    const Limits& m_limits;
    Layer m_layer;
    Trimmer m_trimmed;
    std::vector<std::string> m_titles;
    std::vector<std::size_t> m_short_numbers;  ///< a column
    std::size_t m_width = 0;
    std::size_t m_heading_row = 0;
};

}  // namespace

Sheet chosen_sheet(std::vector<Sheet> sheets, const std::string& path, const std::string& name) {
    const auto named = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return sheet.name == name; });
    if (!name.empty()) {
        if (named == sheets.end()) {
            const std::string names = list_of(sheets);
            throw InputError({path, name, 0}, {"feuille introuvable ; le classeur contient : " + names,
                                               "no such sheet; the workbook has: " + names});
        }
        return std::move(*named);
    }
    std::erase_if(sheets, [](const Sheet& sheet) { return sheet.hidden || sheet.rows.empty(); });
    if (sheets.empty()) {
        throw InputError({path, "", 0}, {"aucune feuille du classeur n'a de données", "no sheet of the workbook holds data"});
    }
    if (sheets.size() > 1) {
        const std::string names = list_of(sheets);
        throw InputError({path, "", 0}, {"plusieurs feuilles : précisez FICHIER:FEUILLE, parmi (et leurs lignes) " + names,
                                         "several sheets: say FILE:SHEET, one of (and their rows) " + names});
    }
    return std::move(sheets.front());
}

Layer table_of(const Sheet& sheet, const std::string& path, const Limits& limits) { return Table(sheet, path, limits).read(); }

std::string number_text(std::string_view written) {
    const std::optional<double> value = parse_number(written);
    if (!value) {
        return std::string(written);
    }
    constexpr double exact_limit = 9007199254740992.0;  // 2^53
    if (*value == std::floor(*value) && std::fabs(*value) <= exact_limit) {
        return fmt::format("{:.0f}", *value == 0 ? 0.0 : *value);
    }
    return fmt::format("{}", *value);
}

std::optional<std::string> iso_date(double days, bool from_1904) {
    using std::chrono::sys_days;
    constexpr double day_seconds = 86400;
    constexpr double past_9999 = 2958466;
    if (!std::isfinite(days) || days < 0 || days >= past_9999) {
        return std::nullopt;
    }
    auto whole = static_cast<int>(std::floor(days));
    auto seconds = static_cast<int>(std::lround((days - whole) * day_seconds));
    if (seconds == static_cast<int>(day_seconds)) {
        ++whole;
        seconds = 0;
    }
    const std::string time = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (whole == 0) {
        return time;
    }
    // The calendar of 1900 has a 29 February 1900, which was not: days 1 to 59 count from 31 December 1899.
    const sys_days start =
        from_1904 ? sys_days(std::chrono::year(1904) / 1 / 1) : sys_days(std::chrono::year(1899) / 12 / (whole < 60 ? 31 : 30));
    const std::chrono::year_month_day date(start + std::chrono::days(whole));
    const std::string day = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                        static_cast<unsigned>(date.day()));
    return seconds == 0 ? day : day + "T" + time;
}

}  // namespace maillage::io
