#include "stages/area_of_action.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Three pays of four communes of 100 people each, in two départements; the right half of B is in the second.
Grid map() {
    Grid grid({"AABBCC",
               "AABBCC"});
    grid.departements({"111222", "111222"});
    grid.epcis({"112233", "112233"});
    return grid;
}

stages::Inputs composed(const Grid& grid) {
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    return inputs;
}

Facility acting_in(Facility facility, const std::string& area) {
    facility.area = area;
    return facility;
}

Study by_area(double share, ShareOf share_of = ShareOf::population) {
    Study study;
    study.count_by = CountBy::area;
    study.share = share;
    study.share_of = share_of;
    return study;
}

TEST(AreaOfAction, IsCodesOfCommunesEpciAndDepartements) {
    const Grid grid = map();
    const Gazetteer gazetteer = grid.inputs().gazetteer;
    const auto codes = [&](const std::string& written) {
        std::vector<std::string> found;
        for (const std::size_t commune : stages::declared_area(written, gazetteer).communes) {
            found.push_back(gazetteer.communes[commune].code);
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    EXPECT_THAT(codes(grid.commune(0, 0)), ElementsAre(grid.commune(0, 0)));
    EXPECT_THAT(codes("200000001"), SizeIs(4));
    EXPECT_THAT(codes("01"), SizeIs(6));
    EXPECT_THAT(codes("1"), SizeIs(6)) << "a lost zero";
    EXPECT_THAT(codes("200000001 ; 200000002, 200000001|" + grid.commune(0, 4)), SizeIs(9)) << "each commune once";
    EXPECT_THAT(stages::declared_area("01 nowhere 99999", gazetteer).unknown, ElementsAre("nowhere", "99999"));
}

TEST(AreaOfAction, ByItsSeatAFacilityCountsOnceAndItIsSaid) {
    const Grid grid = map();
    stages::Inputs inputs = composed(grid);
    add(inputs, acting_in(in_commune("wide", grid.commune(0, 0)), "01 02"));
    add(inputs, acting_in(in_commune("narrow", grid.commune(0, 0)), "200000001"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").counted, 2);
    EXPECT_EQ(run.covered("B").counted, 0);
    EXPECT_EQ(run.covered("C").counted, 0);
    const auto said = run.found(FindingCode::facility_counted_by_seat);
    ASSERT_THAT(said, SizeIs(1));
    EXPECT_EQ(said[0].subject, "wide");
    EXPECT_EQ(parameter(said[0], "count"), "3");
}

TEST(AreaOfAction, ByItsAreaAFacilityCoversWhereItHoldsTheShare) {
    const Grid grid = map();
    const auto covered = [&](double share) {
        stages::Inputs inputs = composed(grid);
        add(inputs, acting_in(in_commune("a", grid.commune(0, 0)), "01"));  // all of A, the left half of B
        return Staged(std::move(inputs), by_area(share)).covers("a");
    };
    EXPECT_THAT(covered(50), ElementsAre("A", "B"));
    EXPECT_THAT(covered(50.1), ElementsAre("A"));
    EXPECT_THAT(covered(0), ElementsAre("A", "B")) << "never where it holds nothing";
}

TEST(AreaOfAction, CountsInEachPaysItCoversButIsOneFacility) {
    const Grid grid = map();
    stages::Inputs inputs = composed(grid);
    add(inputs, acting_in(in_commune("a", grid.commune(0, 0)), "200000002 200000003"));  // B and C; its seat is in A
    add(inputs, with_stage(acting_in(in_commune("e", grid.commune(0, 0)), "200000001"), Stage::emergent));
    const Staged run(std::move(inputs), by_area(50));
    EXPECT_EQ(run.covered("A").counted, 0) << "a regional facility does not silently cover the pays of its office";
    EXPECT_EQ(run.covered("A").emerging, 1);
    EXPECT_EQ(run.covered("B").counted, 1);
    EXPECT_EQ(run.covered("C").counted, 1);
    EXPECT_EQ(run.territory("a"), "A");
    EXPECT_EQ(run.coverage.national.covered, 2);
    EXPECT_EQ(run.coverage.national.facilities, 1);
    EXPECT_EQ(run.coverage.national.missing_per_territory.max, 1);
    EXPECT_EQ(run.coverage.ledger.facilities.at(Bucket::assigned), 2);
}

TEST(AreaOfAction, AFacilityWhoseSeatIsNotSureIsSureByItsArea) {
    const Grid grid = map();
    stages::Inputs inputs = composed(grid);
    add(inputs, acting_in(in_departement("a", "01"), "200000001"));
    const Staged run(std::move(inputs), by_area(50));
    EXPECT_EQ(run.bucket("a"), Bucket::imprecise);
    EXPECT_EQ(run.status("A"), Status::couvert);
    EXPECT_EQ(run.status("B"), Status::non_couvert);
    EXPECT_EQ(run.covered("B").possible, 0);
    EXPECT_EQ(run.coverage.national.covered_max, 1);
}

TEST(AreaOfAction, CoveringNothingCountsNowhere) {
    const Grid grid = map();
    stages::Inputs inputs = composed(grid);
    add(inputs, acting_in(in_commune("a", grid.commune(0, 0)), grid.commune(0, 0)));  // a quarter of A
    const Staged run(std::move(inputs), by_area(50));
    EXPECT_THAT(run.covers("a"), IsEmpty());
    EXPECT_EQ(run.status("A"), Status::non_couvert);
    EXPECT_EQ(run.coverage.national.facilities, 1);
}

TEST(AreaOfAction, UnknownCodesAreToldAndAnAreaOfNothingElseIsNone) {
    const Grid grid = map();
    stages::Inputs inputs = composed(grid);
    add(inputs, acting_in(in_commune("a", grid.commune(0, 0)), "99999"));
    const Staged run(std::move(inputs), by_area(50));
    EXPECT_THAT(run.found(FindingCode::facility_unknown_area), SizeIs(1));
    EXPECT_EQ(run.covered("A").counted, 1) << "it counts by its seat";
}

TEST(AreaOfAction, SharesOfAreaNeedTheCommunesAreas) {
    const Grid grid = map();
    const auto inputs = [&](bool known) {
        stages::Inputs made = composed(grid);
        for (DemandPoint& one : made.demand) {
            one.area_km2 = known ? std::optional(one.code == grid.commune(0, 2) ? 7.0 : 1.0) : std::nullopt;
        }
        add(made, acting_in(in_commune("a", grid.commune(0, 0)), grid.commune(0, 2)));  // 7 of 10 km2 of B, a quarter of its people
        return made;
    };
    EXPECT_THAT(Staged(inputs(true), by_area(70, ShareOf::area)).covers("a"), ElementsAre("B"));
    EXPECT_THAT(Staged(inputs(true), by_area(71, ShareOf::area)).covers("a"), IsEmpty());
    EXPECT_THAT(Staged(inputs(true), by_area(70)).covers("a"), IsEmpty());
    EXPECT_THROW(Staged(inputs(false), by_area(70, ShareOf::area)), UsageError);
}

TEST(AreaOfAction, ARegionKeepsWhatCoversOneOfItsPays) {
    Grid grid({"AABB"});
    grid.departements({"1188"});  // 01 in région 10, 08 in région 20
    grid.epcis({"1122"});
    stages::Inputs inputs = composed(grid);
    add(inputs, acting_in(in_commune("a", grid.commune(0, 0)), "200000002"));
    add(inputs, in_commune("b", grid.commune(0, 0)));
    Study study = by_area(50);
    study.region = "20";
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.bucket("a"), Bucket::assigned);
    EXPECT_EQ(run.bucket("b"), Bucket::excluded);
    EXPECT_EQ(run.status("B"), Status::couvert);
}

}  // namespace
}  // namespace maillage::test
