#include "stages/composition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/error.hpp"
#include "test_stages_compose_support.hpp"

namespace maillage::stages {
namespace {

using namespace compose_test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string said(const Layer& layer, const std::string& key, const std::string& by) {
    try {
        static_cast<void>(composition_table(layer, key, by));
    } catch (const InputError& error) {
        return error.said().fr;
    }
    return "";
}

TEST(Composition, RowsHaveAKeyAndATerritoryOrAreOutside) {
    Layer layer = table("t.csv", {"CODGEO", "PAYS"}, {{"01001", "X"}, {"01002", ""}, {"", "X"}, {"01003", "Y"}});
    layer.rows[3].malformed = true;
    const CompositionTable listed = composition_table(layer, "", "PAYS");
    ASSERT_EQ(listed.rows.size(), 1U);
    EXPECT_EQ(listed.rows[0].key, "01001");
    EXPECT_EQ(listed.rows[0].territory, "X");
    EXPECT_EQ(listed.rows[0].row, 2U);
    EXPECT_THAT(listed.outside, ElementsAre("01002"));
    EXPECT_EQ(listed.path, "t.csv");
    ASSERT_EQ(listed.findings.size(), 1U) << "a territory that has nobody to be";
    EXPECT_EQ(listed.findings[0].code, FindingCode::row_without_code);
    EXPECT_EQ(listed.findings[0].parameters[1].second, "4") << "the row of it";
}

TEST(Composition, TheDefaultKeyThatIsNotThereIsNamedWithWhatMayBeMeant) {
    const Layer layer = table("t.csv", {"Code", "PAYS"}, {});
    EXPECT_EQ(said(layer, "", "PAYS"), "t.csv: pas de colonne « CODGEO » ; nommer celle des codes avec --key (« Code » ?) ; colonnes : Code, PAYS");
    const Layer near = table("t.csv", {"PAYS", "CODGEO1"}, {});
    EXPECT_THAT(said(near, "", "PAYS"), HasSubstr("--key (« CODGEO1 » ?)"));
    const Layer none = table("t.csv", {"a", "PAYS"}, {});
    EXPECT_EQ(said(none, "", "PAYS"), "t.csv: pas de colonne « CODGEO » ; nommer celle des codes avec --key ; colonnes : a, PAYS");
    EXPECT_THAT(said(layer, "Cod", "PAYS"), HasSubstr("pas de colonne « Cod » (vouliez-vous dire « Code » ?)"));
}

TEST(Composition, AnEpciStandsForItsCommunes) {
    EXPECT_THAT(commune_codes("200000001", gazetteer()), ElementsAre("01001", "01002"));
    EXPECT_THAT(commune_codes("299999999", gazetteer()), IsEmpty());
    EXPECT_THAT(commune_codes("99999", gazetteer()), ElementsAre("99999"));
}

TEST(Composition, WhatTellsOfACommuneIsItsCodeElseWhatItBecameElseWhatItWas) {
    const auto telling = [](const std::string& code, const std::set<std::string>& listed) {
        return telling_codes(code, gazetteer(), [&](const std::string& one) { return listed.contains(one); });
    };
    EXPECT_THAT(telling("01009", {"01009", "01002"}), ElementsAre("01009"));
    EXPECT_THAT(telling("01009", {"01002", "01001"}), ElementsAre("01002"));
    EXPECT_THAT(telling("01002", {"01009"}), ElementsAre("01009"));
    EXPECT_THAT(telling("01002", {"01001"}), IsEmpty());
    EXPECT_THAT(telling("99999", {"01001"}), IsEmpty());
}

}  // namespace
}  // namespace maillage::stages
