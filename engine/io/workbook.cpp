#include "io/workbook.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <new>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/open.hpp"

namespace maillage::io {

namespace {

constexpr std::size_t most_rows = 1'048'575;  ///< below the heading
constexpr std::size_t most_characters = 32'767;

void check(lxw_error error) {
    if (error != LXW_NO_ERROR) {
        const std::string words = lxw_strerror(error);
        throw LibraryError({"libxlsxwriter : " + words, "libxlsxwriter: " + words});
    }
}

/// A folder of ours that goes when it ends: the library writes to a named file.
class TemporaryFolder {
public:
    TemporaryFolder() : m_name((std::filesystem::temp_directory_path() / "maillage-XXXXXX").string()) {
        if (::mkdtemp(m_name.data()) == nullptr) {
            const std::string words = std::strerror(errno);
            throw OutputError({m_name, "", 0}, {"dossier temporaire impossible : " + words, "no temporary folder can be made: " + words});
        }
    }
    ~TemporaryFolder() {
        try {
            std::error_code ignored;
            std::filesystem::remove_all(m_name, ignored);
        } catch (const std::bad_alloc&) {  // it stays, where the system keeps what is temporary
            return;
        }
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    std::string m_name;
};

struct CloseWorkbook {
    void operator()(lxw_workbook* book) const { workbook_close(book); }
};

/// Characters as Excel counts them: UTF-16 units.
std::size_t characters(const std::string& text) {
    std::size_t count = 0;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        count += (value & 0xC0U) != 0x80U ? 1 : 0;
        count += value >= 0xF0U ? 1 : 0;
    }
    return count;
}

/// XML 1.0 has no other control characters than tab and line ends.
std::string writable(const std::string& text) {
    std::string result = text;
    std::replace_if(result.begin(), result.end(), [](char one) { return static_cast<unsigned char>(one) < 0x20 && one != '\t' && one != '\n' && one != '\r'; }, ' ');
    return result;
}

class Writer {
public:
    Writer(const std::string& file, const std::string& folder, const std::string& title) {
        lxw_workbook_options options{};
        options.tmpdir = const_cast<char*>(folder.c_str());
        m_book.reset(workbook_new_opt(file.c_str(), &options));
        if (!m_book) {
            check(LXW_ERROR_MEMORY_MALLOC_FAILED);
        }
        lxw_doc_properties properties{};
        properties.title = const_cast<char*>(title.c_str());
        properties.created = 315532800;  // 1 January 1980, as the archive's own entries: no clock
        check(workbook_set_properties(m_book.get(), &properties));
        m_heading = workbook_add_format(m_book.get());
        format_set_bold(m_heading);
        format_set_text_wrap(m_heading);
        format_set_align(m_heading, LXW_ALIGN_VERTICAL_TOP);
        format_set_bg_color(m_heading, 0xE4E7EC);
    }

    void add(const SheetPage& page) {
        lxw_worksheet* const sheet = workbook_add_worksheet(m_book.get(), page.name.c_str());
        if (sheet == nullptr || page.rows.size() > most_rows) {
            throw OutputError({page.name, "", 0}, {"une feuille ne peut porter ce nom, ou tant de lignes", "no sheet can have that name, or so many rows"});
        }
        for (std::size_t column = 0; column < page.widths.size(); ++column) {
            check(worksheet_set_column(sheet, at(column), at(column), page.widths[column], nullptr));
        }
        lxw_row_t line = 0;
        if (!page.titles.empty()) {
            for (std::size_t column = 0; column < page.titles.size(); ++column) {
                check(worksheet_write_string(sheet, 0, at(column), writable(page.titles[column]).c_str(), m_heading));
            }
            line = 1;
            worksheet_freeze_panes(sheet, 1, 0);
            check(worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(page.rows.size()), at(page.titles.size() - 1)));
        }
        for (const std::vector<Value>& row : page.rows) {
            for (std::size_t column = 0; column < row.size(); ++column) {
                write(sheet, page, line, column, row[column]);
            }
            ++line;
        }
    }

    void close() { check(workbook_close(m_book.release())); }

private:
    static int decimals_of(const SheetPage& page, std::size_t column) { return column < page.decimals.size() ? page.decimals[column] : 0; }
    static lxw_col_t at(std::size_t column) { return static_cast<lxw_col_t>(column); }

    void write(lxw_worksheet* sheet, const SheetPage& page, lxw_row_t line, std::size_t column, const Value& value) {
        if (const auto* const text = std::get_if<std::string>(&value)) {
            write(sheet, page, line, column, *text);
        } else if (const auto* const list = std::get_if<std::vector<std::string>>(&value)) {
            write(sheet, page, line, column, join(*list, " "));
        } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
            check(worksheet_write_number(sheet, line, at(column), static_cast<double>(*whole), number_format(decimals_of(page, column))));
        } else if (const auto* const number = std::get_if<double>(&value)) {
            check(worksheet_write_number(sheet, line, at(column), *number, number_format(decimals_of(page, column))));
        }
    }

    static void write(lxw_worksheet* sheet, const SheetPage& page, lxw_row_t line, std::size_t column, const std::string& text) {
        if (characters(text) > most_characters) {
            throw OutputError({page.name, "", line + 1}, {fmt::format("une cellule de {} caractères : un classeur en porte {} au plus", characters(text), most_characters),
                                                          fmt::format("a cell of {} characters: a workbook holds {} at most", characters(text), most_characters)});
        }
        if (!text.empty()) {
            check(worksheet_write_string(sheet, line, at(column), writable(text).c_str(), nullptr));
        }
    }

    lxw_format* number_format(int decimals) {
        const auto [found, is_new] = m_formats.try_emplace(decimals, nullptr);
        if (is_new) {
            found->second = workbook_add_format(m_book.get());
            format_set_num_format(found->second, decimals < 0 ? "0" : decimals == 0 ? "#,##0" : ("#,##0." + std::string(static_cast<std::size_t>(decimals), '0')).c_str());
        }
        return found->second;
    }

    std::unique_ptr<lxw_workbook, CloseWorkbook> m_book;
    lxw_format* m_heading = nullptr;
    std::map<int, lxw_format*> m_formats;
};

}  // namespace

std::string workbook(std::span<const SheetPage> pages, const std::string& title) {
    const TemporaryFolder folder;
    const std::string file = folder.name() + "/workbook.xlsx";
    Writer writer(file, folder.name(), title);
    for (const SheetPage& page : pages) {
        writer.add(page);
    }
    writer.close();
    return read_file(file);
}

}  // namespace maillage::io
