#include "io/csv_source.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/cell.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/table_titles.hpp"

namespace maillage::io {

namespace {

/// Parts text into records (RFC 4180, with LF, CRLF or CR line ends). A quote opens a quoted cell only at its start. A cell that is not
/// UTF-8 is Windows-1252: one such cell in a million changes no other.
class Reader {
public:
    Reader(std::string_view text, const std::string& path, char separator) : m_text(text), m_path(path), m_separator(separator) {}
    /// Goes on below `heading`; `all_utf8` spares a look at each cell.
    Reader(std::string_view text, const std::string& path, const CsvHeading& heading, bool all_utf8)
        : m_text(text), m_path(path), m_separator(heading.separator), m_trimmed(heading.trimmer), m_line(heading.next_line),
          m_is_utf8(all_utf8) {}

    [[nodiscard]] bool at_end() const { return m_at == m_text.size(); }
    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] std::size_t line() const { return m_line; }
    [[nodiscard]] const Trimmer& trimmer() const { return m_trimmed; }

    /// The next record's cells, trimmed; `expected` is how many are likely.
    [[nodiscard]] std::vector<std::string> record(std::size_t expected) {
        std::vector<std::string> cells;
        cells.reserve(expected);
        do {
            cells.push_back(cell());
        } while (!at_record_end());
        return cells;
    }

    /// How many cells the next record has; up to the one whose quote is never closed, where there is one.
    [[nodiscard]] std::size_t width() {
        std::size_t count = 0;
        try {
            do {
                ++count;
                (void)cell();
            } while (!at_record_end());
        } catch (const InputError&) {
            return count;  // said when the table is read
        }
        return count;
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
            return read(bare());
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
        return read(text);
    }

    [[nodiscard]] std::string read(std::string_view cell) {
        return m_is_utf8 || is_utf8(cell) ? std::string(m_trimmed(cell)) : std::string(m_trimmed(utf8_of_cp1252(cell)));
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
    char m_separator;
    Trimmer m_trimmed;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    bool m_is_utf8 = false;  ///< all of it
};

constexpr std::array<char, 3> separators{';', '\t', ','};

/// The one of `;` tab `,` that parts the first record into most cells; `,` when none parts it, else the first of them when they tie.
char separator_of(std::string_view text, const std::string& path) {
    char widest = ',';
    std::size_t most = 1;
    for (const char separator : separators) {
        const std::size_t width = Reader(text, path, separator).width();
        if (width > most) {
            widest = separator;
            most = width;
        }
    }
    return widest;
}

constexpr std::size_t heading_records = 4 * most_title_rows;  ///< a heading is looked for in so many

/// The first records; fewer where they can't be parted.
std::vector<std::vector<std::string>> first_records(std::string_view text, const std::string& path, char separator, std::size_t most = heading_records) {
    Reader reader(text, path, separator);
    std::vector<std::vector<std::string>> records;
    try {
        while (!reader.at_end() && records.size() < most) {
            records.push_back(reader.record(16));
        }
    } catch (const InputError&) {
        return records;  // a quote never closed: said when the table is read
    }
    return records;
}

/// How a table is written: its separator, and how many records stand above its heading.
struct Layout {
    char separator;
    std::size_t title_records;
};

/// The separator of the first record, if that record heads a table; else the one by which a heading further down has most cells.
Layout layout_of(std::string_view text, const std::string& path) {
    const char first = separator_of(text, path);
    Layout layout{first, 0};
    if (heads_a_table(first_records(text, path, first))) {
        return layout;
    }
    std::size_t widest = 0;
    for (const char separator : separators) {
        const auto records = first_records(text, path, separator);
        const std::size_t rank = heading_rank(records);
        if (rank > 0 && records[rank].size() > widest) {
            layout = {separator, rank};
            widest = records[rank].size();
        }
    }
    return layout;
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

/// Without the blank titles at the end.
std::vector<std::string> titled(std::vector<std::string> titles) {
    while (!titles.empty() && titles.back().empty()) {
        titles.pop_back();
    }
    return titles;
}

}  // namespace

void refuse_what_is_no_text(std::string_view bytes, const std::string& path, std::size_t first_line) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        throw InputError({path, "", 0},
                         {"fichier en UTF-16 : enregistrez-le en « CSV UTF-8 »", "file in UTF-16: save it as \"CSV UTF-8\""});
    }
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string_view::npos) {
        const std::string_view before = bytes.substr(0, nul);
        const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + first_line;
        throw InputError({path, "", line},
                         {"octet nul : ce n'est pas du texte (ou c'est de l'UTF-16 : enregistrez-le en « CSV UTF-8 »)",
                          "NUL byte: this is not text (or it is UTF-16: save it as \"CSV UTF-8\")"});
    }
}

bool holds_heading(std::string_view bytes) {
    static const std::string nameless;
    return std::all_of(separators.begin(), separators.end(), [&](char separator) {
        return first_records(bytes, nameless, separator, heading_records + 1).size() > heading_records;  // the last of them may be cut
    });
}

CsvHeading csv_heading(std::string_view bytes, const std::string& path) {
    CsvHeading heading;
    const auto remark = [&](FindingCode code, std::vector<std::pair<std::string, std::string>> parameters) {
        heading.findings.push_back({code, "", path, 0, std::move(parameters), {}});
    };
    const auto [separator, title_records] = layout_of(bytes, path);
    Reader reader(bytes, path, separator);
    for (std::size_t i = 0; i < title_records; ++i) {
        (void)reader.record(1);
    }
    heading.begin = reader.at();
    const std::size_t heading_line = reader.line();
    heading.separator = separator;
    heading.titles = reader.record(16);
    heading.end = reader.at();
    heading.next_line = reader.line();
    heading.trimmer = reader.trimmer();
    refuse_bad_titles(heading.titles, {path, "", heading_line}, false);
    if (title_records > 0) {
        remark(FindingCode::title_rows_skipped, {{"count", std::to_string(heading_line - 1)}, {"row", std::to_string(heading_line)}});
    }
    if (separator != ',') {
        remark(FindingCode::separator_not_comma, {{"separator", separator == '\t' ? "tab" : std::string(1, separator)}});
    }
    return heading;
}

std::vector<std::string> csv_cells(std::string_view record, char separator) {
    static const std::string nameless;
    return Reader(record, nameless, separator).record(16);
}

std::string utf8_record(std::string_view record, char separator) {
    std::string text;
    for (std::size_t at = 0; at < record.size();) {
        const std::size_t end = std::min(record.find(separator, at), record.size() - 1) + 1;
        const std::string_view cell = record.substr(at, end - at);
        text += is_utf8(cell) ? std::string(cell) : utf8_of_cp1252(cell);
        at = end;
    }
    return text;
}

Layer read_csv(std::string_view bytes, const std::string& path, const Limits& limits) {
    refuse_what_is_no_text(bytes, path);
    Layer layer;
    layer.path = path;
    const auto remark = [&](FindingCode code) { return layer.findings.emplace_back(Finding{code, "", path, 0, {}, {}}), void(); };
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        remark(FindingCode::byte_order_mark);
    }
    const bool all_utf8 = is_utf8(bytes);
    if (!all_utf8) {
        remark(FindingCode::encoding_cp1252);
    }
    const CsvHeading heading = csv_heading(bytes, path);
    const std::vector<std::string>& titles = heading.titles;
    layer.findings.insert(layer.findings.end(), heading.findings.begin(), heading.findings.end());
    layer.columns = titled(titles);
    Reader reader(bytes.substr(heading.end), path, heading, all_utf8);
    while (!reader.at_end()) {
        keep_within({path, "", reader.line()}, layer.rows.size() + 1, &Limits::rows, limits);
        LayerRow row;
        row.number = reader.line();
        row.cells = reader.record(titles.size());
        for (std::string& cell : row.cells) {
            if (cell.starts_with('\'')) {
                cell = std::string(trim(as_written(cell)));  // as this program neutralises what looks like a formula
            }
        }
        refuse_untitled_value(titles, row, {path, "", 0}, false);
        std::optional<Finding> finding = fit(row, layer.columns.size(), titles.size(), heading.separator, path);
        if (finding) {
            layer.findings.push_back(*std::move(finding));
        }
        layer.rows.push_back(std::move(row));
    }
    drop_untitled(layer);
    reader.trimmer().note(layer);
    return layer;
}

}  // namespace maillage::io
