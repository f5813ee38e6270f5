#include "formats/workbook_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/layers.hpp"
#include "stages/draw.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::formats {
namespace {

using testing::Contains;
using testing::ElementsAre;

/// B and C have nothing; C is the larger.
Result result_of(Study study = {}) {
    study.ptce.path = "dossier/ptce.csv";
    Result result = stages::drawn(test::Staged(test::Grid({"aABBCCC", "AABBCCC"}).inputs(), study).result());
    result.versions = {{"maillage", "1.2.3"}};
    result.sources = {{"dossier/ptce.csv", "abc", 1234}, {"PG:dbname=geo host=b password=secret table=t", "def", 5}};
    return result;
}

std::vector<SheetPage> pages_of(const Result& result) { return workbook_pages(result, layer_features(result)); }

std::vector<std::string> names(const std::vector<SheetPage>& pages) {
    std::vector<std::string> all;
    for (const SheetPage& page : pages) {
        all.push_back(page.name);
    }
    return all;
}

TEST(FormatsWorkbookPages, APageASubjectAndPaceWhereThereAreYears) {
    EXPECT_THAT(names(pages_of(result_of())), ElementsAre("Lisez-moi", "Pays non couverts", "Zones blanches", "Pays", "PTCE", "Régions", "Constats"));
    Result dated = result_of();
    dated.pace.emplace();
    EXPECT_THAT(names(pages_of(dated)), ElementsAre("Lisez-moi", "Pays non couverts", "Zones blanches", "Pays", "PTCE", "Régions", "Rythme", "Constats"));
}

TEST(FormatsWorkbookPages, RowsFillTheirColumns) {
    for (const SheetPage& page : pages_of(result_of())) {
        for (const auto& row : page.rows) {
            EXPECT_EQ(row.size(), page.titles.empty() ? 2 : page.titles.size()) << page.name;
        }
        EXPECT_TRUE(page.titles.empty() || (page.titles.size() == page.decimals.size() && page.titles.size() == page.widths.size())) << page.name;
    }
}

TEST(FormatsWorkbookPages, GapsComeByRank) {
    const SheetPage gaps = pages_of(result_of())[1];
    ASSERT_EQ(gaps.rows.size(), 2U);
    EXPECT_EQ(gaps.rows[0][0], Value{"C"});
    EXPECT_EQ(gaps.rows[1][0], Value{"B"});
}

TEST(FormatsWorkbookPages, TheFirstPageSaysWhatWasReadAndNoSecret) {
    const SheetPage first = pages_of(result_of())[0];
    std::vector<std::string> texts;
    for (const auto& row : first.rows) {
        texts.push_back(std::get<std::string>(row[1]));
    }
    EXPECT_THAT(texts, Contains("ptce.csv · 1\u202f234 · SHA-256 abc"));
    EXPECT_THAT(texts, Contains("PG:dbname=geo table=t · 5 · SHA-256 def"));
    EXPECT_THAT(texts, Contains("maillage 1.2.3"));
}

}  // namespace
}  // namespace maillage::formats
