#include "stages/sensitivity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double hair = 1e-4;  // of longitude: some 7.5 m

Facility uncertain(Facility facility) {
    facility.uncertainty_m = 10;
    return facility;
}

/// In the cell, just west of the next one's border; just east of the last one's.
Point at_east_side(const Grid& grid, std::size_t column) { return {grid.corner(0, column + 1).lon - hair, grid.centre(0, column).lat}; }
Point at_west_side(const Grid& grid, std::size_t column) { return {grid.corner(0, column).lon + hair, grid.centre(0, column).lat}; }

/// "-A p": A is lost if p is elsewhere. "+B p q": B is gained if p or q is there.
std::vector<std::string> flips(const Staged& run) {
    std::vector<std::string> told;
    for (const Flip& flip : run.sensitivity.value().flips) {
        told.push_back((flip.gains ? "+" : "-") + run.inputs.territories[flip.territory].code);
        for (const std::size_t facility : flip.facilities) {
            told.back() += " " + run.inputs.facilities.rows[facility].id;
        }
    }
    return told;
}

TEST(Sensitivity, OneFacilityMayTakeItsCoverAcross) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(at("p", at_east_side(grid, 0))));
    const Staged run(std::move(inputs));
    EXPECT_THAT(flips(run), ElementsAre("-A p", "+B p"));
}

TEST(Sensitivity, ASureOneKeepsTheCover) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(at("p", at_east_side(grid, 0))));
    add(inputs, at("sure", grid.centre(0, 0)));
    add(inputs, at("sure too", grid.centre(0, 1)));
    const Staged run(std::move(inputs));
    EXPECT_THAT(flips(run), IsEmpty());
}

TEST(Sensitivity, CoverIsLostWhereAllMayBeElsewhere) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(at("p", at_west_side(grid, 1))));
    add(inputs, uncertain(at("q", at_east_side(grid, 1))));
    const Staged run(std::move(inputs));
    EXPECT_THAT(flips(run), ElementsAre("+A p", "-B p q", "+C q"));
}

TEST(Sensitivity, OneFromNoPaysMayCome) {
    const Grid grid({"A."});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(at("p", at_west_side(grid, 1))));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("p"), Bucket::outside);
    EXPECT_THAT(flips(run), ElementsAre("+A p"));
}

TEST(Sensitivity, EmergentsChangeNoCover) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(with_stage(at("p", at_east_side(grid, 0)), Stage::emergent)));
    const Staged run(std::move(inputs));
    EXPECT_THAT(flips(run), IsEmpty());
    EXPECT_THAT(run.sensitivity->near_border, testing::SizeIs(1));
}

TEST(Sensitivity, WhoCountsByTheirAreaMoveNoCover) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    Facility facility = uncertain(at("p", at_east_side(grid, 0)));
    facility.area = grid.commune(0, 0);
    add(inputs, facility);
    Study study;
    study.count_by = CountBy::area;
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.status("A"), Status::couvert);
    EXPECT_THAT(flips(run), IsEmpty());
}

TEST(Sensitivity, ARegionMayGainOneFromBeyondItsBorder) {
    const Grid grid = Grid({"ABCD"}).departements({"1155"});  // A and B in région 10, C and D in 20
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(at("at C's west", at_west_side(grid, 2))));
    add(inputs, uncertain(at("at D's west", at_west_side(grid, 3))));
    add(inputs, uncertain(at("at B's west", at_west_side(grid, 1))));
    inputs.facilities.rows.back().stage = Stage::emergent;
    Study study;
    study.region = "10";
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.bucket("at C's west"), Bucket::excluded);
    EXPECT_THAT(flips(run), ElementsAre("+B at C's west"));
    EXPECT_EQ(run.sensitivity->stated, 1U);  // those of the région
    std::vector<std::size_t> near;
    for (const NearBorder& one : run.sensitivity->near_border) {
        near.push_back(one.facility);
    }
    EXPECT_THAT(near, ElementsAre(0U, 2U));
}

TEST(Sensitivity, NothingIsToldWhereNothingIsStated) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("p", at_east_side(grid, 0)));
    const Staged run(std::move(inputs));
    EXPECT_FALSE(run.sensitivity);
}

}  // namespace
}  // namespace maillage::test
