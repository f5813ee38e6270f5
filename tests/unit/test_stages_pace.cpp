#include "stages/pace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

stages::Inputs composed(const Grid& grid) {
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    return inputs;
}

Facility of_year(Facility facility, std::optional<int> year) {
    facility.year = year;
    return facility;
}

/// A in 2020 and again in 2022, B in 2021, one hors pays in 2021; C by a row without a year; D to F never.
stages::Inputs some_years() {
    const Grid grid({"ABCDEF."});
    stages::Inputs inputs = composed(grid);
    add(inputs, of_year(at("a2", grid.centre(0, 0)), 2022));
    add(inputs, of_year(at("a1", grid.centre(0, 0)), 2020));
    add(inputs, of_year(at("b", grid.centre(0, 1)), 2021));
    add(inputs, of_year(at("c", grid.centre(0, 2)), std::nullopt));
    add(inputs, of_year(at("x", grid.centre(0, 6)), 2021));
    add(inputs, of_year(with_stage(at("emergent", grid.centre(0, 3)), Stage::emergent), 2019));
    add(inputs, of_year(with_stage(at("closed", grid.centre(0, 4)), Stage::ferme), 2018));
    return inputs;
}

Study to_be(int facilities, int year) {
    Study study;
    study.targets.national = facilities;
    study.targets.year = year;
    return study;
}

std::vector<std::vector<int>> rows_of(const Pace& pace) {
    std::vector<std::vector<int>> rows;
    for (const PaceYear& year : pace.by_year) {
        rows.push_back({year.year, year.facilities, year.facilities_total, year.covered, year.covered_total});
    }
    return rows;
}

TEST(Pace, CountsEachYearAndWhatHasNoneApart) {
    const Staged run(some_years(), to_be(10, 2024));
    ASSERT_TRUE(run.pace);
    EXPECT_EQ(run.pace->date_reference, 2022);
    EXPECT_THAT(rows_of(*run.pace), ElementsAre(ElementsAre(2020, 1, 1, 1, 1), ElementsAre(2021, 2, 3, 1, 2), ElementsAre(2022, 1, 4, 0, 2)));
    EXPECT_EQ(run.pace->without_year.facilities, 1);
    EXPECT_EQ(run.pace->without_year.covered, 1);
    EXPECT_EQ(run.pace->later.facilities, 0);
    EXPECT_EQ(run.coverage.national.facilities, 5);
    EXPECT_EQ(run.coverage.national.covered, 3);
}

TEST(Pace, YearsAfterTheReferenceAreCountedApart) {
    Study study = to_be(10, 2020);
    study.date_reference = 2021;
    const Staged run(some_years(), study);
    EXPECT_THAT(rows_of(*run.pace), ElementsAre(ElementsAre(2020, 1, 1, 1, 1), ElementsAre(2021, 2, 3, 1, 2)));
    EXPECT_EQ(run.pace->later.facilities, 1);
    EXPECT_EQ(run.pace->later.covered, 0);
}

TEST(Pace, SaysWhenTheTargetsWouldBeReached) {
    Study study = to_be(10, 2021);
    study.pace_years = 2;
    const Staged run(some_years(), study);
    ASSERT_EQ(run.pace->targets.size(), 2U);
    const TargetPace& facilities = run.pace->targets[0];
    EXPECT_EQ(facilities.kind, TargetKind::facilities);
    EXPECT_TRUE(facilities.past);
    EXPECT_EQ(facilities.now, 5);
    EXPECT_EQ(facilities.missing.max, 5);
    EXPECT_DOUBLE_EQ(*facilities.per_year, 1.5);  // 2021 and 2022: three
    EXPECT_EQ(facilities.latest, 2022 + 4);       // 5 / 1.5, the year begun
    EXPECT_EQ(facilities.earliest, facilities.latest);
    const TargetPace& territories = run.pace->targets[1];
    EXPECT_EQ(territories.target, 6);
    EXPECT_EQ(territories.now, 3);
    EXPECT_DOUBLE_EQ(*territories.per_year, 0.5);  // B
    EXPECT_EQ(territories.latest, 2022 + 6);
    EXPECT_FALSE(territories.horizon);
}

TEST(Pace, AWholeNumberOfYearsIsNotRoundedUp) {
    const Grid grid({"A"});
    stages::Inputs inputs = composed(grid);
    for (int i = 0; i < 7; ++i) {
        add(inputs, of_year(at("p" + std::to_string(i), grid.centre(0, 0)), 2020));
    }
    const Staged run(std::move(inputs), to_be(28, 2030));  // 7 in five years, 21 missing: fifteen years
    EXPECT_EQ(run.pace->targets[0].latest, 2035);
}

TEST(Pace, NeverWhereNothingCame) {
    Study study = to_be(10, 2030);
    study.pace_years = 1;  // 2022: a second one for A, no new pays
    const Staged run(some_years(), study);
    EXPECT_FALSE(run.pace->targets[0].past);
    EXPECT_EQ(run.pace->targets[0].latest, 2027);
    EXPECT_DOUBLE_EQ(*run.pace->targets[1].per_year, 0);
    EXPECT_FALSE(run.pace->targets[1].earliest);
    EXPECT_FALSE(run.pace->targets[1].latest);
}

TEST(Pace, APartialListMakesARange) {
    Study study = to_be(20, 2030);
    study.pace_years = 2;
    study.known_total = 10;  // twice those on record
    const Staged run(some_years(), study);
    const TargetPace& facilities = run.pace->targets[0];
    EXPECT_EQ(facilities.missing.min, 10);
    EXPECT_EQ(facilities.missing.max, 15);
    EXPECT_DOUBLE_EQ(*facilities.per_year, 1.5);
    EXPECT_DOUBLE_EQ(*facilities.per_year_max, 3);
    EXPECT_EQ(facilities.earliest, 2022 + 4);
    EXPECT_EQ(facilities.latest, 2022 + 10);
}

TEST(Pace, ImpreciseFacilitiesMayFillGapsAlready) {
    stages::Inputs inputs = some_years();
    for (int i = 0; i < 3; ++i) {
        add(inputs, in_departement("somewhere" + std::to_string(i), "01"));
    }
    const Staged run(std::move(inputs), to_be(5, 2030));
    const TargetPace& facilities = run.pace->targets[0];
    EXPECT_EQ(facilities.missing.max, 0);
    EXPECT_EQ(facilities.earliest, 2022);
    EXPECT_EQ(facilities.latest, 2022);
    const TargetPace& territories = run.pace->targets[1];
    EXPECT_EQ(territories.missing.min, 0);
    EXPECT_EQ(territories.missing.max, 3);
    EXPECT_EQ(territories.earliest, 2022);
    EXPECT_EQ(territories.latest, 2022 + 8);  // 2 of the last 5 years: 3 / 0.4
}

TEST(Pace, ATargetOfTwoFillsTwoPlaces) {
    Study study = to_be(10, 2030);
    study.targets.per_territory = 2;
    const Staged run(some_years(), study);
    const TargetPace& territories = run.pace->targets[1];
    EXPECT_EQ(territories.target, 12);
    EXPECT_EQ(territories.now, 4);
    EXPECT_DOUBLE_EQ(*territories.per_year, 3.0 / 5);  // a1, b, a2
}

TEST(Pace, AHorizonNeedsSoManyAYear) {
    Study study = to_be(10, 2024);
    study.horizon = 2026;
    study.known_total = 6;
    const Staged run(some_years(), study);
    const auto& horizon = run.pace->targets[0].horizon;
    ASSERT_TRUE(horizon);
    EXPECT_EQ(horizon->year, 2026);
    EXPECT_DOUBLE_EQ(horizon->least, 1);  // 4 in 4 years
    EXPECT_DOUBLE_EQ(horizon->most, 1.25);
    study.horizon = 2022;
    EXPECT_THROW(Staged(some_years(), study), UsageError);
}

TEST(Pace, UnknownWithoutYears) {
    const Grid grid({"aB"});
    EXPECT_FALSE(Staged(composed(grid)).pace);
    Study study = to_be(3, 2024);
    study.date_reference = 2025;
    const Staged run(composed(grid), study);
    ASSERT_TRUE(run.pace);
    EXPECT_THAT(run.pace->by_year, IsEmpty());
    EXPECT_FALSE(run.pace->targets[0].per_year);
    EXPECT_EQ(run.pace->without_year.facilities, 1);
}

TEST(Pace, WithinARegionTheNationsTargetIsLeftOut) {
    const Grid grid = Grid({"ABCD"}).departements({"1166"});
    stages::Inputs inputs = composed(grid);
    add(inputs, of_year(at("a", grid.centre(0, 0)), 2020));
    add(inputs, of_year(at("d", grid.centre(0, 3)), 2021));
    Study study = to_be(3, 2024);
    study.region = "20";
    const Staged run(std::move(inputs), study);
    ASSERT_EQ(run.pace->targets.size(), 1U);
    EXPECT_EQ(run.pace->targets[0].kind, TargetKind::territories);
    EXPECT_EQ(run.pace->targets[0].target, 2);
    EXPECT_EQ(run.pace->targets[0].now, 1);
}

}  // namespace
}  // namespace maillage::test
