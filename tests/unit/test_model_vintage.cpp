// A small country of codes, by hand:
//
//   code   2019 2020 2021        département 01 has 20 communes, 01001 to 01020
//   01018   x    x    .          merged into 01019 in 2021
//   01020   .    x    x          split off in 2020
#include "model/vintage.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace {

using maillage::CodeYears;
using maillage::Level;
using maillage::Vintage;
using maillage::vintage_of;
using testing::ElementsAre;
using testing::IsEmpty;

std::string code(int number) { return (number < 10 ? "0100" : "010") + std::to_string(number); }

CodeYears communes() {
    CodeYears years({2019, 2020, 2021});
    for (int i = 1; i <= 20; ++i) {
        years.add(code(i), i == 20 ? 2020 : 0, i == 18 ? 2020 : 9999);
    }
    years.add("02001", 0, 9999);
    return years;
}

std::vector<std::string> all_but(const std::vector<int>& left_out) {
    std::vector<std::string> codes;
    for (int i = 1; i <= 20; ++i) {
        if (std::find(left_out.begin(), left_out.end(), i) == left_out.end()) {
            codes.push_back(code(i));
        }
    }
    return codes;
}

std::optional<Vintage> found(const std::vector<std::string>& codes) {
    const CodeYears years = communes();
    return vintage_of(codes, {{Level::commune, &years}});
}

TEST(ModelVintage, HeldAndSpanFollowTheStays) {
    CodeYears years({2019, 2020, 2021, 2022});
    years.add("A", 2019, 2019);
    years.add("A", 2021, 2021);
    EXPECT_TRUE(years.held("A", 2019));
    EXPECT_FALSE(years.held("A", 2020));
    EXPECT_TRUE(years.held("A", 2021));
    EXPECT_FALSE(years.held("B", 2019));
    EXPECT_EQ(years.span("A"), (std::pair{2019, 2021}));
}

TEST(ModelVintage, ACompleteListTellsItsYear) {
    const auto first = found(all_but({20}));
    ASSERT_TRUE(first);
    EXPECT_EQ(std::pair(first->first, first->last), std::pair(2019, 2019));
    const auto second = found(all_but({}));
    EXPECT_EQ(std::pair(second->first, second->last), std::pair(2020, 2020));
    const auto third = found(all_but({18}));
    EXPECT_EQ(std::pair(third->first, third->last), std::pair(2021, 2021));
    EXPECT_EQ(third->held, 19U);
    EXPECT_EQ(third->codes, 19U);
    EXPECT_THAT(third->missing, IsEmpty());
}

TEST(ModelVintage, APartialListTellsTheYearsThatFitEquallyWell) {
    const auto any = found({code(1), code(2), code(3)});
    EXPECT_EQ(std::pair(any->first, any->last), std::pair(2019, 2021));
    EXPECT_THAT(any->missing, IsEmpty()) << "three of twenty is no attempt at the whole";
    const auto with_former = found({code(1), code(2), code(18)});
    EXPECT_EQ(std::pair(with_former->first, with_former->last), std::pair(2019, 2020));
}

TEST(ModelVintage, OneThatLacksACodeSaysWhich) {
    const auto lacking = found(all_but({7, 18}));
    EXPECT_EQ(std::pair(lacking->first, lacking->last), std::pair(2021, 2021));
    EXPECT_THAT(lacking->missing, ElementsAre(code(7)));
}

TEST(ModelVintage, MixedYearsTakeTheOneThatKnowsMost) {
    const auto mixed = found({code(18), code(20), code(1), code(2)});
    EXPECT_EQ(mixed->last, 2020);
    EXPECT_EQ(mixed->held, 4U);
}

// 2018 stands for all years before: what was there in 2015 and what was there in 2018 are both its own.
TEST(ModelVintage, TheOpenFirstYearIsTakenOnlyWhereItKnowsMore) {
    CodeYears years({2018, 2019, 2020}, true);
    for (int i = 1; i <= 10; ++i) {
        years.add(code(i), 0, i > 8 ? 2018 : 9999);
    }
    const auto old = vintage_of({code(1), code(2), code(3), code(9)}, {{Level::commune, &years}});
    EXPECT_TRUE(old->or_before);
    EXPECT_EQ(old->last, 2018);
    EXPECT_EQ(old->held, 4U);
    EXPECT_THAT(old->missing, IsEmpty());
    const auto any = vintage_of({code(1), code(2), code(3)}, {{Level::commune, &years}});
    EXPECT_FALSE(any->or_before);
    EXPECT_EQ(std::pair(any->first, any->last), std::pair(2019, 2020));
}

TEST(ModelVintage, CodesOfNoLevelAreOfNoVintage) {
    EXPECT_FALSE(found({"A", "B", "C"}));
    EXPECT_FALSE(found({code(1), code(2)})) << "two codes are too few";
    EXPECT_FALSE(found({code(1), code(2), code(3), "X"})) << "three of four is under 80 %";
    EXPECT_FALSE(vintage_of({"A", "B", "C"}, {}));
}

// Every région's code is a département's too; the level that the codes fill more fully is meant.
TEST(ModelVintage, OfTwoLevelsThatKnowTheCodesTheSmallerIsMeant) {
    CodeYears departements({2026});
    CodeYears regions({2026});
    for (const char* one : {"11", "24", "27", "28", "32"}) {
        departements.add(one, 0, 9999);
        regions.add(one, 0, 9999);
    }
    departements.add("33", 0, 9999);
    const auto vintage = vintage_of({"11", "24", "27"}, {{Level::departement, &departements}, {Level::region, &regions}});
    EXPECT_EQ(vintage->level, Level::region);
    EXPECT_EQ(vintage_of({"11", "24", "33"}, {{Level::departement, &departements}, {Level::region, &regions}})->level, Level::departement);
}

TEST(ModelVintage, DepartementOfACommuneCode) {
    EXPECT_EQ(maillage::departement_of("01004"), "01");
    EXPECT_EQ(maillage::departement_of("2A004"), "2A");
    EXPECT_EQ(maillage::departement_of("97411"), "974");
    EXPECT_EQ(maillage::departement_of("98735"), "987");
}

}  // namespace
