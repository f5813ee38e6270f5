#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "base/error.hpp"

namespace maillage {

namespace {

constexpr std::array<std::string_view, 9> blanks{" ", "\t", "\r", "\n", "\v", "\f", "\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF"};

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0x80U) == 0U; });
}

/// What ICU would make of it: of ASCII only letters and digits are kept, and only capitals change.
std::string folded_ascii(std::string_view text) {
    std::string kept;
    bool gap = false;
    for (const char letter : text) {
        const bool capital = letter >= 'A' && letter <= 'Z';
        if (!capital && !(letter >= 'a' && letter <= 'z') && !(letter >= '0' && letter <= '9')) {
            gap = true;
            continue;
        }
        if (gap && !kept.empty()) {
            kept += ' ';
        }
        gap = false;
        kept += capital ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return kept;
}

}  // namespace

std::string_view trim(std::string_view text) {
    bool again = true;
    while (again && !text.empty()) {
        again = false;
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                again = true;
            }
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
        }
    }
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (true) {
        const std::size_t to = text.find(separator, from);
        if (to == std::string_view::npos) {
            parts.emplace_back(text.substr(from));
            return parts;
        }
        parts.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) {
            text += separator;
        }
        text += part;
    }
    return text;
}

std::string folded(std::string_view text) {
    if (is_ascii(text)) {
        return folded_ascii(text);
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status) != 0) {
        throw LibraryError({"ICU : pas de table de normalisation", "ICU: no normalisation table"});
    }
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    wide.foldCase();
    const icu::UnicodeString parted = nfkd->normalize(wide, status);
    icu::UnicodeString kept;
    bool gap = false;
    for (int32_t i = 0; i < parted.length(); i = parted.moveIndex32(i, 1)) {
        const UChar32 letter = parted.char32At(i);
        if (u_charType(letter) == U_NON_SPACING_MARK) {
            continue;
        }
        if (u_isalnum(letter) == 0) {
            gap = true;
            continue;
        }
        if (gap && !kept.isEmpty()) {
            kept.append(static_cast<UChar32>(' '));
        }
        gap = false;
        if (letter == 0x153) {  // œ has no decomposition
            kept.append(static_cast<UChar32>('o')).append(static_cast<UChar32>('e'));
        } else if (letter == 0xE6) {
            kept.append(static_cast<UChar32>('a')).append(static_cast<UChar32>('e'));
        } else {
            kept.append(letter);
        }
    }
    std::string result;
    kept.toUTF8String(result);
    return result;
}

bool is_utf8(std::string_view bytes) {
    std::size_t i = 0;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    while (i < bytes.size()) {
        const unsigned char lead = byte(i);
        if (lead < 0x80U) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
        if (lead < 0xC2U || lead > 0xF4U || i + length > bytes.size()) {
            return false;
        }
        for (std::size_t k = 1; k < length; ++k) {
            if ((byte(i + k) & 0xC0U) != 0x80U) {
                return false;
            }
        }
        const unsigned char second = byte(i + 1);
        const bool overlong = (lead == 0xE0U && second < 0xA0U) || (lead == 0xF0U && second < 0x90U);
        const bool beyond = (lead == 0xEDU && second > 0x9FU) || (lead == 0xF4U && second > 0x8FU);
        if (overlong || beyond) {
            return false;
        }
        i += length;
    }
    return true;
}

std::string utf8_of_cp1252(std::string_view bytes) {
    // 0x80..0x9F of Windows-1252 (Unicode Consortium, CP1252.TXT); undefined bytes give U+FFFD.
    constexpr std::array<char16_t, 32> high{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char raw : bytes) {
        const auto byte = static_cast<unsigned char>(raw);
        const unsigned code = byte >= 0x80U && byte < 0xA0U ? high[byte - 0x80U] : byte;
        if (code < 0x80U) {
            text += static_cast<char>(code);
        } else if (code < 0x800U) {
            text += static_cast<char>(0xC0U | (code >> 6U));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        } else {
            text += static_cast<char>(0xE0U | (code >> 12U));
            text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        }
    }
    return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > limit) {
        return b.size() - a.size();
    }
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        std::size_t least = row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t swap = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, diagonal + 1, swap});
            least = std::min(least, row[j + 1]);
        }
        if (least > limit) {
            return least;
        }
    }
    return row.back();
}

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known) {
    std::optional<std::string> best;
    std::size_t best_distance = word.size() / 3 + 1;
    for (const std::string& candidate : known) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance <= best_distance && (!best || distance < best_distance)) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace maillage
