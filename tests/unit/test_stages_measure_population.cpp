#include <gtest/gtest.h>

#include "stages/measure.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

/// Territory A is 10 x 10 communes of 100 people; B, beside it, one.
stages::Inputs hundred_and_one(int unknown) {
    std::vector<std::string> lines(10, "AAAAAAAAAA ");
    lines[0].back() = 'B';
    const Grid grid(lines);
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    for (int i = 0; i < unknown; ++i) {
        demand(inputs, grid.commune(static_cast<std::size_t>(i), 0)).population = std::nullopt;
    }
    return inputs;
}

TEST(MeasurePopulation, OneCommuneInAHundredMayBeUnknownAndNoMore) {
    EXPECT_EQ(Staged(hundred_and_one(0)).covered("A").population, 10000);
    EXPECT_EQ(Staged(hundred_and_one(1)).covered("A").population, 9900);
    const Staged two(hundred_and_one(2));
    EXPECT_EQ(two.covered("A").population, std::nullopt);
    EXPECT_EQ(two.covered("B").population, 100);
    EXPECT_EQ(two.found(FindingCode::population_incomplete).size(), 1U);
}

TEST(MeasurePopulation, PeopleAreInACoveredPaysAnotherOrNone) {
    const Grid grid({"AAB.", "AAB."});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, at("b", grid.centre(0, 2)));
    const Staged run(std::move(inputs));
    const PopulationFigures& people = run.coverage.national.population;
    EXPECT_EQ(people.total, 800);
    EXPECT_EQ(people.covered, 200);
    EXPECT_EQ(people.uncovered, 400);
    EXPECT_EQ(people.outside, 200);
    EXPECT_EQ(people.unplaced, 0);
}

TEST(MeasurePopulation, TheCompositionGoesBeforeTheLayersOwnField) {
    stages::Inputs inputs = hundred_and_one(0);
    inputs.territories.front().population_field = 7;
    EXPECT_EQ(Staged(std::move(inputs)).covered("A").population, 10000);
}

TEST(MeasurePopulation, TheLayersOwnFieldTellsNothingOfWhoLivesOutside) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    for (Territory& territory : inputs.territories) {
        territory.population_field = territory.code == "A" ? 70 : 30;
    }
    add(inputs, at("a", grid.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").population, 70);
    const PopulationFigures& people = run.coverage.national.population;
    EXPECT_EQ(people.covered, 70);
    EXPECT_EQ(people.uncovered, 30);
    EXPECT_EQ(people.outside, std::nullopt);
    EXPECT_EQ(people.total, std::nullopt);
}

TEST(MeasurePopulation, WithoutACompositionPointsMustBeNearlyAllKnown) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, grid.commune(0, 0)).point = std::nullopt;
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("B").population, std::nullopt);
    EXPECT_EQ(run.coverage.national.population.total, 200);
    EXPECT_EQ(run.coverage.national.population.uncovered, std::nullopt);
    EXPECT_EQ(run.found(FindingCode::communes_without_point).size(), 1U);
}

}  // namespace
}  // namespace maillage::test
