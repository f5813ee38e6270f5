// Text helpers: UTF-8 in, UTF-8 out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maillage {

/// Without leading and trailing ASCII blanks and no-break spaces (U+00A0, U+202F).
[[nodiscard]] std::string_view trim(std::string_view text);

/// The parts between separators; always at least one part.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// For comparing names: no accents, no case, œ as oe, everything but letters and digits as one blank (ICU).
/// "L'Île-Saint-Denis" -> "l ile saint denis".
[[nodiscard]] std::string folded(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Bytes of Windows-1252 (a superset of printable Latin-1) as UTF-8; never fails.
[[nodiscard]] std::string utf8_of_cp1252(std::string_view bytes);

/// Levenshtein distance of two texts, byte by byte (Wagner & Fischer 1974); where it is more than `limit`, some number that is too.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit = std::string_view::npos);

/// The word of `known` nearest to `word` by edit distance, when at most a third of it differs.
[[nodiscard]] std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace maillage
