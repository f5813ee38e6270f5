// settle_regions and scope, of stages/assign.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "stages/assign.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Study only(const std::string& region) {
    Study study;
    study.region = region;
    return study;
}

TEST(SettleRegions, APaysIsInTheDepartementAndRegionWhereMostOfItsPeopleLive) {
    Grid grid({"AAAB"});
    grid.departements({"1557"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, "01000").population = 201;  // against 200 in département 05
    const Staged run(std::move(inputs));
    const Territory& a = run.inputs.territories[0];
    EXPECT_EQ(a.departement, "01");
    EXPECT_EQ(a.region, "10");
    EXPECT_THAT(a.departements, ElementsAre("01", "05"));
    EXPECT_THAT(a.regions, ElementsAre("10", "20"));
    EXPECT_EQ(run.inputs.territories[1].departement, "07");
}

TEST(SettleRegions, OneMorePersonTurnsIt) {
    Grid grid({"AAAB"});
    grid.departements({"1557"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, "01000").population = 199;
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.inputs.territories[0].departement, "05");
    EXPECT_EQ(run.inputs.territories[0].region, "20");
}

TEST(SettleRegions, ARegionIsSettledByItsPeopleNotByItsLargestDepartement) {
    Grid grid({"AAA"});
    grid.departements({"125"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, "05002").population = 150;  // most in one département; région Nord has 200
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.inputs.territories[0].departement, "05");
    EXPECT_EQ(run.inputs.territories[0].region, "10");
}

TEST(SettleRegions, ATerritoryWithoutAKnownCommuneIsAFinding) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{"01000", "A"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.inputs.territories[1].region, "");
    ASSERT_THAT(run.found(FindingCode::territory_without_commune), SizeIs(1));
    EXPECT_EQ(run.found(FindingCode::territory_without_commune).front().subject, "B");
}

TEST(Scope, WithoutARegionEverythingIsKept) {
    const Staged run(Grid({"aB*"}).inputs());
    EXPECT_THAT(run.kept, ElementsAre(true, true));
    EXPECT_EQ(run.bucket("x"), Bucket::outside);
}

TEST(Scope, ARegionKeepsItsPaysAndTheirFacilities) {
    Grid grid({"aAbB"});
    grid.departements({"1155"});
    const Staged run(grid.inputs(), only("10"));
    EXPECT_THAT(run.kept, ElementsAre(true, false));
    EXPECT_EQ(run.bucket("a"), Bucket::assigned);
    EXPECT_EQ(run.bucket("b"), Bucket::excluded);
    EXPECT_EQ(run.coverage.ledger.facilities.at(Bucket::excluded), 1);
    EXPECT_EQ(run.coverage.ledger.territories_excluded, 1);
    EXPECT_EQ(run.coverage.national.territories, 1);
    EXPECT_EQ(run.coverage.national.facilities, 1);
    ASSERT_THAT(run.coverage.regions, SizeIs(1));
    EXPECT_EQ(run.coverage.regions.front().code, "10");
}

TEST(Scope, ARegionMayBeNamed) {
    Grid grid({"AB"});
    grid.departements({"15"});
    EXPECT_THAT(Staged(grid.inputs(), only("SUD")).kept, ElementsAre(false, true));
    EXPECT_THROW(Staged(grid.inputs(), only("Est")), UsageError);
}

TEST(Scope, ImpreciseFacilitiesStayWhereTheyMayBeInside) {
    Grid grid({"ABCD"});
    grid.departements({"1155"}).epcis({"1222"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, in_epci("across", "200000002"));
    add(inputs, in_departement("elsewhere", "05"));
    add(inputs, in_departement("here", "01"));
    const Staged run(std::move(inputs), only("10"));
    EXPECT_EQ(run.bucket("across"), Bucket::imprecise);
    EXPECT_EQ(run.bucket("elsewhere"), Bucket::excluded);
    EXPECT_EQ(run.bucket("here"), Bucket::imprecise);
}

TEST(Scope, FacilitiesOutsideAnyPaysStayInTheirOwnRegion) {
    Grid grid({"A..."});
    grid.departements({"1155"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, in_commune("north", grid.commune(0, 1)));
    add(inputs, in_commune("south", grid.commune(0, 2)));
    add(inputs, in_departement("south-departement", "05"));
    add(inputs, in_region("south-region", "20"));
    Facility nowhere = at("nowhere", {});
    nowhere.point.reset();
    add(inputs, nowhere);
    const Staged run(std::move(inputs), only("10"));
    EXPECT_EQ(run.bucket("north"), Bucket::outside);
    EXPECT_EQ(run.bucket("south"), Bucket::excluded);
    EXPECT_EQ(run.bucket("south-departement"), Bucket::excluded);
    EXPECT_EQ(run.bucket("south-region"), Bucket::excluded);
    EXPECT_EQ(run.bucket("nowhere"), Bucket::without_location);  // not known to be elsewhere: kept
}

TEST(Scope, AnEpciOutsideAnyPaysIsInTheRegionOfItsCommunes) {
    Grid grid({"A.."});
    grid.departements({"115"}).epcis({" 12"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, in_epci("north", "200000001"));
    add(inputs, in_epci("south", "200000002"));
    const Staged run(std::move(inputs), only("10"));
    EXPECT_EQ(run.bucket("north"), Bucket::outside);
    EXPECT_EQ(run.bucket("south"), Bucket::excluded);
}

TEST(Scope, AnExcludedStageStaysExcludedAndARejectedRowRejected) {
    Grid grid({"AB"});
    grid.departements({"15"});
    stages::Inputs inputs = grid.inputs();
    Facility rejected = at("rejected", grid.centre(0, 1));
    rejected.settled = Bucket::rejected;
    add(inputs, rejected);
    add(inputs, with_stage(at("ferme", grid.centre(0, 0)), Stage::ferme));
    const Staged run(std::move(inputs), only("10"));
    EXPECT_EQ(run.bucket("rejected"), Bucket::rejected);
    EXPECT_EQ(run.bucket("ferme"), Bucket::excluded);
    EXPECT_THAT(run.found(FindingCode::facility_without_location), IsEmpty());
}

}  // namespace
}  // namespace maillage::test
