#include "stages/validate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

Territory renamed(Territory territory, const std::string& code, const std::string& name, std::size_t row) {
    territory.code = territory.source_code = code;
    territory.name = name;
    territory.row = row;
    return territory;
}

TEST(ValidateTerritories, SameCodeSameNameIsADuplicateOtherNameIsParted) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = grid.inputs();
    const std::vector<Territory> drawn = inputs.territories;
    inputs.territories = {renamed(drawn[0], "X", "Zoulou", 1), renamed(drawn[1], "X", "Alpha", 2), renamed(drawn[0], "X", "Zoulou", 3)};
    inputs.territories_read = 3;
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 1);
    ASSERT_EQ(inputs.territories.size(), 2U);
    EXPECT_EQ(inputs.territories[0].code, "X~1");
    EXPECT_EQ(inputs.territories[0].name, "Alpha");
    EXPECT_EQ(inputs.territories[1].code, "X~2");
    const std::vector<Finding> duplicates = found(inputs.findings, FindingCode::territory_duplicate);
    ASSERT_EQ(duplicates.size(), 1U);
    EXPECT_EQ(duplicates[0].row, 3U);
    EXPECT_EQ(parameter(duplicates[0], "first"), "1");
    EXPECT_EQ(found(inputs.findings, FindingCode::territory_same_code).size(), 2U);
}

TEST(ValidateTerritories, ABowTieIsRepairedIntoItsTwoTriangles) {
    const Grid grid({"A"});
    stages::Inputs inputs = grid.inputs();
    inputs.territories[0].outline = {{{{2, 47}, {3, 48}, {3, 47}, {2, 48}, {2, 47}}, {}}};
    (void)stages::validate_territories(inputs);
    ASSERT_EQ(inputs.territories.size(), 1U);
    EXPECT_EQ(inputs.territories[0].outline.size(), 2U);
    EXPECT_EQ(found(inputs.findings, FindingCode::territory_repaired).size(), 1U);
}

TEST(ValidateTerritories, WhatNoPolygonIsLeftOfIsRejectedAndCounted) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = grid.inputs();
    inputs.territories[0].outline = {{{{2, 47}, {3, 47}, {2, 47}, {2, 47}}, {}}};
    inputs.territories[1].outline[0].shell[1].lon = std::nan("");
    (void)stages::validate_territories(inputs);
    EXPECT_EQ(inputs.territories.size(), 1U);
    EXPECT_EQ(inputs.territories_rejected, 2);
    EXPECT_EQ(found(inputs.findings, FindingCode::territory_unrepairable).size(), 2U);
    inputs.territories[0].outline.clear();
    EXPECT_THROW((void)stages::validate_territories(inputs), InputError);
}

TEST(ValidateFacilities, DuplicatesAndSharedIds) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    for (const char* const name : {"Un", "Deux", "Un"}) {
        add(inputs, at("p", grid.centre(0, 0)));
        inputs.facilities.rows.back().name = name;
    }
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.inputs.facilities.rows[2].settled, Bucket::duplicate);
    EXPECT_EQ(run.facility("p~1").name, "Deux");
    EXPECT_EQ(run.facility("p~2").name, "Un");
    EXPECT_EQ(run.coverage.ledger.facilities.at(Bucket::duplicate), 1);
    EXPECT_EQ(run.covered("A").counted, 2);
}

TEST(ValidateFacilities, TwoIdsOfOneNameAtOnePlaceAreBothKept) {
    const Grid grid({"A"});
    stages::Inputs inputs = grid.inputs();
    for (const char* const id : {"p", "q"}) {
        add(inputs, at(id, grid.centre(0, 0)));
        inputs.facilities.rows.back().name = id == std::string("p") ? "Pôle Île" : "pole ile";
    }
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").counted, 2);
    EXPECT_EQ(run.found(FindingCode::facility_same_place).size(), 1U);
}

TEST(ValidateFacilities, ALostZeroIsPutBackAndSaid) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    std::string code = grid.commune(0, 1);
    ASSERT_EQ(code.front(), '0');
    code.erase(0, 1);
    add(inputs, in_commune("plain", code));
    add(inputs, in_commune("real", code + ".0"));
    add(inputs, in_commune("unknown", "99999"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("plain"), "B");
    EXPECT_EQ(run.territory("real"), "B");
    EXPECT_EQ(run.bucket("unknown"), Bucket::without_location);
    EXPECT_EQ(run.found(FindingCode::facility_code_zero_restored).size(), 2U);
    EXPECT_EQ(run.found(FindingCode::facility_unknown_code).size(), 1U);
}

TEST(ValidateFacilities, SwappedCoordinatesAreSetRightOnlyWhereTheyThenFallInAPays) {
    const Grid grid({"A"});
    stages::Inputs inputs = grid.inputs();
    const Point centre = grid.centre(0, 0);
    add(inputs, at("swapped", {centre.lat, centre.lon}));
    add(inputs, at("elsewhere", {30, 10}));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("swapped"), "A");
    EXPECT_EQ(run.bucket("elsewhere"), Bucket::outside);
    EXPECT_EQ(run.found(FindingCode::facility_swapped_coordinates).size(), 1U);
}

}  // namespace
}  // namespace maillage::test
