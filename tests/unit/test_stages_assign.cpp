#include "stages/assign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Facility coded(Facility facility, const std::string& commune) {
    facility.commune = commune;
    return facility;
}

TEST(Assign, AFacilityIsInThePaysThatHoldsItsPoint) {
    const Staged run(Grid({"aB.",  //
                           "AB*"})
                         .inputs());
    EXPECT_EQ(run.territory("a"), "A");
    EXPECT_EQ(run.placement("a").method, Method::point);
    EXPECT_EQ(run.bucket("x"), Bucket::outside);
    EXPECT_TRUE(run.placement("x").candidates.empty());
}

TEST(Assign, AHoleAndAnIslandBelongToWhomTheyAreDrawnFor) {
    const Staged run(Grid({"AAAA",  //
                           "A*bA",  //
                           "AAAA",  //
                           "    ",  //
                           "a   "})
                         .inputs());
    EXPECT_EQ(run.bucket("x"), Bucket::outside);
    EXPECT_EQ(run.territory("b"), "B");
    EXPECT_EQ(run.territory("a"), "A");
}

TEST(Assign, TheCodeDecidesOverThePoint) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("p"), "A");
    EXPECT_EQ(run.placement("p").method, Method::code);
    ASSERT_THAT(run.found(FindingCode::facility_code_point_disagree), SizeIs(1));
    const Finding finding = run.found(FindingCode::facility_code_point_disagree).front();
    EXPECT_EQ(parameter(finding, "by_code"), "A");
    EXPECT_EQ(parameter(finding, "by_point"), "B");
    EXPECT_EQ(finding.subject, "p");
    EXPECT_EQ(finding.row, 2U);
    EXPECT_EQ(finding.point, grid.centre(0, 1));
}

TEST(Assign, PointsOnlyLetsThePointDecide) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 0)));
    Study study;
    study.points_only = true;
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.territory("p"), "B");
    EXPECT_EQ(run.placement("p").method, Method::point);
}

TEST(Assign, WithoutACompositionACodeStandsForThePointOfItsCommune) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, in_commune("p", grid.commune(0, 1)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("p"), "B");
    EXPECT_EQ(run.placement("p").method, Method::commune_point);
    EXPECT_EQ(run.placement("p").position, grid.centre(0, 1));
}

TEST(Assign, AnUnknownCodeLeavesThePointToDecide) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 1)), "99999"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("p"), "B");
}

TEST(Assign, ACommuneThatIsInTwoTerritoriesIsImprecise) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{"01000", "A"}, {"01000", "C"}, {"01001", "B"}, {"01002", "C"}});
    add(inputs, in_commune("p", "01000"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("p"), Bucket::imprecise);
    EXPECT_THAT(run.candidates("p"), ElementsAre("A", "C"));
    EXPECT_FALSE(run.placement("p").may_be_outside);
    EXPECT_TRUE(run.placement("p").one_departement);
}

TEST(Assign, APointOnABorderGoesToTheLowestCode) {
    const Grid grid({"AB",  //
                     "CC"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("edge", {grid.corner(0, 1).lon, grid.centre(0, 0).lat}));
    add(inputs, at("corner", grid.corner(1, 1)));
    add(inputs, at("south", grid.corner(2, 1)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("edge"), "A");
    EXPECT_EQ(run.territory("corner"), "A");
    EXPECT_EQ(run.territory("south"), "C");  // the edge of the drawing, still C's
    const std::vector<Finding> findings = run.found(FindingCode::point_on_border);
    ASSERT_THAT(findings, SizeIs(2));  // "south" is on the border of one pays only
    EXPECT_EQ(parameter(findings[0], "territories"), "A, B");
    EXPECT_EQ(parameter(findings[1], "territories"), "A, B, C");
    EXPECT_EQ(parameter(findings[1], "code"), "A");
}

TEST(Assign, APointInAnOverlapGoesToTheLowestCode) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.territories[1].outline = Grid({"BB"}).territories().front().outline;  // B covers A too
    add(inputs, at("p", grid.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("p"), "A");
    ASSERT_THAT(run.found(FindingCode::point_in_overlap), SizeIs(1));
    EXPECT_EQ(parameter(run.found(FindingCode::point_in_overlap).front(), "territories"), "A, B");
    EXPECT_THAT(run.found(FindingCode::point_on_border), IsEmpty());
}

TEST(Assign, TheOrderOfTerritoriesAndRowsChangesNothing) {
    const Grid grid({"AB",  //
                     "CC"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("edge", {grid.corner(0, 1).lon, grid.centre(0, 0).lat}));
    add(inputs, at("corner", grid.corner(1, 1)));
    std::reverse(inputs.territories.begin(), inputs.territories.end());
    std::reverse(inputs.facilities.rows.begin(), inputs.facilities.rows.end());
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("edge"), "A");
    EXPECT_EQ(run.territory("corner"), "A");
}

TEST(Assign, AnAreaKeepsTheTerritoriesOfItsCommunes) {
    Grid grid({"AAB.",  //
               "CCD."});
    grid.departements({"1122",  //
                       "1155"})
        .epcis({"1122",  //
                "3333"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, in_epci("epci-1", "200000001"));
    add(inputs, in_epci("epci-2", "200000002"));
    add(inputs, in_epci("epci-3", "200000003"));
    add(inputs, in_departement("dep-01", "01"));
    add(inputs, in_departement("dep-02", "Département 02"));
    add(inputs, in_region("reg-10", "Nord"));
    const Staged run(std::move(inputs));
    // wholly in A: sure
    EXPECT_EQ(run.territory("epci-1"), "A");
    EXPECT_EQ(run.placement("epci-1").method, Method::epci);
    EXPECT_FALSE(run.placement("epci-1").position.has_value());
    // in B or in no pays
    EXPECT_EQ(run.bucket("epci-2"), Bucket::imprecise);
    EXPECT_THAT(run.candidates("epci-2"), ElementsAre("B"));
    EXPECT_TRUE(run.placement("epci-2").may_be_outside);
    EXPECT_TRUE(run.placement("epci-2").one_departement);
    // an EPCI across two départements
    EXPECT_THAT(run.candidates("epci-3"), ElementsAre("C", "D"));
    EXPECT_FALSE(run.placement("epci-3").one_departement);
    EXPECT_THAT(run.candidates("dep-01"), ElementsAre("A", "C"));
    EXPECT_FALSE(run.placement("dep-01").may_be_outside);
    EXPECT_TRUE(run.placement("dep-01").one_departement);
    EXPECT_EQ(run.placement("dep-01").method, Method::departement);
    EXPECT_THAT(run.candidates("dep-02"), ElementsAre("B"));
    EXPECT_THAT(run.candidates("reg-10"), ElementsAre("A", "B", "C"));
    EXPECT_FALSE(run.placement("reg-10").one_departement);
    EXPECT_EQ(run.placement("reg-10").method, Method::region);
}

TEST(Assign, AnAreaWhollyInNoPaysIsOutside) {
    Grid grid({"AA.."});
    grid.departements({"1122"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, in_departement("p", "02"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("p"), Bucket::outside);
}

TEST(Assign, ARowThatOnlyNamesAnAreaIsNotAtThePointItGives) {
    Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    Facility facility = in_departement("p", "01");
    facility.point = grid.centre(0, 0);
    facility.commune = grid.commune(0, 0);  // the main town it also names
    add(inputs, facility);
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("p"), Bucket::imprecise);
    EXPECT_THAT(run.candidates("p"), ElementsAre("A", "B"));
    EXPECT_FALSE(run.placement("p").position.has_value());
}

TEST(Assign, ADepartementIsNotNarrowedByAnEpciTheRowAlsoNames) {
    Grid grid({"AB"});
    grid.epcis({"12"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    Facility facility = in_departement("p", "01");
    facility.epci = "200000001";
    add(inputs, facility);
    EXPECT_THAT(Staged(std::move(inputs)).candidates("p"), ElementsAre("A", "B"));
}

TEST(Assign, CommunesWithoutAKnownTerritoryLeaveAnAreaOpen) {
    Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, grid.commune(0, 1)).point.reset();
    inputs.gazetteer.communes[1].point.reset();
    add(inputs, in_departement("p", "01"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("p"), Bucket::imprecise);
    EXPECT_TRUE(run.placement("p").may_be_outside);
}

TEST(Assign, EveryRowEndsInTheFirstBucketThatApplies) {
    const Grid grid({"A."});
    stages::Inputs inputs = grid.inputs();
    const Point here = grid.centre(0, 0);
    add(inputs, with_stage(at("ferme", here), Stage::ferme));
    add(inputs, with_stage(at("candidat", here), Stage::candidat));
    add(inputs, with_stage(at("cite", here), Stage::cite));
    add(inputs, with_stage(at("inconnu", here), Stage::unknown));
    add(inputs, with_stage(at("emergent", here), Stage::emergent));
    add(inputs, with_stage(at("laureat", here), Stage::laureat));
    add(inputs, at("double", here));
    add(inputs, with_stage(at("double", here), Stage::ferme));
    Facility rejected = at("rejected", here);
    rejected.settled = Bucket::rejected;
    add(inputs, rejected);
    Facility nowhere = at("nowhere", here);
    nowhere.point.reset();
    add(inputs, nowhere);
    add(inputs, with_stage(nowhere, Stage::ferme));
    inputs.facilities.rows.back().id = "nowhere-closed";
    const Staged run(std::move(inputs));
    for (const char* const id : {"ferme", "candidat", "cite", "nowhere-closed"}) {
        EXPECT_EQ(run.bucket(id), Bucket::excluded) << id;
    }
    EXPECT_EQ(run.bucket("inconnu"), Bucket::unknown_status);
    EXPECT_EQ(run.territory("emergent"), "A");
    EXPECT_EQ(run.territory("laureat"), "A");
    EXPECT_EQ(run.bucket("rejected"), Bucket::rejected);
    EXPECT_EQ(run.bucket("nowhere"), Bucket::without_location);
    EXPECT_EQ(run.bucket("double"), Bucket::assigned);
    EXPECT_EQ(run.placements[7].bucket, Bucket::duplicate);
    ASSERT_THAT(run.found(FindingCode::facility_without_location), SizeIs(1));  // a row that does not matter needs no place
    EXPECT_EQ(run.found(FindingCode::facility_without_location).front().subject, "nowhere");
}

}  // namespace
}  // namespace maillage::test
