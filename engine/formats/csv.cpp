#include "formats/csv.hpp"

#include <fmt/format.h>

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

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& text : cells) {
        if (&text != &cells.front()) {
            line += ',';
        }
        if (text.find_first_of(",\"\r\n") == std::string::npos && trim(text) == text) {
            line += text;
            continue;
        }
        line += '"';
        for (const char letter : text) {
            line += letter;
            if (letter == '"') {
                line += '"';
            }
        }
        line += '"';
    }
    return line + '\n';
}

}  // namespace maillage::formats
