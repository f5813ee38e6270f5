// One case per cause, each drawn; then several at once.
#include "stages/substitute.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/compared.hpp"
#include "support/grid.hpp"

namespace maillage::test {
namespace {

/// Every other step has nothing of it.
void expect_only(const Difference& difference, Cause cause) {
    for (const StepDifference& one : difference.steps) {
        EXPECT_EQ(one.differs, one.cause == cause) << catalogue::id(one.cause);
        EXPECT_TRUE(one.cause == cause || one.transitions.empty()) << catalogue::id(one.cause);
    }
}

stages::Inputs with(stages::Inputs inputs, const std::vector<Facility>& rows) {
    for (const Facility& row : rows) {
        add(inputs, row);
    }
    return inputs;
}

TEST(Substitute, NothingChangesBetweenARunAndItself) {
    const Grid grid({"aAB", "C.B"});
    const Difference same = compared({{}, grid.inputs()}, {{}, grid.inputs()});
    EXPECT_FALSE(same.differs());
    EXPECT_TRUE(same.changes.empty());
    EXPECT_EQ(same.steps.size(), 9U);
    EXPECT_EQ(same.first, (StatusCounts{1, 0, 0, 2}));
    EXPECT_EQ(same.steps.back().after, same.first);
}

TEST(Substitute, ASettingThatCountsMore) {
    const Grid grid({"AAB"});
    const auto inputs = with(grid.inputs(), {with_stage(at("e", grid.centre(0, 0)), Stage::emergent)});
    Study later;
    later.counted.push_back(Stage::emergent);
    const Difference found = compared({{}, inputs}, {later, inputs});
    expect_only(found, Cause::settings);
    EXPECT_EQ(said(found.changes), "A emergent>couvert [e] reglages");
    ASSERT_EQ(step(found, Cause::settings).settings.size(), 1U);
    EXPECT_EQ(step(found, Cause::settings).settings[0].key, "ptce.counted");
    EXPECT_EQ(step(found, Cause::settings).settings[0].before, "actif laureat");
    EXPECT_EQ(step(found, Cause::settings).settings[0].after, "actif laureat emergent");
}

TEST(Substitute, ARegionLeavesTheOthersPaysOut) {
    Grid grid({"aAB"});
    grid.departements({"115"});  // B lies in région 20
    Study later;
    later.region = "10";
    const Difference found = compared({{}, grid.inputs()}, {later, grid.inputs()});
    expect_only(found, Cause::settings);
    EXPECT_EQ(said(found.changes), "B non_couvert>- [] reglages");
    EXPECT_EQ(found.count(Turn::disappeared), 1);
}

TEST(Substitute, AnEpciThatLosesACommune) {
    // the EPCI 3 lies across A and B, then in A alone
    Grid before({"AAB"});
    before.epcis({" 33"});
    Grid after({"AAB"});
    after.epcis({" 3 "});
    const std::vector<Facility> rows{in_epci("p", "200000003")};
    const Difference found = compared({{}, with(before.inputs(), rows)}, {{}, with(after.inputs(), rows)});
    expect_only(found, Cause::communes);
    EXPECT_EQ(said(found.changes), "A possible>couvert [p] cog, B possible>non_couvert [p] cog");
}

TEST(Substitute, AZoningWhoseBorderMovesAndWithAPaysMore) {
    const Grid before({"AaB", "AAB"});
    const Grid after({"ABB", "AAD"});
    const auto inputs = with(after.inputs(), {at("a", before.centre(0, 1))});
    const Difference found = compared({{}, before.inputs()}, {{}, inputs});
    EXPECT_EQ(said(step(found, Cause::zoning).transitions), "A couvert>non_couvert [a], B non_couvert>couvert [a], D ->non_couvert []");
    EXPECT_EQ(said(found.changes), "A couvert>non_couvert [a] zonage, B non_couvert>couvert [a] zonage, D ->non_couvert [] zonage");
    EXPECT_EQ(found.count(Turn::gained), 1);
    EXPECT_EQ(found.count(Turn::lost), 1);
    EXPECT_EQ(found.count(Turn::appeared), 1);
    EXPECT_EQ(found.net_covered(), 0);
}

TEST(Substitute, ACompositionThatSaysOtherwise) {
    const Grid grid({"AAB"});
    stages::Inputs before = with(grid.inputs(), {in_commune("c", grid.commune(0, 1))});
    before.composition = grid.composition();
    stages::Inputs after = before;
    after.composition->rows[1].territory = "B";
    const Difference found = compared({{}, before}, {{}, after});
    // both studies name a composition where there is one
    EXPECT_EQ(said(found.changes), "A couvert>non_couvert [c] zonage, B non_couvert>couvert [c] zonage");
}

TEST(Substitute, ANewRow) {
    const Grid grid({"aAB"});
    const Difference found = compared({{}, grid.inputs()}, {{}, with(grid.inputs(), {at("n", grid.centre(0, 2))})});
    expect_only(found, Cause::added);
    EXPECT_EQ(said(found.changes), "B non_couvert>couvert [n] nouveaux");
    EXPECT_EQ(step(found, Cause::added).facilities, (std::vector<FacilityName>{{"n", "Pôle n"}}));
    EXPECT_EQ(step(found, Cause::added).net_covered, 1);
}

TEST(Substitute, ARowThatIsGoneAndOneThatClosed) {
    const Grid grid({"AAB", "CCB"});
    const Facility gone = at("gone", grid.centre(0, 0));
    const Facility closes = at("closes", grid.centre(1, 0));
    const Difference found = compared({{}, with(grid.inputs(), {gone, closes})}, {{}, with(grid.inputs(), {with_stage(closes, Stage::ferme)})});
    expect_only(found, Cause::closed);
    EXPECT_EQ(said(found.changes), "A couvert>non_couvert [gone] fermes, C couvert>non_couvert [closes] fermes");
    EXPECT_EQ(found.count(Turn::lost), 2);
}

TEST(Substitute, ARowOfAnotherStage) {
    const Grid grid({"AAB"});
    const Facility row = at("e", grid.centre(0, 0));
    const Difference found =
        compared({{}, with(grid.inputs(), {with_stage(row, Stage::emergent)})}, {{}, with(grid.inputs(), {with_stage(row, Stage::laureat)})});
    expect_only(found, Cause::restaged);
    EXPECT_EQ(said(found.changes), "A emergent>couvert [e] etapes");
}

TEST(Substitute, ARowThatMoved) {
    const Grid grid({"AAB"});
    const Difference found = compared({{}, with(grid.inputs(), {at("m", grid.centre(0, 0))})}, {{}, with(grid.inputs(), {at("m", grid.centre(0, 2))})});
    expect_only(found, Cause::moved);
    EXPECT_EQ(said(found.changes), "A couvert>non_couvert [m] deplaces, B non_couvert>couvert [m] deplaces");
}

TEST(Substitute, ARowLocatedBetter) {
    const Grid grid({"AAB"});
    const Difference found =
        compared({{}, with(grid.inputs(), {in_departement("r", "01")})}, {{}, with(grid.inputs(), {in_commune("r", grid.commune(0, 2))})});
    expect_only(found, Cause::relocated);
    EXPECT_EQ(said(found.changes), "A possible>non_couvert [r] mieux_localises, B possible>couvert [r] mieux_localises");
}

TEST(Substitute, WhateverElseIsInTheList) {
    const Grid grid({"AAB"});
    Study study;
    study.attested_since = 2020;
    Facility old = at("y", grid.centre(0, 0));
    old.year = 2015;
    Facility fresh = old;
    fresh.year = 2024;
    const Difference found = compared({study, with(grid.inputs(), {old})}, {study, with(grid.inputs(), {fresh})});
    expect_only(found, Cause::other);
    EXPECT_EQ(said(found.changes), "A non_couvert>couvert [y] autres");
}

TEST(Substitute, SeveralCausesAtOnceEachPaysByTheLastThatChangedIt) {
    //  A loses its PTCE but a new one comes; B's moves to C; D's émergent becomes a lauréat; E is redrawn as F
    const Grid before({"aAB", "CDE"});
    const Grid after({"AAB", "CDF"});
    const auto was = with(before.inputs(), {at("m", before.centre(0, 2)), with_stage(at("e", before.centre(1, 1)), Stage::emergent)});
    const auto is = with(after.inputs(), {at("n", after.centre(0, 1)), at("m", after.centre(1, 0)), at("e", after.centre(1, 1))});
    const Difference found = compared({{}, was}, {{}, is});
    EXPECT_EQ(said(step(found, Cause::zoning).transitions), "E non_couvert>- [], F ->non_couvert []");
    EXPECT_EQ(said(step(found, Cause::added).transitions), "");  // A has its own still
    EXPECT_EQ(said(step(found, Cause::closed).transitions), "");
    EXPECT_EQ(said(step(found, Cause::restaged).transitions), "D emergent>couvert [e]");
    EXPECT_EQ(said(step(found, Cause::moved).transitions), "B couvert>non_couvert [m], C non_couvert>couvert [m]");
    EXPECT_EQ(said(found.changes),
              "B couvert>non_couvert [m] deplaces, C non_couvert>couvert [m] deplaces, D emergent>couvert [e] etapes, "
              "E non_couvert>- [] zonage, F ->non_couvert [] zonage");
    EXPECT_EQ(found.net_covered(), 1);
    EXPECT_EQ(step(found, Cause::zoning).settled, 2);
    EXPECT_EQ(step(found, Cause::moved).settled, 2);
    EXPECT_EQ(step(found, Cause::restaged).settled, 1);
}

TEST(Substitute, AChangeThatALaterOneUndoesIsOfTheStepsButNotOfTheWhole) {
    // "n" comes to B, "b" leaves it and moves to A: nothing changes in B in the end
    const Grid grid({"AAB"});
    const auto was = with(grid.inputs(), {with_stage(at("b", grid.centre(0, 2)), Stage::emergent), at("d", grid.centre(0, 0))});
    const auto is = with(grid.inputs(), {with_stage(at("n", grid.centre(0, 2)), Stage::emergent), at("b", grid.centre(0, 2))});
    const Difference found = compared({{}, was}, {{}, is});
    EXPECT_EQ(said(step(found, Cause::closed).transitions), "A couvert>non_couvert [d]");
    EXPECT_EQ(said(step(found, Cause::restaged).transitions), "B emergent>couvert [b]");
    EXPECT_EQ(said(found.changes), "A couvert>non_couvert [d] fermes, B emergent>couvert [b] etapes");

    const auto back = with(grid.inputs(), {at("d", grid.centre(0, 2)), at("d2", grid.centre(0, 1))});
    const Difference there = compared({{}, with(grid.inputs(), {at("d", grid.centre(0, 0))})}, {{}, back});
    EXPECT_EQ(said(step(there, Cause::added).transitions), "");
    EXPECT_EQ(said(there.changes), "B non_couvert>couvert [d] deplaces");

    const auto gone = with(grid.inputs(), {at("m", grid.centre(0, 2))});
    const Difference undone = compared({{}, with(grid.inputs(), {at("b", grid.centre(0, 2)), at("m", grid.centre(0, 0))})}, {{}, gone});
    EXPECT_EQ(said(step(undone, Cause::closed).transitions), "B couvert>non_couvert [b]");
    EXPECT_EQ(said(step(undone, Cause::moved).transitions), "A couvert>non_couvert [m], B non_couvert>couvert [m]");
    EXPECT_EQ(said(undone.changes), "A couvert>non_couvert [m] deplaces");
    EXPECT_EQ(undone.net_covered(), -1);
    EXPECT_EQ(step(undone, Cause::closed).net_covered + step(undone, Cause::moved).net_covered, -1);
    EXPECT_EQ(step(undone, Cause::closed).settled, 0);
}

TEST(Substitute, PaysOfOneSourceCodeKeepTheirRunsCodes) {
    const Grid grid({"aAB"});
    stages::Inputs inputs = grid.inputs();
    inputs.territories[1].code = inputs.territories[1].source_code = "A";
    inputs.territories[1].name = "Pays Z";
    const Difference found = compared({{}, grid.inputs()}, {{}, inputs});
    EXPECT_EQ(said(found.changes), "A couvert>- [a] zonage, A~1 ->couvert [a] zonage, A~2 ->non_couvert [] zonage, B non_couvert>- [] zonage");
}

}  // namespace
}  // namespace maillage::test
