#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/measure.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr int people = Grid::people;

/// A of `count` communes beside B of one; the first `unknown` of A's are of unknown population.
stages::Inputs with_unknown(std::size_t count, std::size_t unknown, bool composed) {
    const Grid grid({std::string(count, 'A') + "B"});
    stages::Inputs inputs = grid.inputs();
    if (composed) {
        inputs.composition = grid.composition();
    }
    for (std::size_t i = 0; i < unknown; ++i) {
        demand(inputs, grid.commune(0, i)).population.reset();
    }
    return inputs;
}

TEST(MeasurePopulation, ASumIsKnownFrom99OfAHundredCommunesOn) {
    for (const bool composed : {true, false}) {
        const Staged ninety_nine(with_unknown(100, 1, composed));
        EXPECT_EQ(ninety_nine.covered("A").population, 99 * people) << composed;
        EXPECT_THAT(ninety_nine.found(FindingCode::population_incomplete), IsEmpty()) << composed;
        const Staged ninety_eight(with_unknown(100, 2, composed));
        EXPECT_FALSE(ninety_eight.covered("A").population.has_value()) << composed;
        EXPECT_EQ(ninety_eight.covered("B").population, people) << composed;
        const std::vector<Finding> findings = ninety_eight.found(FindingCode::population_incomplete);
        ASSERT_THAT(findings, SizeIs(1)) << composed;
        EXPECT_EQ(parameter(findings[0], "count"), "1") << composed;
        const Staged of_ninety_nine(with_unknown(99, 1, composed));  // 98.99 %
        EXPECT_FALSE(of_ninety_nine.covered("A").population.has_value()) << composed;
    }
}

TEST(MeasurePopulation, ListedCodesNobodyKnowsCountAsUnknown) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.composition = composition({{"01000", "A"}, {"88888", "A"}, {"01001", "B"}});
    const Staged run(std::move(inputs));
    EXPECT_FALSE(run.covered("A").population.has_value());
    EXPECT_EQ(run.covered("B").population, people);
}

TEST(MeasurePopulation, CodesThatHaveBecomeOneCommuneCountItsPeopleOnce) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.gazetteer.add_former("01900", "01000");
    inputs.gazetteer.add_former("01901", "01000");
    inputs.composition = composition({{"01900", "A"}, {"01901", "A"}, {"01000", "A"}, {"01000", "A"}, {"01001", "B"}});
    EXPECT_EQ(Staged(std::move(inputs)).covered("A").population, people);
}

TEST(MeasurePopulation, TheListComesBeforeTheField) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.territories[0].population_field = 7;
    inputs.composition = composition({{"01000", "A"}, {"01001", "B"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").population, people);
    EXPECT_EQ(run.inputs.population_source, "COG de test");
}

TEST(MeasurePopulation, TheFieldComesBeforeThePoints) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.territories[0].population_field = 7;
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").population, 7);
    EXPECT_FALSE(run.covered("B").population.has_value());  // never a mix of sources
    EXPECT_EQ(run.inputs.population_source, "pays.geojson");
}

TEST(MeasurePopulation, WithoutAllPointsNothingIsSummed) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    demand(inputs, "01001").point.reset();
    const Staged run(std::move(inputs));
    EXPECT_FALSE(run.covered("A").population.has_value());
    const PopulationFigures& national = run.coverage.national.population;
    EXPECT_EQ(national.total, 2 * people);
    EXPECT_FALSE(national.covered.has_value());
    EXPECT_FALSE(national.uncovered.has_value());
    EXPECT_FALSE(national.outside.has_value());
}

TEST(MeasurePopulation, PeopleAreCoveredUncoveredOrOutside) {
    const Staged run(Grid({"aAB...",  //
                           "BBB..."})
                         .inputs());
    const PopulationFigures& national = run.coverage.national.population;
    EXPECT_EQ(national.total, 12 * people);
    EXPECT_EQ(national.covered, 2 * people);
    EXPECT_EQ(national.uncovered, 4 * people);
    EXPECT_EQ(national.outside, 6 * people);
    EXPECT_EQ(national.unplaced, 0);
}

TEST(MeasurePopulation, APaysOnlyPossibleIsNotCovered) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    add(inputs, in_departement("p", "01"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.coverage.national.population.covered, 0);
    EXPECT_EQ(run.coverage.national.population.uncovered, 2 * people);
}

TEST(MeasurePopulation, PeopleCountInTheRegionWhereTheyLive) {
    Grid grid({"aAAB."});
    grid.departements({"11555"});  // A counts in Nord; its third commune's people live in Sud
    const Staged run(grid.inputs());
    ASSERT_THAT(run.coverage.regions, SizeIs(2));
    EXPECT_EQ(run.coverage.regions[0].population.covered, 2 * people);
    EXPECT_EQ(run.coverage.regions[1].population.covered, people);
    EXPECT_EQ(run.coverage.regions[1].population.uncovered, people);
    EXPECT_EQ(run.coverage.regions[1].population.outside, people);
    EXPECT_EQ(run.coverage.regions[1].population.total, 3 * people);
}

TEST(MeasurePopulation, ACommuneInOneOfTwoPaysIsToldOnlyWhereBothAreAlike) {
    const std::vector<std::pair<std::string, std::string>> rows{{"01000", "A"}, {"01000", "B"}, {"01001", "B"}, {"01002", "C"}};
    const Grid grid({"ABC"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition(rows);
    add(inputs, at("in-c", grid.centre(0, 2)));
    const Staged alike(std::move(inputs));
    EXPECT_EQ(alike.coverage.national.population.uncovered, 2 * people);

    inputs = grid.inputs();
    inputs.composition = composition(rows);
    add(inputs, at("in-b", grid.centre(0, 1)));
    const Staged unlike(std::move(inputs));
    EXPECT_FALSE(unlike.coverage.national.population.covered.has_value());
    EXPECT_EQ(unlike.coverage.national.population.total, 3 * people);
}

TEST(MeasurePopulation, TheToleratedUnplacedAreSaidSoThatPartsSum) {
    stages::Inputs inputs = Grid(std::vector<std::string>(4, std::string(25, 'A'))).inputs();
    inputs.demand[0].point.reset();
    const Staged run(std::move(inputs));
    const PopulationFigures& national = run.coverage.national.population;
    EXPECT_EQ(national.unplaced, people);
    EXPECT_EQ(*national.covered + *national.uncovered + *national.outside + *national.unplaced, national.total);
}

}  // namespace
}  // namespace maillage::test
