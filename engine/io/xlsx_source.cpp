#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "io/archive.hpp"
#include "io/sheet_source.hpp"
#include "io/xml.hpp"

namespace maillage::io {

namespace {

constexpr std::string_view relationships = "/relationships";  ///< end of the namespace of r:id, transitional and strict

/// Text with "_x000D_" and the like decoded (ECMA-376, 22.4.2.4); only control characters are ever written so.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view part = text.substr(at, 7);
        if (part.starts_with("_x00") && part.size() == 7 && part[6] == '_') {
            const std::size_t high = std::string_view("01").find(part[4]);
            const std::size_t low = std::string_view("0123456789ABCDEF").find(part[5]);
            if (high != std::string_view::npos && low != std::string_view::npos && high + low > 0) {
                result += static_cast<char>(16 * high + low);
                at += 6;
                continue;
            }
        }
        result += text[at];
    }
    return result;
}

/// Texts that <si> or <is> hold, without the phonetic readings.
class TextEvents : public XmlEvents {
protected:
    void open_text(std::string_view name) {
        m_phonetic += name == "rPh" ? 1 : 0;
        m_in_text = name == "t" && m_phonetic == 0;
    }
    void close_text(std::string_view name) {
        m_phonetic -= name == "rPh" ? 1 : 0;
        m_in_text = false;
    }
    [[nodiscard]] bool in_text() const { return m_in_text; }

private:
    int m_phonetic = 0;
    bool m_in_text = false;
};

class SharedTexts : public TextEvents {
public:
    void open(std::string_view name, const XmlAttributes&, std::size_t, std::size_t) override {
        if (name == "si") {
            texts.emplace_back();
        }
        open_text(name);
    }
    void close(std::string_view name, std::size_t, std::size_t) override { close_text(name); }
    void text(std::string_view part) override {
        if (in_text() && !texts.empty()) {
            texts.back() += part;
        }
    }
    std::vector<std::string> texts;
};

/// Which cell formats show a date or time (ECMA-376, 18.8.30).
class Styles : public XmlEvents {
public:
    void open(std::string_view name, const XmlAttributes& attributes, std::size_t, std::size_t) override {
        if (name == "numFmt") {
            m_codes[std::string(attributes.get("numFmtId"))] = attributes.get("formatCode");
        }
        m_in_formats = m_in_formats || name == "cellXfs";
        if (name == "xf" && m_in_formats) {
            dates.push_back(is_date(std::string(attributes.get("numFmtId"))));
        }
    }
    void close(std::string_view name, std::size_t, std::size_t) override { m_in_formats = m_in_formats && name != "cellXfs"; }
    std::vector<bool> dates;  ///< by a cell's style number

private:
    [[nodiscard]] bool is_date(const std::string& id) const {
        const auto own = m_codes.find(id);
        if (own == m_codes.end()) {
            const std::int64_t number = parse_integer(id).value_or(0);
            return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) || (number >= 45 && number <= 47) ||
                   (number >= 50 && number <= 58);
        }
        bool quoted = false;
        bool bracketed = false;
        const std::string& code = own->second;
        for (std::size_t i = 0; i < code.size(); ++i) {
            const char letter = code[i];
            if (letter == '\\' || letter == '_' || letter == '*') {
                ++i;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (!quoted && (letter == '[' || letter == ']')) {
                bracketed = letter == '[';
            } else if (!quoted && !bracketed && std::string_view("dDmMyYhHsS").find(letter) != std::string_view::npos) {
                return true;
            }
        }
        return false;
    }
    std::map<std::string, std::string> m_codes;
    bool m_in_formats = false;
};

struct SheetEntry {
    std::string name;
    std::string relation;
    bool hidden;
};

class Workbook : public XmlEvents {
public:
    void open(std::string_view name, const XmlAttributes& attributes, std::size_t, std::size_t) override {
        if (name == "sheet") {
            sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id", relationships)),
                              attributes.get("state", "", "visible") != "visible"});
        } else if (name == "workbookPr") {
            const std::string_view value = attributes.get("date1904");
            from_1904 = value == "1" || value == "true";
        }
    }
    void close(std::string_view, std::size_t, std::size_t) override {}
    std::vector<SheetEntry> sheets;
    bool from_1904 = false;
};

/// Worksheets by relation; names within the archive. A target that is another file is no worksheet of this one.
class Relations : public XmlEvents {
public:
    void open(std::string_view name, const XmlAttributes& attributes, std::size_t, std::size_t) override {
        if (name == "Relationship" && attributes.get("Type").ends_with("/worksheet") &&
            attributes.get("TargetMode") != "External") {
            const std::string target(attributes.get("Target"));
            worksheets[std::string(attributes.get("Id"))] = target.starts_with('/') ? target.substr(1) : "xl/" + target;
        }
    }
    void close(std::string_view, std::size_t, std::size_t) override {}
    std::map<std::string, std::string> worksheets;
};

/// "B7" -> 1, 7; nothing for what is no reference of one cell.
std::optional<std::pair<std::size_t, std::size_t>> cell_at(std::string_view reference) {
    constexpr std::size_t most_columns = 16384;
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && column <= most_columns; ++i) {
        column = 26 * column + static_cast<std::size_t>(reference[i] - 'A' + 1);
    }
    const std::optional<std::int64_t> row = parse_integer(reference.substr(i));
    if (column == 0 || column > most_columns || !row || *row < 1) {
        return std::nullopt;
    }
    return std::pair{column - 1, static_cast<std::size_t>(*row)};
}

class Worksheet : public TextEvents {
public:
    Worksheet(const SharedTexts& shared, const Styles& styles, bool from_1904, Place place, const Limits& limits)
        : m_shared(shared), m_styles(styles), m_from_1904(from_1904), m_place(std::move(place)), m_limits(limits) {}

    void open(std::string_view name, const XmlAttributes& attributes, std::size_t, std::size_t) override {
        open_text(name);
        if (name == "row") {
            open_row(attributes.get("r"));
        } else if (name == "c") {
            open_cell(attributes);
        } else if (name == "f") {
            m_formula = true;
        } else if (name == "v") {
            m_in_value = m_has_value = true;
        } else if (name == "mergeCell") {
            const std::string_view ref = attributes.get("ref");
            const auto from = cell_at(ref.substr(0, ref.find(':')));
            const auto to = cell_at(ref.substr(std::min(ref.find(':'), ref.size() - 1) + 1));
            if (from && to) {
                sheet.merged.push_back({from->second, from->first, to->second, to->first});
            }
        }
    }

    void close(std::string_view name, std::size_t, std::size_t) override {
        close_text(name);
        if (name == "v") {
            m_in_value = false;
        } else if (name == "c") {
            close_cell();
        } else if (name == "row" && sheet.rows.back().cells.empty()) {
            sheet.rows.pop_back();
        }
    }

    void text(std::string_view part) override {
        if (m_in_value || in_text()) {
            m_text += part;
        }
    }

    Sheet sheet;

private:
    [[noreturn]] void refuse() const { throw InputError(m_place, {"feuille abîmée", "damaged sheet"}); }

    void open_row(std::string_view written) {
        const std::optional<std::int64_t> number =
            written.empty() ? static_cast<std::int64_t>(m_row) + 1 : parse_integer(written);
        if (!number || *number <= static_cast<std::int64_t>(m_row)) {
            refuse();
        }
        m_row = static_cast<std::size_t>(*number);
        m_column = 0;
        m_place.row = m_row;
        sheet.rows.push_back({m_row, {}});
    }

    void open_cell(const XmlAttributes& attributes) {
        const std::string_view reference = attributes.get("r");
        if (!reference.empty()) {
            const auto at = cell_at(reference);
            if (!at || at->second != m_row || at->first < m_column) {
                refuse();
            }
            m_column = at->first;
        }
        m_type = attributes.get("t", "", "n");
        m_style = static_cast<std::size_t>(parse_integer(attributes.get("s")).value_or(0));
        m_text.clear();
        m_formula = m_has_value = false;
    }

    void close_cell() {
        SheetCell cell{m_column++, "", false};
        sheet.formulas_without_value += m_formula && !m_has_value ? 1U : 0U;
        if (m_type == "s") {
            const std::optional<std::int64_t> rank = parse_integer(m_text);
            if (m_has_value && (!rank || *rank < 0 || static_cast<std::size_t>(*rank) >= m_shared.texts.size())) {
                refuse();
            }
            cell.text = m_has_value ? unescaped(m_shared.texts[static_cast<std::size_t>(*rank)]) : "";
        } else if (m_type == "b") {
            cell.text = m_text.empty() ? "" : (m_text == "1" || m_text == "true") ? "true" : "false";
        } else if (m_type == "n") {
            const bool date = m_style < m_styles.dates.size() && m_styles.dates[m_style];
            const std::optional<double> value = date ? parse_number(m_text) : std::nullopt;
            const std::optional<std::string> day = value ? iso_date(*value, m_from_1904) : std::nullopt;
            cell.text = day ? *day : number_text(m_text);
            cell.number = !day;
        } else {  // "str", "inlineStr", "e" (an error such as #N/A), "d" (ISO 8601)
            cell.text = unescaped(m_text);
        }
        if (!trim(cell.text).empty()) {
            if (sheet.rows.empty()) {
                refuse();
            }
            keep_within(m_place, ++m_cells, &Limits::cells, m_limits);
            sheet.rows.back().cells.push_back(std::move(cell));
        }
    }

    const SharedTexts& m_shared;
    const Styles& m_styles;
    bool m_from_1904;
    Place m_place;
    const Limits& m_limits;
    std::uint64_t m_cells = 0;
    std::string m_type;
    std::string m_text;
    std::size_t m_style = 0;
    std::size_t m_row = 0;
    std::size_t m_column = 0;
    bool m_formula = false;
    bool m_has_value = false;
    bool m_in_value = false;
};

void parse_part(Archive& archive, const std::string& name, const std::string& path, XmlEvents& events, bool needed) {
    const Archive::Entry* entry = archive.find(name);
    if (entry != nullptr) {
        parse_xml(archive.read(*entry), {path, name, 0}, events);
    } else if (needed) {
        throw InputError({path, "", 0},
                         {"n'est pas un classeur .xlsx : " + name + " y manque", "is not an .xlsx workbook: it has no " + name});
    }
}

}  // namespace

std::vector<Sheet> sheets_of_xlsx(std::string bytes, const std::string& path, const Limits& limits) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {  // OLE 2: an .xls, or any workbook under a password
        throw InputError(
            {path, "", 0},
            {"est un ancien .xls, ou un classeur protégé par mot de passe : enregistrez-le en .xlsx sans mot de passe",
             "is an older .xls, or a workbook under a password: save it as .xlsx without password"});
    }
    Archive archive(std::move(bytes), {path, "", 0}, limits);
    Workbook workbook;
    Relations relations;
    SharedTexts shared;
    Styles styles;
    parse_part(archive, "xl/workbook.xml", path, workbook, true);
    parse_part(archive, "xl/_rels/workbook.xml.rels", path, relations, true);
    parse_part(archive, "xl/sharedStrings.xml", path, shared, false);
    parse_part(archive, "xl/styles.xml", path, styles, false);
    std::vector<Sheet> sheets;
    for (const SheetEntry& entry : workbook.sheets) {
        const auto part = relations.worksheets.find(entry.relation);
        if (part == relations.worksheets.end()) {
            continue;  // a chart or macro sheet
        }
        Worksheet worksheet(shared, styles, workbook.from_1904, {path, entry.name, 0}, limits);
        parse_part(archive, part->second, path, worksheet, true);
        worksheet.sheet.name = entry.name;
        worksheet.sheet.hidden = entry.hidden;
        sheets.push_back(std::move(worksheet.sheet));
    }
    return sheets;
}

Layer read_xlsx(std::string bytes, const std::string& path, const std::string& sheet, const Limits& limits) {
    return table_of(chosen_sheet(sheets_of_xlsx(std::move(bytes), path, limits), path, sheet), path, limits);
}

}  // namespace maillage::io
