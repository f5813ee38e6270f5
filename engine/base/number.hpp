// Numbers read and written the same way under every locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maillage {

/// The whole text as a finite decimal number, point or comma as decimal mark; "nan", "inf" and 1e400 give none.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// The whole text as a whole number; "832.0" is 832, "832.5" none.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

/// Fixed decimals, point as decimal mark, never "-0".
[[nodiscard]] std::string fixed(double value, int decimals);

/// Shortest text that reads back as `value`; a whole number up to 2^53 without decimals, never "-0".
[[nodiscard]] std::string shortest(double value);
[[nodiscard]] std::string shortest(float value);

/// For people: thousands parted by a narrow no-break space and a decimal comma in French ("1 234,5"), "1,234.5" in English.
enum class Language { french, english };
[[nodiscard]] std::string readable(double value, int decimals, Language language);

}  // namespace maillage
