#include "io/table_titles.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "io/limits.hpp"

namespace maillage::io {

namespace {

using Cells = std::vector<std::string>;

std::size_t filled(const Cells& cells) {
    return cells.size() - static_cast<std::size_t>(std::count(cells.begin(), cells.end(), ""));
}

bool mostly_words(const Cells& cells) {
    const auto numbers = static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return parse_number(cell).has_value(); }));
    return 2 * numbers < filled(cells);
}

/// Whether most filled rows below have more than half as many filled cells; false where there is none.
bool is_borne_out(const std::vector<Cells>& rows, std::size_t rank) {
    const std::size_t width = filled(rows[rank]);
    std::size_t below = 0;
    std::size_t wide = 0;
    for (std::size_t i = rank + 1; i < rows.size(); ++i) {
        const std::size_t count = filled(rows[i]);
        below += count > 0 ? 1U : 0U;
        wide += 2 * count > width ? 1U : 0U;
    }
    return 2 * wide > below;
}

std::string column_name(std::size_t column, bool letters) {
    return letters ? column_letters(column) : std::to_string(column + 1);
}

}  // namespace

std::size_t heading_rank(const std::vector<Cells>& rows) {
    std::size_t widest = rows.empty() ? 0 : filled(rows.front());
    for (std::size_t rank = 1; rank < rows.size() && rank <= most_title_rows; ++rank) {
        const std::size_t width = filled(rows[rank]);
        if (width >= 2 * widest && width >= 2 && mostly_words(rows[rank]) && is_borne_out(rows, rank)) {
            return rank;
        }
        widest = std::max(widest, width);
    }
    return 0;
}

bool heads_a_table(const std::vector<Cells>& rows) { return !rows.empty() && filled(rows.front()) >= 2 && is_borne_out(rows, 0); }

void refuse_bad_titles(const Cells& titles, const Place& place, bool letters) {
    if (filled(titles) == 0) {
        throw InputError(place, {"la ligne de titres manque ou est vide", "the heading is missing or blank"});
    }
    keep_within(place, titles.size(), &Limits::columns, process_limits());
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const auto [first, is_new] = seen.emplace(titles[i], i);
        if (!titles[i].empty() && !is_new) {
            const std::string one = column_name(first->second, letters);
            const std::string other = column_name(i, letters);
            throw InputError(place, {"la colonne « " + titles[i] + " » figure deux fois (colonnes " + one + " et " + other + ")",
                                     "the column \"" + titles[i] + "\" stands twice (columns " + one + " and " + other + ")"});
        }
    }
}

void refuse_untitled_value(const Cells& titles, const LayerRow& row, const Place& place, bool letters) {
    for (std::size_t i = 0; i < std::min(titles.size(), row.cells.size()); ++i) {
        if (titles[i].empty() && !row.cells[i].empty()) {
            const std::string column = column_name(i, letters);
            throw InputError({place.path, place.layer, row.number}, {"la colonne " + column + " a des valeurs mais pas de titre",
                                                                     "column " + column + " has values but no title"});
        }
    }
}

void drop_untitled(Layer& layer) {
    const Cells titles = layer.columns;
    const auto keep_titled = [&](Cells& cells) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < titles.size(); ++i) {
            if (!titles[i].empty()) {
                std::swap(cells[kept++], cells[i]);
            }
        }
        cells.resize(kept);
    };
    if (std::find(titles.begin(), titles.end(), "") == titles.end()) {
        return;
    }
    keep_titled(layer.columns);
    for (LayerRow& row : layer.rows) {
        keep_titled(row.cells);
    }
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + static_cast<char>((rest - 1) % 26)));
    }
    return letters;
}

std::string_view Trimmer::operator()(std::string_view cell) {
    const auto plain = [](char letter) { return letter > ' ' && letter < '\x7F'; };
    if (cell.empty() || (plain(cell.front()) && plain(cell.back()))) {
        return cell;
    }
    const std::string_view kept = trim(cell);
    const auto from = static_cast<std::size_t>(kept.data() - cell.data());
    const auto has_more = [](std::string_view part) {
        return std::any_of(part.begin(), part.end(),
                           [](char letter) { return (static_cast<unsigned char>(letter) & 0x80U) != 0U; });
    };
    m_count += kept.empty() ? (has_more(cell) ? 1U : 0U)
                            : (has_more(cell.substr(0, from)) || has_more(cell.substr(from + kept.size())) ? 1U : 0U);
    return kept;
}

void Trimmer::note(Layer& layer) const {
    if (m_count > 0) {
        layer.findings.push_back({FindingCode::no_break_spaces, "", layer.path, 0, {{"count", std::to_string(m_count)}}, {}});
    }
}

}  // namespace maillage::io
