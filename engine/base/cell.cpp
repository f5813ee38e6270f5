#include "base/cell.hpp"

#include "base/number.hpp"

namespace maillage {

namespace {

constexpr std::string_view openers = "=+-@\t\r";

/// Does it begin like a formula, whatever the apostrophes before?
bool is_like_formula(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\'');
    return first != std::string_view::npos && openers.find(text[first]) != std::string_view::npos;
}

}  // namespace

std::string neutralised(std::string_view text) { return is_like_formula(text) && !parse_number(text) ? "'" + std::string(text) : std::string(text); }

std::string_view as_written(std::string_view text) { return text.starts_with('\'') && is_like_formula(text) ? text.substr(1) : text; }

}  // namespace maillage
