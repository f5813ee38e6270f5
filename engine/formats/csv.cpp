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

}  // namespace maillage::formats
