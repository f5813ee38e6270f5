#include "io/table_titles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

/// One row a word of the drawing: w a word, 1 a number, . a blank cell.
std::size_t heading_of(const std::vector<std::string>& drawn) {
    Rows rows;
    for (const std::string& drawing : drawn) {
        std::vector<std::string> cells;
        for (const char letter : drawing) {
            cells.push_back(letter == '.' ? "" : std::string(1, letter));
        }
        rows.push_back(cells);
    }
    return heading_rank(rows);
}

TEST(TableTitles, TheFirstRowIsTheHeadingOfAPlainTable) {
    EXPECT_EQ(heading_of({"ww", "w1", "w1"}), 0U);
    EXPECT_EQ(heading_of({"w"}), 0U);
    EXPECT_EQ(heading_of({"w", "w", "w"}), 0U);
    EXPECT_EQ(heading_of({"wwwwww", "w.....", "w1....", "w....."}), 0U);  // sparse rows
    EXPECT_EQ(heading_of({"wwww", "w...", "w...", "wwww"}), 0U);
    EXPECT_EQ(heading_of({}), 0U);
}

TEST(TableTitles, ATitleAboveIsPassedOver) {
    EXPECT_EQ(heading_of({"w....", "wwwww", "w1111"}), 1U);
    EXPECT_EQ(heading_of({"w....", "w....", ".....", "wwwww", "w1111", "w1..1"}), 3U);
    EXPECT_EQ(heading_of({".....", "wwwww", "w1111"}), 1U);
    EXPECT_EQ(heading_of({"ww...", "wwwww", "w1111"}), 1U);  // "Mise à jour | 1er mars"
    EXPECT_EQ(heading_of({"w.", "ww", "w1"}), 1U);
    EXPECT_EQ(heading_of({"w....", "www11", "w1111"}), 1U);  // years as titles, fewer than words
}

TEST(TableTitles, ARowOfDataIsNoHeading) {
    EXPECT_EQ(heading_of({"w", "w", "ww", "w", "w"}), 0U);  // one row too long in a list
    EXPECT_EQ(heading_of({"ww..", "1111", "1111"}), 0U);    // numbers: decimal commas parted them
    EXPECT_EQ(heading_of({"w...", "wwww"}), 0U);            // nothing below bears it out
    std::vector<std::string> far(11, "w....");
    far.insert(far.end(), {"wwwww", "w1111", "w1111"});
    EXPECT_EQ(heading_of(far), 0U);  // more than ten rows above
    far.erase(far.begin());
    EXPECT_EQ(heading_of(far), 10U);
}

TEST(TableTitles, AColumnNamedTwiceNamesBoth) {
    const Place place{"a.csv", "", 3};
    EXPECT_THAT(thrown<InputError>([&] {
                    refuse_bad_titles({"code", "nom", "", "", "nom"}, place, false);
                }),
                HasSubstr("a.csv: ligne 3: la colonne « nom » figure deux fois (colonnes 2 et 5)"));
    EXPECT_THAT(thrown<InputError>([&] {
                    refuse_bad_titles({"code", "nom", "", "", "nom"}, place, true);
                }),
                HasSubstr("(colonnes B et E)"));
    EXPECT_THAT(thrown<InputError>([&] { refuse_bad_titles({"", ""}, place, true); }), HasSubstr("titres manque"));
    EXPECT_NO_THROW(refuse_bad_titles({"nom", "Nom", "", ""}, place, true));
}

TEST(TableTitles, ColumnsBearTheLettersOfASheet) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(701), "ZZ");
    EXPECT_EQ(column_letters(702), "AAA");
    EXPECT_EQ(column_letters(16383), "XFD");  // the last of Excel
}

TEST(TableTitles, NoBreakSpacesAreTakenOffAndCounted) {
    Trimmer trimmer;
    EXPECT_EQ(trimmer("\xC2\xA0"
                      "01004"),
              "01004");
    EXPECT_EQ(trimmer("Bourg\xE2\x80\xAF "), "Bourg");
    EXPECT_EQ(trimmer("\xC2\xA0"), "");
    EXPECT_EQ(trimmer(" 1\xC2\xA0"
                      "234 "),
              "1\xC2\xA0"
              "234");  // within: left, not counted
    EXPECT_EQ(trimmer("été"), "été");
    EXPECT_EQ(trimmer("  "), "");
    Layer layer;
    trimmer.note(layer);
    ASSERT_EQ(layer.findings.size(), 1U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::no_break_spaces);
    EXPECT_EQ(layer.findings[0].parameters[0].second, "3");
    Layer other;
    Trimmer().note(other);
    EXPECT_TRUE(other.findings.empty());
}

}  // namespace
}  // namespace maillage::io
