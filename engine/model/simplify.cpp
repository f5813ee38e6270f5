#include "model/simplify.hpp"

#include <array>
#include <charconv>

#include "base/number.hpp"
#include "base/text.hpp"

namespace maillage {

namespace {

constexpr double farthest_m = 20'037'508;  // half the equator
constexpr std::int64_t most_vertices = 1'000'000'000;

}  // namespace

std::optional<Simplify> simplify_of(std::string_view text) {
    const std::string_view whole = trim(text);
    const auto before = [&](std::string_view unit) -> std::optional<std::string_view> {
        return whole.ends_with(unit) ? std::optional(trim(whole.substr(0, whole.size() - unit.size()))) : std::nullopt;
    };
    for (const std::string_view unit : {"pts", "sommets"}) {
        if (const auto digits = before(unit)) {
            const std::optional<std::int64_t> count = parse_integer(*digits);
            if (!count || *count < 1 || *count > most_vertices) {
                return std::nullopt;
            }
            return Simplify{std::nullopt, static_cast<std::size_t>(*count)};
        }
    }
    const auto digits = before("m");
    const std::optional<double> metres = digits ? parse_number(*digits) : std::nullopt;
    return metres && *metres > 0 && *metres <= farthest_m ? std::optional(Simplify{metres, std::nullopt}) : std::nullopt;
}

std::string text_of(const Simplify& simplify) {
    if (simplify.vertices) {
        return std::to_string(*simplify.vertices) + "pts";
    }
    std::array<char, 400> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), *simplify.tolerance_m, std::chars_format::fixed);
    return std::string(digits.data(), written.ptr) + "m";
}

}  // namespace maillage
