#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "stages/compose.hpp"
#include "stages/composition.hpp"
#include "support/staged.hpp"
#include "test_stages_compose_support.hpp"

namespace maillage::stages {
namespace {

using namespace compose_test;
using test::parameter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Layer two_kinds = table("b.csv", {"Nature", "Siren"}, {{"PETR", "111"}, {"SIVU", "222"}, {"PETR", "333"}});

std::vector<std::size_t> rows_chosen(const std::vector<std::string>& conditions) {
    std::vector<std::size_t> rows;
    for (const LayerRow& row : chosen(two_kinds, conditions).rows) {
        rows.push_back(row.number);
    }
    return rows;
}

std::string refusal(const std::vector<std::string>& conditions) {
    try {
        static_cast<void>(chosen(two_kinds, conditions));
    } catch (const Error& error) {
        return error.said().fr;
    }
    return "";
}

TEST(ComposeMembers, ConditionsChooseRows) {
    EXPECT_THAT(rows_chosen({}), ElementsAre(2U, 3U, 4U));
    EXPECT_THAT(rows_chosen({"Nature=PETR"}), ElementsAre(2U, 4U));
    EXPECT_THAT(rows_chosen({"Nature = PETR", "Siren=333"}), ElementsAre(4U));
}

TEST(ComposeMembers, AConditionThatNoRowFitsIsAnError) {
    EXPECT_EQ(refusal({"Nature=PET"}), "b.csv: aucune ligne où « Nature » vaut « PET » (vouliez-vous dire « PETR » ?) ; valeurs : PETR, SIVU");
    EXPECT_EQ(refusal({"Nature=PETR", "Siren=222"}), "b.csv: aucune ligne où « Siren » vaut « 222 » ; valeurs : 111, 333");
    EXPECT_THAT(refusal({"Natur=PETR"}), HasSubstr("pas de colonne « Natur »"));
    EXPECT_THAT(refusal({"PETR"}), HasSubstr("--where attend COLONNE=VALEUR, pas « PETR »"));
    EXPECT_THROW(static_cast<void>(chosen(two_kinds, {"=PETR"})), UsageError);
}

CompositionTable listed(const std::vector<Cells>& rows) { return composition_table(table("t.csv", {"CODGEO", "PAYS"}, rows), "", "PAYS"); }

const Layer plain_communes = table("c.geojson", {"code"}, {{"01001"}, {"01002"}});
const Layer communes_with_epci = table("c.geojson", {"code", "epci"}, {{"01001", "200000009"}, {"01002", "200000009"}, {"02001", ""}});

TEST(ComposeMembers, CommunesAndEpciMayMeetInOneTable) {
    const TerritoryOf found = territory_of(listed({{"200000001", "X"}, {"02001", "Y"}}), plain_communes, gazetteer());
    EXPECT_THAT(found.codes, ElementsAre("X", "Y"));
    ASSERT_THAT(found.by_commune, SizeIs(3));
    EXPECT_EQ(found.by_commune.at("01001").territory, "X");
    EXPECT_EQ(found.by_commune.at("01002").territory, "X");
    EXPECT_EQ(found.by_commune.at("01002").row, 2U);
    EXPECT_EQ(found.by_commune.at("02001").territory, "Y");
    EXPECT_THAT(found.findings, IsEmpty());
}

TEST(ComposeMembers, TheLayersOwnEpciGoBeforeTheGazetteers) {
    const CompositionTable epci = listed({{"200000009", "X"}});
    EXPECT_FALSE(needs_gazetteer(epci, communes_with_epci));
    EXPECT_TRUE(needs_gazetteer(epci, plain_communes));
    EXPECT_FALSE(needs_gazetteer(listed({{"01001", "X"}}), plain_communes));
    const TerritoryOf found = territory_of(epci, communes_with_epci, {});
    EXPECT_THAT(found.by_commune, SizeIs(2));
    EXPECT_THAT(found.findings, IsEmpty());
}

TEST(ComposeMembers, AnEpciThatNothingKnowsIsAFindingOnce) {
    const TerritoryOf found = territory_of(listed({{"200000001", "X"}, {"299999999", "Y"}, {"299999999", "Y"}}), plain_communes, gazetteer());
    EXPECT_THAT(found.codes, ElementsAre("X", "Y"));
    ASSERT_THAT(found.findings, SizeIs(1));
    EXPECT_EQ(found.findings[0].code, FindingCode::composition_unknown_epci);
    EXPECT_EQ(found.findings[0].subject, "299999999");
    EXPECT_EQ(found.findings[0].row, 3U);
    EXPECT_EQ(found.findings[0].path, "t.csv");
    EXPECT_EQ(parameter(found.findings[0], "codes"), "299999999");
}

TEST(ComposeMembers, ACommuneInTwoTerritoriesIsAnError) {
    const auto error = [](const std::vector<Cells>& rows) {
        try {
            static_cast<void>(territory_of(listed(rows), plain_communes, gazetteer()));
        } catch (const InputError& refused) {
            return refused.said().fr;
        }
        return std::string();
    };
    EXPECT_EQ(error({{"01001", "X"}, {"01001", "Y"}}), "t.csv: ligne 3: la commune 01001 est dans deux territoires : X et Y");
    EXPECT_EQ(error({{"200000001", "X"}, {"01002", "Y"}}), "t.csv: ligne 3: la commune 01002 est dans deux territoires : X et Y");
    EXPECT_EQ(error({{"01001", "X"}, {"01001", "X"}}), "");
    EXPECT_EQ(error({}), "t.csv: aucune ligne n'a de territoire");
}

TEST(ComposeMembers, CommunesListedWithoutATerritoryAreOutside) {
    const TerritoryOf found = territory_of(listed({{"02001", "Y"}, {"200000001", ""}, {"03001", ""}}), plain_communes, gazetteer());
    EXPECT_THAT(found.outside, ElementsAre("01001", "01002", "03001"));
}

}  // namespace
}  // namespace maillage::stages
