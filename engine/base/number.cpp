#include "base/number.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace maillage {

namespace {

constexpr double exact_limit = 9007199254740992.0;  // 2^53: beyond it doubles skip whole numbers

template <typename Real>
std::string shortest_of(Real value) {
    const bool whole = value == std::floor(value) && std::fabs(value) <= exact_limit;
    return whole ? fmt::format("{:.0f}", value == 0 ? Real{0} : value) : fmt::format("{}", value);
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    std::string plain(text);
    for (char& letter : plain) {
        if (letter == ',') {
            letter = '.';
        }
    }
    const char* first = plain.data();
    const char* const last = first + plain.size();
    if (first != last && *first == '+') {
        ++first;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(first, last, value);
    if (error != std::errc{} || end != last || first == last || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    const std::optional<double> value = parse_number(text);
    if (!value || *value != std::floor(*value) || std::fabs(*value) > exact_limit) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

std::string fixed(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.starts_with('-') && text.find_first_of("123456789") == std::string::npos) {
        text.erase(0, 1);
    }
    return text;
}

std::string shortest(double value) { return shortest_of(value); }

std::string shortest(float value) { return shortest_of(value); }

std::string readable(double value, int decimals, Language language) {
    const std::string plain = fixed(value, decimals);
    const std::size_t sign = plain.starts_with('-') ? 1 : 0;
    const std::size_t mark = plain.find('.') == std::string::npos ? plain.size() : plain.find('.');
    const bool french = language == Language::french;
    std::string text = plain.substr(0, sign);
    for (std::size_t i = sign; i < mark; ++i) {
        if (i != sign && (mark - i) % 3 == 0) {
            text += french ? "\u202F" : ",";
        }
        text += plain[i];
    }
    if (mark < plain.size()) {
        text += french ? ',' : '.';
        text += plain.substr(mark + 1);
    }
    return text;
}

}  // namespace maillage
