#include "io/csv_source.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

/// trim(), with a short way out for cells that begin and end with a printable ASCII character.
std::string_view trimmed(std::string_view cell) {
    const auto plain = [](char letter) { return letter > ' ' && letter < '\x7F'; };
    if (cell.empty() || (plain(cell.front()) && plain(cell.back()))) {
        return cell;
    }
    return trim(cell);
}

/// Parts text into records (RFC 4180, with LF, CRLF or CR line ends). A quote opens a quoted cell only at its start.
class Reader {
public:
    Reader(std::string_view text, const std::string& path) : m_text(text), m_path(path) {}

    void set_separator(char separator) { m_separator = separator; }
    [[nodiscard]] bool at_end() const { return m_at == m_text.size(); }
    [[nodiscard]] std::size_t line() const { return m_line; }

    /// The next record's cells, trimmed; `expected` is how many are likely.
    [[nodiscard]] std::vector<std::string> record(std::size_t expected) {
        std::vector<std::string> cells;
        cells.reserve(expected);
        do {
            cells.push_back(cell());
        } while (!at_record_end());
        return cells;
    }

private:
    [[nodiscard]] bool ends_cell(char letter) const { return letter == m_separator || letter == '\n' || letter == '\r'; }

    /// Up to the separator or line end, which it leaves at m_at.
    [[nodiscard]] std::string_view bare() {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && !ends_cell(m_text[m_at])) {
            ++m_at;
        }
        return m_text.substr(from, m_at - from);
    }

    [[nodiscard]] std::string cell() {
        if (m_at == m_text.size() || m_text[m_at] != '"') {
            return std::string(trimmed(bare()));
        }
        const std::size_t opened_line = m_line;
        std::string text;
        ++m_at;
        while (true) {
            const std::size_t quote = m_text.find('"', m_at);
            if (quote == std::string_view::npos) {
                throw InputError({m_path, "", opened_line}, {"guillemet jamais refermé", "quote never closed"});
            }
            const std::string_view part = m_text.substr(m_at, quote - m_at);
            count_lines(part);
            text += part;
            m_at = quote + 1;
            if (m_at == m_text.size() || m_text[m_at] != '"') {
                break;
            }
            text += '"';
            ++m_at;
        }
        text += bare();
        return std::string(trimmed(text));
    }

    /// Takes the separator (false) or the line end (true).
    [[nodiscard]] bool at_record_end() {
        if (m_at == m_text.size()) {
            return true;
        }
        const char letter = m_text[m_at++];
        if (letter == m_separator) {
            return false;
        }
        if (letter == '\r' && m_at < m_text.size() && m_text[m_at] == '\n') {
            ++m_at;
        }
        ++m_line;
        return true;
    }

    void count_lines(std::string_view part) {
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (part[i] == '\n' || (part[i] == '\r' && (i + 1 == part.size() || part[i + 1] != '\n'))) {
                ++m_line;
            }
        }
    }

    std::string_view m_text;
    const std::string& m_path;
    char m_separator = ',';
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

/// The one of `;` tab `,` that parts the heading most, quoted cells aside; the first of them when they tie.
char separator_of(std::string_view text) {
    constexpr std::array<char, 3> candidates{';', '\t', ','};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (const char letter : text) {
        if (letter == '"') {
            quoted = !quoted;
        } else if (!quoted && (letter == '\n' || letter == '\r')) {
            break;
        } else if (!quoted) {
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                counts[i] += letter == candidates[i] ? 1U : 0U;
            }
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? ',' : candidates[static_cast<std::size_t>(most - counts.begin())];
}

void refuse_what_is_no_text(std::string_view bytes, const std::string& path) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        throw InputError({path, "", 0},
                         {"fichier en UTF-16 : enregistrez-le en « CSV UTF-8 »", "file in UTF-16: save it as \"CSV UTF-8\""});
    }
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string_view::npos) {
        const std::string_view before = bytes.substr(0, nul);
        const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
        throw InputError({path, "", line},
                         {"octet nul : ce n'est pas du texte (ou c'est de l'UTF-16 : enregistrez-le en « CSV UTF-8 »)",
                          "NUL byte: this is not text (or it is UTF-16: save it as \"CSV UTF-8\")"});
    }
}

void refuse_bad_titles(const std::vector<std::string>& titles, const std::string& path) {
    if (std::all_of(titles.begin(), titles.end(), [](const std::string& title) { return title.empty(); })) {
        throw InputError({path, "", 1}, {"la ligne de titres manque ou est vide", "the heading is missing or blank"});
    }
    std::unordered_set<std::string> seen;
    for (const std::string& title : titles) {
        if (!title.empty() && !seen.insert(title).second) {
            throw InputError({path, "", 1},
                             {"la colonne « " + title + " » figure deux fois", "the column \"" + title + "\" stands twice"});
        }
    }
}

void refuse_untitled_value(const std::vector<std::string>& titles, const LayerRow& row, const std::string& path) {
    for (std::size_t i = 0; i < std::min(titles.size(), row.cells.size()); ++i) {
        if (titles[i].empty() && !row.cells[i].empty()) {
            const std::string rank = std::to_string(i + 1);
            throw InputError({path, "", row.number}, {"la colonne " + rank + " a des valeurs mais pas de titre",
                                                      "column " + rank + " has values but no title"});
        }
    }
}

/// Gives the row as many cells as `expected`; a Finding when it is blank or had fewer than `expected` or more than `most`.
std::optional<Finding> fit(LayerRow& row, std::size_t expected, std::size_t most, char separator, const std::string& path) {
    const std::size_t count = row.cells.size();
    const bool blank = std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
    std::optional<Finding> finding;
    if (blank) {
        finding = Finding{FindingCode::blank_row, "", path, row.number, {}, {}};
    } else if (count < expected || count > most) {
        finding = Finding{FindingCode::malformed_row, "", path, row.number, {}, {}};
        finding->parameters = {{"cells", std::to_string(count)}, {"expected", std::to_string(expected)}};
        if (count > most) {
            const std::vector<std::string> extra(row.cells.begin() + static_cast<std::ptrdiff_t>(most), row.cells.end());
            finding->parameters.emplace_back("extra", join(extra, std::string(1, separator)));
        }
    }
    row.malformed = finding.has_value();
    row.cells.resize(expected);
    return finding;
}

/// Takes out the columns without title, which hold no value.
void drop_untitled(Layer& layer) {
    const std::vector<std::string> titles = layer.columns;
    const auto keep_titled = [&](std::vector<std::string>& cells) {
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

}  // namespace

Layer read_csv(std::string_view bytes, const std::string& path, const Limits& limits) {
    refuse_what_is_no_text(bytes, path);
    Layer layer;
    layer.path = path;
    const auto remark = [&](FindingCode code) { return layer.findings.emplace_back(Finding{code, "", path, 0, {}, {}}), void(); };
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        remark(FindingCode::byte_order_mark);
    }
    std::string converted;
    if (!is_utf8(bytes)) {
        converted = utf8_of_cp1252(bytes);
        bytes = converted;
        remark(FindingCode::encoding_cp1252);
    }
    const char separator = separator_of(bytes);
    Reader reader(bytes, path);
    reader.set_separator(separator);
    const std::vector<std::string> titles = reader.record(16);
    refuse_bad_titles(titles, path);
    if (separator != ',') {
        remark(FindingCode::separator_not_comma);
        layer.findings.back().parameters = {{"separator", separator == '\t' ? "tab" : std::string(1, separator)}};
    }
    layer.columns = titles;
    while (layer.columns.back().empty()) {
        layer.columns.pop_back();
    }
    while (!reader.at_end()) {
        if (layer.rows.size() == limits.rows) {
            const std::string limit = std::to_string(limits.rows);
            throw InputError({path, "", reader.line()},
                             {"trop de lignes (limite : " + limit + ")", "too many rows (limit: " + limit + ")"});
        }
        LayerRow row;
        row.number = reader.line();
        row.cells = reader.record(titles.size());
        refuse_untitled_value(titles, row, path);
        std::optional<Finding> finding = fit(row, layer.columns.size(), titles.size(), separator, path);
        if (finding) {
            layer.findings.push_back(*std::move(finding));
        }
        layer.rows.push_back(std::move(row));
    }
    drop_untitled(layer);
    return layer;
}

}  // namespace maillage::io
