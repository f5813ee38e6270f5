#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "io/archive.hpp"
#include "io/sheet_source.hpp"
#include "io/xml.hpp"

namespace maillage::io {

namespace {

constexpr std::string_view table_space = ":table:1.0";
constexpr std::string_view office_space = ":office:1.0";
constexpr std::string_view style_space = ":style:1.0";
constexpr std::string_view text_space = ":text:1.0";

std::size_t count_of(std::string_view written) {
    return static_cast<std::size_t>(std::max<std::int64_t>(1, parse_integer(written).value_or(1)));
}

/// "PT12H30M00S" as "12:30:00"; anything else as it is.
std::string time_text(std::string_view written) {
    std::string text(written);
    if (text.size() == 11 && text.starts_with("PT") && text[4] == 'H' && text[7] == 'M' && text[10] == 'S') {
        return text.substr(2, 2) + ":" + text.substr(5, 2) + ":" + text.substr(8, 2);
    }
    return text;
}

class Content : public XmlEvents {
public:
    Content(std::string path, const Limits& limits) : m_path(std::move(path)), m_limits(limits) {}

    void open(std::string_view name, const XmlAttributes& attributes, std::size_t, std::size_t) override {
        if (name == "annotation" || name == "tracked-changes") {
            ++m_aside;
        }
        if (m_aside > 0) {
            return;
        }
        if (name == "style") {
            m_style = attributes.get("name", style_space);
        } else if (name == "table-properties" && attributes.get("display", table_space) == "false") {
            m_hidden_styles.insert(m_style);
        } else if (name == "table" && m_depth++ == 0) {
            sheets.emplace_back();
            sheets.back().name = attributes.get("name", table_space);
            sheets.back().hidden = m_hidden_styles.contains(std::string(attributes.get("style-name", table_space)));
            m_next_row = 1;
        } else if (m_depth == 1) {
            open_in_table(name, attributes);
        }
    }

    void close(std::string_view name, std::size_t, std::size_t) override {
        if (name == "annotation" || name == "tracked-changes") {
            --m_aside;
        }
        if (m_aside > 0) {
            return;
        }
        m_depth -= name == "table" ? 1 : 0;
        if (m_depth != 1) {
            return;
        }
        if (name == "table-row") {
            close_row();
        } else if (name == "table-cell" || name == "covered-table-cell") {
            close_cell();
        } else if (name == "p") {
            --m_in_text;
        }
    }

    void text(std::string_view part) override {
        if (m_depth == 1 && m_in_text > 0 && m_aside == 0) {
            m_text += part;
        }
    }

    std::vector<Sheet> sheets;

private:
    void open_in_table(std::string_view name, const XmlAttributes& attributes) {
        if (name == "table-row") {
            m_row = {m_next_row, {}};
            m_row_repeats = count_of(attributes.get("number-rows-repeated", table_space));
            m_next_column = 0;
        } else if (name == "table-cell" || name == "covered-table-cell") {
            open_cell(name, attributes);
        } else if (name == "p") {
            m_text += m_paragraphs++ > 0 ? "\n" : "";
            ++m_in_text;
        } else if (name == "s" && m_in_text > 0) {
            m_text.append(std::min<std::size_t>(count_of(attributes.get("c", text_space)), 1000), ' ');
        } else if ((name == "tab" || name == "line-break") && m_in_text > 0) {
            m_text += name == "tab" ? "\t" : "\n";
        }
    }

    void open_cell(std::string_view name, const XmlAttributes& attributes) {
        m_covered = name == "covered-table-cell";
        m_cell_repeats = count_of(attributes.get("number-columns-repeated", table_space));
        m_type = attributes.get("value-type", office_space);
        m_value = m_type == "date"      ? attributes.get("date-value", office_space)
                  : m_type == "time"    ? attributes.get("time-value", office_space)
                  : m_type == "boolean" ? attributes.get("boolean-value", office_space)
                  : m_type == "string"  ? attributes.get("string-value", office_space)
                                        : attributes.get("value", office_space);
        m_formula = !attributes.get("formula", table_space).empty();
        m_text.clear();
        m_paragraphs = 0;
        const std::size_t rows = count_of(attributes.get("number-rows-spanned", table_space));
        const std::size_t columns = count_of(attributes.get("number-columns-spanned", table_space));
        if (rows * columns > 1) {
            sheets.back().merged.push_back({m_next_row, m_next_column, m_next_row + rows - 1, m_next_column + columns - 1});
        }
    }

    void close_cell() {
        SheetCell cell{m_next_column, "", false};
        if (m_type == "float" || m_type == "percentage" || m_type == "currency") {
            cell.text = number_text(m_value);
            cell.number = true;
        } else if (m_type == "time") {
            cell.text = time_text(m_value);
        } else if (m_type == "date" || m_type == "boolean") {
            cell.text = m_value;
        } else {
            cell.text = m_value.empty() ? m_text : m_value;
        }
        sheets.back().formulas_without_value += m_formula && m_type.empty() && cell.text.empty() ? 1U : 0U;
        if (!trim(cell.text).empty() && !m_covered) {
            constexpr std::size_t most_columns = 16384;
            if (m_next_column + m_cell_repeats > most_columns) {
                throw InputError({m_path, sheets.back().name, m_next_row},
                                 {"trop de colonnes (limite : 16384)", "too many columns (limit: 16384)"});
            }
            for (std::size_t i = 0; i < m_cell_repeats; ++i, ++cell.column) {
                m_row.cells.push_back(cell);
            }
        }
        m_next_column += m_cell_repeats;
    }

    void close_row() {
        if (!m_row.cells.empty()) {
            m_cells += m_row.cells.size() * std::min<std::uint64_t>(m_row_repeats, m_limits.cells + 1);
            keep_within({m_path, sheets.back().name, m_next_row}, m_cells, &Limits::cells, m_limits);
            for (std::size_t i = 0; i < m_row_repeats; ++i) {
                m_row.number = m_next_row + i;
                sheets.back().rows.push_back(m_row);
            }
        }
        m_next_row += m_row_repeats;
    }

    std::string m_path;
    const Limits& m_limits;
    std::set<std::string> m_hidden_styles;
    std::string m_style;
    SheetRow m_row;
    std::string m_type, m_value, m_text;
    std::size_t m_next_row = 1, m_next_column = 0;
    std::size_t m_row_repeats = 1, m_cell_repeats = 1;
    std::size_t m_paragraphs = 0;
    std::uint64_t m_cells = 0;
    int m_depth = 0;  ///< tables within tables
    int m_aside = 0;  ///< within notes and the record of changes
    int m_in_text = 0;
    bool m_covered = false;
    bool m_formula = false;
};

}  // namespace

std::vector<Sheet> sheets_of_ods(std::string bytes, const std::string& path, const Limits& limits) {
    Archive archive(std::move(bytes), {path, "", 0}, limits);
    const Archive::Entry* manifest = archive.find("META-INF/manifest.xml");
    if (manifest != nullptr && archive.read(*manifest).find("encryption-data") != std::string::npos) {
        throw InputError({path, "", 0}, {"est un classeur protégé par mot de passe : enregistrez-le sans mot de passe",
                                         "is a workbook under a password: save it without password"});
    }
    const Archive::Entry* entry = archive.find("content.xml");
    if (entry == nullptr) {
        throw InputError({path, "", 0},
                         {"n'est pas un classeur .ods : content.xml y manque", "is not an .ods workbook: it has no content.xml"});
    }
    Content content(path, limits);
    parse_xml(archive.read(*entry), {path, "content.xml", 0}, content);
    return std::move(content.sheets);
}

Layer read_ods(std::string bytes, const std::string& path, const std::string& sheet, const Limits& limits) {
    return table_of(chosen_sheet(sheets_of_ods(std::move(bytes), path, limits), path, sheet), path, limits);
}

}  // namespace maillage::io
