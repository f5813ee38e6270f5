#include "base/text.hpp"

#include <gtest/gtest.h>

namespace maillage {
namespace {

TEST(Text, FoldedAsciiIsFoldedAsWithinAWiderText) {
    for (int first = 1; first < 128; ++first) {  // "é" sends the same letters through ICU
        const std::string text{'A', static_cast<char>(first), 'z', static_cast<char>(first), static_cast<char>(first), '9'};
        EXPECT_EQ(folded(text) + " e", folded(text + " é")) << first;
    }
}

TEST(Text, FoldedDropsAccentsCaseAndPunctuation) {
    EXPECT_EQ(folded("L'Île-Saint-Denis"), "l ile saint denis");
    EXPECT_EQ(folded("  CŒUR de  Savoie "), "coeur de savoie");
    EXPECT_EQ(folded("Œuvre"), "oeuvre");
}

TEST(Text, TrimTakesNoBreakSpaces) {
    EXPECT_EQ(trim("\u00A0 a b\u202F\r\n"), "a b");
    EXPECT_EQ(trim(" \t"), "");
}

TEST(Text, Utf8IsStrict) {
    EXPECT_TRUE(is_utf8("é€𝄞"));
    EXPECT_FALSE(is_utf8("\xE9t\xE9"));
    EXPECT_FALSE(is_utf8("\xC0\x80"));
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_utf8("\xE2\x82"));
}

TEST(Text, Cp1252GivesFrenchLettersAndEuro) { EXPECT_EQ(utf8_of_cp1252("\xE9t\xE9 \x80 \x9Cuvre"), "été € œuvre"); }

TEST(Text, NearestWordSuggestsOnlyTheClose) {
    EXPECT_EQ(nearest_word("--gazeteer", {"--gazetteer", "--region"}), "--gazetteer");
    EXPECT_EQ(nearest_word("zzzz", {"--gazetteer", "--region"}), std::nullopt);
}

}  // namespace
}  // namespace maillage
