#include "stages/differences.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/compared.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

TEST(Differences, StepsSumToTheWholeAndEachChangeHasOneCause) {
    const PaysState covered{"A", "Pays A", Status::couvert, {{0, PresenceKind::counted}}};
    const PaysState open{"A", "Pays A", Status::non_couvert, {}};
    const PaysState maybe{"A", "Pays A", Status::possible, {{1, PresenceKind::possible}}};
    Way way;
    way.facilities = {{"f", "F"}, {"g", "G"}};
    way.first = {open};
    way.steps = {{Cause::settings, true, {}, {}, {covered}}, {Cause::added, true, {}, {1}, {open}}, {Cause::other, true, {}, {}, {maybe}}};
    const Difference found = stages::differences(way);
    EXPECT_EQ(said(found.steps[0].transitions), "A non_couvert>couvert [f]");
    EXPECT_EQ(said(found.steps[1].transitions), "A couvert>non_couvert [f]");
    EXPECT_EQ(found.steps[0].net_covered, 1);
    EXPECT_EQ(found.steps[1].net_covered, -1);
    EXPECT_EQ(found.net_covered(), 0);
    EXPECT_EQ(said(found.changes), "A non_couvert>possible [g] autres");
    EXPECT_EQ(found.steps[0].settled + found.steps[1].settled, 0);
    EXPECT_EQ(found.steps[2].settled, 1);
    EXPECT_EQ(found.steps[1].facilities, (std::vector<FacilityName>{{"g", "G"}}));
}

TEST(Differences, OnlyThoseWhosePartChangedAreNamed) {
    Way way;
    way.facilities = {{"stays", ""}, {"comes", ""}, {"goes", ""}, {"turns", ""}};
    way.first = {{"A", "A", Status::emergent, {{0, PresenceKind::emerging}, {2, PresenceKind::possible}, {3, PresenceKind::wide}}}};
    way.steps = {{Cause::other, true, {}, {}, {{"A", "A", Status::couvert, {{0, PresenceKind::emerging}, {1, PresenceKind::counted}, {3, PresenceKind::possible}}}}}};
    EXPECT_EQ(said(stages::differences(way).changes), "A emergent>couvert [comes goes turns] autres");
}

TEST(Differences, WhatWasPublishedMustBeWhatIsComputed) {
    const std::vector<PaysState> state{{"A", "A", Status::couvert, {}}, {"B", "B", Status::possible, {}}};
    RunFolder run{"sortie", {}, {}, {{"A", "A", "", "", {}, Status::couvert, {}, {}}, {"B", "B", "", "", {}, Status::possible, {}, {}}}};
    EXPECT_NO_THROW(stages::hold_to_published(run, state));
    const auto refusal = [&] {
        try {
            stages::hold_to_published(run, state);
        } catch (const InputError& error) {
            return error.said().en;
        }
        return std::string("none");
    };
    run.pays[1].status = Status::couvert;
    EXPECT_EQ(refusal(), "sortie: computed again, the statuts are not those it published for 1 pays, among them B (couvert / possible) (published / computed): run again");
    run.pays[1].code = "C";  // one is not computed, another not published
    EXPECT_EQ(refusal(), "sortie: computed again, the statuts are not those it published for 2 pays, among them B (– / possible) (published / computed): run again");
}

TEST(Differences, ARunInMemorySaysWhatItsFolderWould) {
    Grid grid({"aAB"});
    grid.departements({"115"});
    Study study;
    study.region = "10";
    Staged staged(grid.inputs(), study);
    const RunFolder run = stages::as_published(staged.result());
    ASSERT_EQ(run.pays.size(), 1U);  // B is of another région
    EXPECT_EQ(run.pays[0].code, "A");
    EXPECT_EQ(run.pays[0].status, Status::couvert);
    EXPECT_EQ(run.pays[0].departement, "01");
    EXPECT_EQ(run.pays[0].population, 200);
    EXPECT_FALSE(run.pays[0].outline.empty());
    EXPECT_EQ(run.figures.covered, 1);
    EXPECT_EQ(run.figures.territories, 1);
    EXPECT_FALSE(run.figures.missing_national.has_value());
}

TEST(Differences, ChangesAreWhereTheLaterRunDrawsThem) {
    Difference difference;
    difference.changes = {{{"A", "A", Status::couvert, Status::possible, Turn::lost, {}}, Cause::zoning, "", "", {}, {}},
                          {{"Z", "Z", Status::couvert, std::nullopt, Turn::disappeared, {}}, Cause::zoning, "", "", {}, {}}};
    const Grid grid({"A"});
    const MultiPolygon outline = grid.territories()[0].outline;
    stages::locate_changes(difference, {{"A", "A", "01", "10", 5, Status::couvert, {}}, {"Z", "Z", "02", "20", 7, Status::couvert, outline}},
                           {{"A", "A", "03", "30", 6, Status::possible, outline}});
    EXPECT_EQ(difference.changes[0].departement, "03");
    EXPECT_EQ(difference.changes[0].population, 6);
    EXPECT_EQ(difference.changes[0].outline, outline);
    EXPECT_EQ(difference.changes[1].region, "20");
    EXPECT_EQ(difference.changes[1].outline, outline);
}

}  // namespace
}  // namespace maillage::test
