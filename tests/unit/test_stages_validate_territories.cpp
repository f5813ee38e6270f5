#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include <algorithm>

#include "base/error.hpp"
#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "stages/validate.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> codes(const stages::Inputs& inputs) {
    std::vector<std::string> all;
    for (const Territory& one : inputs.territories) {
        all.push_back(one.code);
    }
    return all;
}

std::vector<std::string> names(const stages::Inputs& inputs) {
    std::vector<std::string> all;
    for (const Territory& one : inputs.territories) {
        all.push_back(one.name);
    }
    return all;
}

void rename(Territory& territory, const std::string& code, const std::string& name) {
    territory.code = territory.source_code = code;
    territory.name = name;
}

TEST(ValidateTerritories, SoundOnesAreSortedByCode) {
    stages::Inputs inputs = Grid({"CBA"}).inputs();
    std::reverse(inputs.territories.begin(), inputs.territories.end());
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    EXPECT_THAT(codes(inputs), ElementsAre("A", "B", "C"));
    EXPECT_THAT(inputs.findings, IsEmpty());
    EXPECT_EQ(inputs.territories_rejected, 0);
}

TEST(ValidateTerritories, SameCodeAndSameNameIsADuplicateOfTheFirstRow) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    rename(inputs.territories[1], "A", "Pays A");
    inputs.territories[2] = inputs.territories[0];
    inputs.territories[2].row = 3;
    std::reverse(inputs.territories.begin(), inputs.territories.end());
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 2);
    ASSERT_THAT(codes(inputs), ElementsAre("A"));
    EXPECT_EQ(inputs.territories.front().row, 1U);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::territory_duplicate);
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_EQ(findings[0].row, 2U);
    EXPECT_EQ(parameter(findings[0], "first"), "1");
    EXPECT_EQ(parameter(findings[0], "outline"), "différent");
    EXPECT_EQ(findings[1].row, 3U);
    EXPECT_EQ(parameter(findings[1], "outline"), "identique");
}

TEST(ValidateTerritories, SameCodeAndOtherNameAreKeptApartInTheOrderOfTheNames) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    rename(inputs.territories[0], "X", "Zorn");
    rename(inputs.territories[1], "X", "Ancenis");
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    EXPECT_THAT(codes(inputs), ElementsAre("C", "X~1", "X~2"));
    EXPECT_THAT(names(inputs), ElementsAre("Pays C", "Ancenis", "Zorn"));
    EXPECT_EQ(inputs.territories[1].source_code, "X");
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::territory_same_code);
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_EQ(findings[0].subject, "X~1");
    EXPECT_EQ(parameter(findings[1], "source_code"), "X");
}

TEST(ValidateTerritories, ADuplicateOfOneOfTwoNamesIsStillOne) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    rename(inputs.territories[0], "X", "Un");
    rename(inputs.territories[1], "X", "Deux");
    rename(inputs.territories[2], "X", "Un");
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 1);
    EXPECT_THAT(codes(inputs), ElementsAre("X~1", "X~2"));
    EXPECT_THAT(names(inputs), ElementsAre("Deux", "Un"));
}

TEST(ValidateTerritories, ACodeMadeUpNeverMeetsOneThatIsThere) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    rename(inputs.territories[0], "X", "Un");
    rename(inputs.territories[1], "X", "Deux");
    rename(inputs.territories[2], "X~1", "Trois");
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    const std::vector<std::string> all = codes(inputs);
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end()) << testing::PrintToString(all);
}

TEST(ValidateTerritories, ABowTieIsRepairedAndItsChangeOfAreaSaid) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    const Point o{2, 48};
    // two triangles that meet at (2.5, 48.5): as drawn, their signed areas cancel
    inputs.territories[0].outline = {Polygon{{o, {3, 49}, {3, 48}, {2, 49}, o}, {}}};
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    ASSERT_THAT(codes(inputs), ElementsAre("A", "B"));
    const MultiPolygon& outline = inputs.territories[0].outline;
    EXPECT_FALSE(geo::invalidity(outline).has_value());
    ASSERT_THAT(outline, SizeIs(2));
    const MultiPolygon box{Polygon{{o, {3, 48}, {3, 49}, {2, 49}, o}, {}}};
    EXPECT_NEAR(geo::area_km2(outline), geo::area_km2(box) / 2, geo::area_km2(box) * 0.01);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::territory_repaired);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "reason"), "Self-intersection");
    ASSERT_TRUE(findings[0].point.has_value());
    EXPECT_DOUBLE_EQ(findings[0].point->lon, 2.5);
    EXPECT_DOUBLE_EQ(findings[0].point->lat, 48.5);
}

TEST(ValidateTerritories, TheLimitOfRepairsIsTheStudys) {
    // two squares of 0.125° that overlap by a quarter of one: a seventh of their union, 14 %
    const auto overlapping = [] {
        stages::Inputs inputs = Grid({"AB"}).inputs();
        MultiPolygon& outline = inputs.territories[0].outline;
        outline.push_back(outline[0]);
        for (Point& point : outline[1].shell) {
            point = {point.lon - 0.0625, point.lat + 0.0625};
        }
        return inputs;
    };
    stages::Inputs inputs = overlapping();
    (void)stages::validate_territories(inputs);
    EXPECT_THAT(codes(inputs), ElementsAre("B"));
    EXPECT_EQ(inputs.territories_rejected, 1);
    Study study;
    study.repair_limit = 20;
    inputs = overlapping();
    (void)stages::validate_territories(inputs, study);
    EXPECT_THAT(codes(inputs), ElementsAre("A", "B"));
    EXPECT_EQ(inputs.territories_rejected, 0);
}

TEST(ValidateTerritories, WhatLeavesNoPolygonIsRejected) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    inputs.territories[0].outline = {Polygon{{{2, 48}, {3, 48}, {2, 48}, {2, 48}}, {}}};  // a line
    inputs.territories[1].outline = {Polygon{{{2, 48}, {3, 48}}, {}}};                    // too short for a ring
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    EXPECT_THAT(codes(inputs), ElementsAre("C"));
    EXPECT_EQ(inputs.territories_rejected, 2);
    EXPECT_THAT(found(inputs.findings, FindingCode::territory_unrepairable), SizeIs(2));
}

TEST(ValidateTerritories, NoneLeftIsAnError) {
    stages::Inputs inputs = Grid({"A"}).inputs();
    inputs.territories[0].outline = {Polygon{{{2, 48}, {3, 48}, {2, 48}, {2, 48}}, {}}};
    EXPECT_THROW(static_cast<void>(stages::validate_territories(inputs)), InputError);
}

TEST(ValidateTerritories, ApproximateOutlinesAreCountedOnce) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    inputs.territories[0].approximate = inputs.territories[2].approximate = true;
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::territory_outline_approximate);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "count"), "2");
}

TEST(ValidateTerritories, WhatNoPolygonIsLeftOfIsRejectedAndCounted) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = grid.inputs();
    inputs.territories[0].outline = {{{{2, 47}, {3, 47}, {2, 47}, {2, 47}}, {}}};
    inputs.territories[1].outline[0].shell[1].lon = std::nan("");
    (void)stages::validate_territories(inputs);
    EXPECT_EQ(inputs.territories.size(), 1U);
    EXPECT_EQ(inputs.territories_rejected, 2);
    EXPECT_EQ(found(inputs.findings, FindingCode::territory_unrepairable).size(), 1U);
    EXPECT_EQ(found(inputs.findings, FindingCode::territory_not_finite).size(), 1U);
    inputs.territories[0].outline.clear();
    EXPECT_THROW((void)stages::validate_territories(inputs), InputError);
}

}  // namespace
}  // namespace maillage::test
