#include "paint.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/text.hpp"

namespace maillage::tool {

namespace {

constexpr const char* bold = "\033[1m";
constexpr const char* bold_red = "\033[1;31m";
constexpr const char* plain = "\033[0m";

bool is_set(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

bool is_indented(const std::string& line) { return line.starts_with(' '); }

}  // namespace

bool has_colour(std::FILE* stream) {
    const char* const terminal = std::getenv("TERM");
    return isatty(fileno(stream)) == 1 && !is_set("NO_COLOR") && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::string alarming(std::string_view text) { return has_colour(stderr) ? bold_red + std::string(text) + plain : std::string(text); }

std::string page(std::string_view text) {
    if (!has_colour(stdout)) {
        return std::string(text);
    }
    std::vector<std::string> lines = split(text, '\n');
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (!lines[i].empty() && !is_indented(lines[i]) && is_indented(lines[i + 1])) {
            lines[i] = bold + lines[i] + plain;
        }
    }
    return join(lines, "\n");
}

}  // namespace maillage::tool
