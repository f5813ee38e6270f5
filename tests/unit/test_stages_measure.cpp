#include "stages/measure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Inputs whose composition says what is drawn.
stages::Inputs composed(const Grid& grid) {
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    return inputs;
}

TEST(Measure, AStatutIsTheFirstThatApplies) {
    const Grid grid({"ABCD"});
    stages::Inputs inputs = composed(grid);
    add(inputs, at("in-a", grid.centre(0, 0)));
    add(inputs, with_stage(at("emergent-a", grid.centre(0, 0)), Stage::emergent));
    add(inputs, with_stage(at("emergent-b", grid.centre(0, 1)), Stage::emergent));
    add(inputs, in_departement("somewhere", "01"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.status("A"), Status::couvert);
    EXPECT_EQ(run.covered("A").counted, 1);
    EXPECT_EQ(run.covered("A").emerging, 1);
    EXPECT_EQ(run.covered("A").possible, 1);
    EXPECT_EQ(run.status("B"), Status::emergent);
    EXPECT_EQ(run.covered("B").counted, 0);
    EXPECT_EQ(run.status("C"), Status::possible);
    EXPECT_EQ(run.status("D"), Status::possible);
    const AreaCoverage& national = run.coverage.national;
    EXPECT_EQ(national.covered, 1);
    EXPECT_EQ(national.emerging, 1);
    EXPECT_EQ(national.possible, 2);
    EXPECT_EQ(national.uncovered, 0);
    EXPECT_EQ(national.facilities, 2);
    EXPECT_EQ(national.emerging_facilities, 2);
    EXPECT_EQ(national.facilities_imprecise, 1);
}

TEST(Measure, RowsNotAttestedSinceAreSetAside) {
    const Grid grid({"ABCD"});
    stages::Inputs inputs = composed(grid);
    const auto attested = [&](const std::string& id, std::size_t column, std::optional<int> year) {
        Facility facility = at(id, grid.centre(0, column));
        facility.year = year;
        add(inputs, facility);
    };
    attested("old", 0, 2014);
    attested("same", 1, 2021);
    attested("new", 2, 2023);
    attested("never", 3, std::nullopt);
    Study study;
    study.attested_since = 2021;
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.bucket("old"), Bucket::not_attested);
    EXPECT_EQ(run.bucket("never"), Bucket::not_attested);
    EXPECT_EQ(run.status("A"), Status::non_couvert);
    EXPECT_EQ(run.status("B"), Status::couvert);
    EXPECT_EQ(run.status("C"), Status::couvert);
    EXPECT_EQ(run.status("D"), Status::non_couvert);
    EXPECT_EQ(run.coverage.national.facilities, 2);
    EXPECT_EQ(run.coverage.ledger.facilities.at(Bucket::not_attested), 2);
}

TEST(Measure, TotalsKnownByRegionStandBesideWhatIsListed) {
    Grid grid({"AB"});
    grid.departements({"18"});  // 01 in région 10 (Nord), 08 in région 20 (Sud)
    stages::Inputs inputs = composed(grid);
    add(inputs, at("a", grid.centre(0, 0)));
    add(inputs, at("b", grid.centre(0, 1)));
    Study study;
    study.known_total_by_region = {{"nord", 3}, {"20", 1}};
    const Staged run(std::move(inputs), study);
    ASSERT_EQ(run.coverage.regions.size(), 2U);
    EXPECT_EQ(run.coverage.regions[0].known_total, 3);
    EXPECT_EQ(run.coverage.regions[1].known_total, 1);
    const auto partial = run.found(FindingCode::list_partial_region);
    ASSERT_THAT(partial, SizeIs(1)) << "the South is listed whole";
    EXPECT_EQ(partial[0].subject, "10");
    EXPECT_EQ(parameter(partial[0], "listed"), "1");
}

TEST(Measure, OnlyWhatLiesInOneDepartementMakesAPaysPossible) {
    Grid grid({"ABC"});
    grid.departements({"122"});
    stages::Inputs inputs = composed(grid);
    add(inputs, in_region("wide", "10"));
    const Staged run(std::move(inputs));
    for (const char* const code : {"A", "B", "C"}) {
        EXPECT_EQ(run.status(code), Status::non_couvert) << code;
        EXPECT_EQ(run.covered(code).possible, 1) << code;
    }
    EXPECT_EQ(run.coverage.national.covered_max, 1);  // it still is in one of them
}

TEST(Measure, AnImpreciseEmergentMakesNothingPossible) {
    const Grid grid({"AB"});
    stages::Inputs inputs = composed(grid);
    add(inputs, with_stage(in_departement("p", "01"), Stage::emergent));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.status("A"), Status::non_couvert);
    EXPECT_EQ(run.covered("A").possible, 0);
    EXPECT_EQ(run.coverage.national.covered_max, 0);
    EXPECT_EQ(run.coverage.national.emerging_facilities, 1);
}

TEST(Measure, ExcludedRowsAndUnknownStatusesCoverNothing) {
    const Grid grid({"AB"});
    stages::Inputs inputs = composed(grid);
    for (const Stage stage : {Stage::ferme, Stage::candidat, Stage::cite, Stage::unknown}) {
        add(inputs, with_stage(at("p" + std::to_string(static_cast<int>(stage)), grid.centre(0, 0)), stage));
        add(inputs, with_stage(in_departement("q" + std::to_string(static_cast<int>(stage)), "01"), stage));
    }
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.status("A"), Status::non_couvert);
    EXPECT_EQ(run.coverage.national.facilities, 0);
    EXPECT_EQ(run.coverage.national.covered_max, 0);
}

TEST(Measure, CountedStagesAreASetting) {
    const Grid grid({"AB"});
    Study study;
    study.counted = {Stage::actif};
    stages::Inputs inputs = composed(grid);
    add(inputs, with_stage(at("laureat", grid.centre(0, 0)), Stage::laureat));
    add(inputs, at("actif", grid.centre(0, 1)));
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.status("A"), Status::non_couvert);
    EXPECT_EQ(run.status("B"), Status::couvert);

    study.counted = {Stage::actif, Stage::emergent};
    inputs = composed(grid);
    add(inputs, with_stage(at("emergent", grid.centre(0, 0)), Stage::emergent));
    const Staged wide(std::move(inputs), study);
    EXPECT_EQ(wide.status("A"), Status::couvert);
    EXPECT_EQ(wide.covered("A").emerging, 0);  // counted once, not twice
    EXPECT_EQ(wide.coverage.national.emerging_facilities, 0);
}

TEST(Measure, WhatIsMissingGoesTowardTheTarget) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = composed(grid);
    add(inputs, at("p", grid.centre(0, 0)));
    add(inputs, at("q", grid.centre(0, 0)));
    add(inputs, at("r", grid.centre(0, 0)));
    add(inputs, at("s", grid.centre(0, 1)));
    Study study;
    study.targets.per_territory = 2;
    const Staged run(std::move(inputs), study);
    EXPECT_EQ(run.covered("A").missing, 0);
    EXPECT_EQ(run.covered("B").missing, 1);
    EXPECT_EQ(run.covered("C").missing, 2);
    EXPECT_EQ(run.status("B"), Status::couvert);
    EXPECT_EQ(run.coverage.national.missing_per_territory.max, 3);
    EXPECT_EQ(run.coverage.national.missing_per_territory.min, 3);
}

TEST(Measure, AnImpreciseFacilityMayMeetTheSecondOfTwoInAPays) {
    const Grid grid({"AB"});
    stages::Inputs inputs = composed(grid);
    add(inputs, at("p", grid.centre(0, 0)));
    add(inputs, in_departement("q", "01"));
    add(inputs, in_departement("r", "01"));
    Study study;
    study.targets.per_territory = 2;
    const Staged run(std::move(inputs), study);
    // 4 wanted: p is in A; q and r fill any two of the three places left
    EXPECT_EQ(run.coverage.national.missing_per_territory.max, 3);
    EXPECT_EQ(run.coverage.national.missing_per_territory.min, 1);
    EXPECT_EQ(run.coverage.national.covered_max, 2);
}

TEST(Measure, CoveredMaxIsAMatching) {
    // three facilities in one of A and B, one in one of A, B, C, D; E has its own, and one that may be in E only
    Grid grid({"ABCDE"});
    grid.departements({"11223"}).epcis({"11..."});
    stages::Inputs inputs = composed(grid);
    add(inputs, in_epci("1", "200000001"));
    add(inputs, in_epci("2", "200000001"));
    add(inputs, in_departement("3", "01"));
    add(inputs, in_region("4", "10"));
    add(inputs, at("5", grid.centre(0, 4)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.coverage.national.covered, 1);
    EXPECT_EQ(run.coverage.national.covered_max, 4);  // E; A and B by two of the first three; C or D by the fourth
    EXPECT_EQ(run.coverage.national.missing_per_territory.min, 1);
    EXPECT_EQ(run.coverage.national.missing_per_territory.max, 4);
}

TEST(Measure, RegionsHaveTheirOwnMaximumAndTheyNeedNotSum) {
    Grid grid({"AB"});
    grid.departements({"15"}).epcis({"11"});
    stages::Inputs inputs = composed(grid);
    add(inputs, in_epci("p", "200000001"));
    const Staged run(std::move(inputs));
    ASSERT_THAT(run.coverage.regions, SizeIs(2));
    EXPECT_EQ(run.coverage.regions[0].covered_max, 1);
    EXPECT_EQ(run.coverage.regions[1].covered_max, 1);
    EXPECT_EQ(run.coverage.national.covered_max, 1);
}

TEST(Measure, FacilitiesOutsideAnyPaysCountTowardTheNationalTarget) {
    const Grid grid({"aB*"});
    Study study;
    study.targets.national = 10;
    const Staged run(grid.inputs(), study);
    EXPECT_EQ(run.coverage.national.facilities, 2);
    EXPECT_EQ(run.coverage.national.facilities_outside, 1);
    EXPECT_EQ(run.coverage.national.covered, 1);
    EXPECT_EQ(run.coverage.missing_national.min, 8);
    EXPECT_EQ(run.coverage.missing_national.max, 8);
}

TEST(Measure, AKnownTotalMakesTheShortfallARange) {
    const Grid grid({"aB"});
    Study study;
    study.targets.national = 300;
    study.known_total = 218;
    const Staged run(grid.inputs(), study);
    EXPECT_EQ(run.coverage.missing_national.min, 82);
    EXPECT_EQ(run.coverage.missing_national.max, 299);
    ASSERT_THAT(run.found(FindingCode::list_partial), SizeIs(1));
    EXPECT_EQ(parameter(run.found(FindingCode::list_partial).front(), "listed"), "1");

    study.known_total = 1;  // the list is complete
    const Staged whole(grid.inputs(), study);
    EXPECT_EQ(whole.coverage.missing_national.min, 299);
    EXPECT_THAT(whole.found(FindingCode::list_partial), IsEmpty());
}

TEST(Measure, AMetTargetMissesNothing) {
    Study study;
    study.targets.national = 1;
    const Staged run(Grid({"ab"}).inputs(), study);
    EXPECT_EQ(run.coverage.missing_national.min, 0);
    EXPECT_EQ(run.coverage.missing_national.max, 0);
}

TEST(Measure, ARegionHoldsItsPaysAndTheFacilitiesOfItsCommunes) {
    Grid grid({"AAB.."});
    grid.departements({"15555"});
    stages::Inputs inputs = composed(grid);
    demand(inputs, "01000").population = 1000;                  // A counts in Nord
    add(inputs, in_commune("in-a", "05001"));                   // in A, but in a commune of Sud
    add(inputs, in_commune("outside", "05003"));                // hors pays, in Sud
    add(inputs, with_stage(in_commune("e", "05002"), Stage::emergent));
    const Staged run(std::move(inputs));
    ASSERT_THAT(run.coverage.regions, SizeIs(2));
    const AreaCoverage& north = run.coverage.regions[0];
    const AreaCoverage& south = run.coverage.regions[1];
    EXPECT_EQ(north.name, "Nord");
    EXPECT_EQ(north.territories, 1);
    EXPECT_EQ(north.covered, 1);
    EXPECT_EQ(north.facilities, 0);
    EXPECT_EQ(south.territories, 1);
    EXPECT_EQ(south.emerging, 1);
    EXPECT_EQ(south.facilities, 2);
    EXPECT_EQ(south.emerging_facilities, 1);
}

TEST(Measure, ARegionWithoutAnyPaysIsThereAllTheSame) {
    Grid grid({"A."});
    grid.departements({"15"});
    const Staged run(composed(grid));
    ASSERT_THAT(run.coverage.regions, SizeIs(2));
    EXPECT_EQ(run.coverage.regions[1].territories, 0);
    EXPECT_EQ(run.coverage.regions[1].population.outside, Grid::people);
}

TEST(Measure, AreasAreSplitByCoverageAndFlagged) {
    const Grid grid({"aAB"});
    stages::Inputs inputs = grid.inputs();
    inputs.territories[1].approximate = true;
    const Staged run(std::move(inputs));
    const AreaFigures& area = run.coverage.national.area;
    // 0.125° of latitude is 13.9 km near 48° N, 0.125° of longitude 9.33 km: about 129.6 km² a cell
    EXPECT_NEAR(area.total_km2, 3 * 129.6, 1.5);
    EXPECT_NEAR(area.covered_km2, 2 * area.uncovered_km2, 1e-6);
    EXPECT_NEAR(area.covered_km2 + area.uncovered_km2, area.total_km2, 1e-9);
    EXPECT_TRUE(area.approximate);
    EXPECT_FALSE(Staged(grid.inputs()).coverage.national.area.approximate);
}

TEST(Measure, ACountedFacilityWithoutAPositionIsSaid) {
    Grid grid({"AA"});
    grid.epcis({"11"});
    stages::Inputs inputs = composed(grid);
    add(inputs, in_epci("p", "200000001"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.status("A"), Status::couvert);
    EXPECT_THAT(run.found(FindingCode::facility_without_position), SizeIs(1));
}

TEST(Measure, ConcentrationIsTheShareOfTheBestServedTenth) {
    // twelve pays, so a tenth is two: of the 3 + 2 + 1 + 1 PTCE those of A and B
    const Grid grid({"ABCDEFGHIJKL"});
    stages::Inputs inputs = composed(grid);
    const auto put = [&](std::size_t column, int count) {
        for (int i = 0; i < count; ++i) {
            add(inputs, at("p" + std::to_string(column) + std::to_string(i), grid.centre(0, column)));
        }
    };
    put(3, 1);
    put(0, 3);
    put(1, 2);
    put(7, 1);
    add(inputs, in_departement("somewhere", "01"));  // in no one pays: not counted
    const Concentration spread = Staged(std::move(inputs)).coverage.national.concentration;
    EXPECT_EQ(spread.tenth, 2);
    EXPECT_EQ(spread.facilities, 7);
    EXPECT_EQ(spread.in_tenth, 5);
    EXPECT_DOUBLE_EQ(*spread.share(), 500.0 / 7);
}

TEST(Measure, ConcentrationOfNothingIsUnknown) {
    const Staged run(composed(Grid({"AB"})));
    EXPECT_EQ(run.coverage.national.concentration.tenth, 1);
    EXPECT_FALSE(run.coverage.national.concentration.share());
}

}  // namespace
}  // namespace maillage::test
