#include "formats/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/cell.hpp"
#include "base/text.hpp"

namespace maillage::formats {

std::string cell(const Value& value) {
    struct Visitor {
        std::string operator()(std::monostate) const { return ""; }
        std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
        std::string operator()(double number) const { return fmt::format("{}", number); }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(const std::vector<std::string>& list) const { return join(list, " "); }
    };
    return std::visit(Visitor{}, value);
}

namespace {

std::string quoted(const std::string& given, char separator) {
    const std::string text = neutralised(given);
    if (text.find(separator) == std::string::npos && text.find_first_of("\"\r\n") == std::string::npos && trim(text) == text) {
        return text;
    }
    std::string result = "\"";
    for (const char letter : text) {
        result += letter;
        if (letter == '"') {
            result += '"';
        }
    }
    return result + '"';
}

std::string line_of(const std::vector<std::string>& cells, char separator) {
    std::string line;
    for (const std::string& cell : cells) {
        if (&cell != &cells.front()) {
            line += separator;
        }
        line += quoted(cell, separator);
    }
    return line + '\n';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) { return line_of(cells, ','); }

std::string excel_line(const std::vector<Value>& values) {
    std::vector<std::string> cells;
    for (const Value& value : values) {
        std::string text = cell(value);
        if (std::holds_alternative<double>(value)) {
            std::replace(text.begin(), text.end(), '.', ',');
        }
        cells.push_back(std::move(text));
    }
    return line_of(cells, ';');
}

std::vector<std::string> csv_titles(std::string_view text) {
    const bool excel = text.starts_with(byte_order_mark);
    const char separator = excel ? ';' : ',';
    std::vector<std::string> titles(1);
    bool quoted = false;
    for (std::size_t i = excel ? byte_order_mark.size() : 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == '"') {
            if (quoted && i + 1 < text.size() && text[i + 1] == '"') {
                titles.back() += text[++i];
            } else {
                quoted = !quoted;
            }
        } else if (!quoted && letter == separator) {
            titles.emplace_back();
        } else if (!quoted && letter == '\n') {
            break;
        } else {
            titles.back() += letter;
        }
    }
    return titles;
}

}  // namespace maillage::formats
