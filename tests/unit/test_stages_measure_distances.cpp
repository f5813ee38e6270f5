#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "stages/measure.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

/// Length of one cell along a meridian near 48° N: WGS 84 gives 111.2 km a degree there.
constexpr double cell_north_km = Grid::cell * 111.2;
/// Along the parallel 47.94° N: 111.32 km × cos(φ), on the ellipsoid 74.7 km a degree.
constexpr double cell_east_km = Grid::cell * 74.75;

TEST(MeasureDistances, FromTheCentreOfThePeople) {
    const Grid grid({"AAB"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, "01001").population = 300;  // three times those of its neighbour: the centre is a quarter of a cell off
    add(inputs, at("p", grid.centre(0, 2)));
    const Staged run(std::move(inputs));
    const TerritoryCoverage& a = run.covered("A");
    EXPECT_EQ(a.centre_kind, CentreKind::population);
    EXPECT_NEAR(a.centre.lon, grid.centre(0, 1).lon - Grid::cell / 4, 1e-4);
    EXPECT_NEAR(a.centre.lat, grid.centre(0, 1).lat, 1e-4);
    ASSERT_TRUE(a.nearest.has_value());
    EXPECT_EQ(run.nearest("A"), "p");
    EXPECT_NEAR(a.nearest->distance_km, 1.25 * cell_east_km, 0.05);
    EXPECT_NEAR(run.covered("B").nearest->distance_km, 0, 1e-6);
}

TEST(MeasureDistances, FromAPointInsideWhereTooFewHaveAPoint) {
    Grid grid({"AAAB"});
    for (const int known : {98, 99}) {
        stages::Inputs inputs = grid.inputs();
        inputs.composition = grid.composition();
        demand(inputs, "01000").population = known;
        demand(inputs, "01001").population = 100 - known;
        demand(inputs, "01001").point.reset();
        demand(inputs, "01002").population = 0;
        const Staged run(std::move(inputs));
        EXPECT_EQ(run.covered("A").centre_kind, known == 99 ? CentreKind::population : CentreKind::interior) << known;
        const Point centre = run.covered("A").centre;
        if (known == 99) {
            EXPECT_NEAR(centre.lon, grid.centre(0, 0).lon, 1e-9);
        } else {
            EXPECT_GT(centre.lon, grid.corner(0, 0).lon);
            EXPECT_LT(centre.lon, grid.corner(0, 3).lon);
            EXPECT_LT(centre.lat, grid.corner(0, 0).lat);
            EXPECT_GT(centre.lat, grid.corner(1, 0).lat);
        }
    }
}

TEST(MeasureDistances, APaysOfUnknownPopulationHasNoCentreOfPeople) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{"01000", "A"}, {"88888", "A"}, {"01001", "B"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").centre_kind, CentreKind::interior);
    EXPECT_EQ(run.covered("B").centre_kind, CentreKind::population);
}

TEST(MeasureDistances, OnlyCountedFacilitiesThatAreSurelySomewhereAreNear) {
    const Grid grid({"AAAAB"});
    stages::Inputs inputs = grid.inputs();
    const Point near = grid.centre(0, 4);
    add(inputs, with_stage(at("emergent", near), Stage::emergent));
    add(inputs, with_stage(at("ferme", near), Stage::ferme));
    add(inputs, with_stage(at("inconnu", near), Stage::unknown));
    Facility vague = in_departement("vague", "01");
    vague.point = near;
    add(inputs, vague);
    add(inputs, at("far", grid.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.nearest("B"), "far");
    EXPECT_NEAR(run.covered("B").nearest->distance_km, 4 * cell_east_km, 0.1);
}

TEST(MeasureDistances, AFacilityOutsideAnyPaysIsNearToo) {
    const Staged run(Grid({"aAAB*"}).inputs());
    EXPECT_EQ(run.nearest("B"), "x");
    EXPECT_NEAR(run.covered("B").nearest->distance_km, cell_east_km, 0.02);
}

TEST(MeasureDistances, ATieGoesToTheLowestId) {
    const Grid grid({"A",  //
                     "B",  //
                     "C"});
    for (const bool turned : {false, true}) {
        stages::Inputs inputs = grid.inputs();
        const Point twice = grid.centre(0, 0);
        add(inputs, at(turned ? "10" : "2", twice));
        add(inputs, at(turned ? "2" : "10", twice));
        const Staged run(std::move(inputs));
        EXPECT_EQ(run.nearest("B"), "10") << turned;  // ids are text
        EXPECT_NEAR(run.covered("B").nearest->distance_km, cell_north_km, 0.05);
        EXPECT_NEAR(run.covered("C").nearest->distance_km, 2 * cell_north_km, 0.1);
    }
}

TEST(MeasureDistances, NoDistanceCrossesTheSea) {
    // Nice and the west coast of Corse, 200 km apart; each has its pays, only the mainland a facility
    const Grid continent({"A"}, {7.2, 43.8});
    const Grid corse({"B"}, {8.7, 42.0});
    const Grid reunion({"C"}, {55.4, -20.9});
    stages::Inputs inputs = continent.inputs();
    inputs.territories.push_back(corse.territories().front());
    inputs.territories.push_back(reunion.territories().front());
    inputs.territories_read = 3;
    add(inputs, at("nice", continent.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.nearest("A"), "nice");
    EXPECT_EQ(run.nearest("B"), "");
    EXPECT_EQ(run.nearest("C"), "");
}

TEST(MeasureDistances, ACorsicanPaysHasItsNearestInCorse) {
    const Grid corse({"BC"}, {8.7, 42.0});
    stages::Inputs inputs = corse.inputs();
    add(inputs, at("nice", {7.26, 43.7}));
    add(inputs, at("ajaccio", corse.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.nearest("B"), "ajaccio");
    EXPECT_EQ(run.nearest("C"), "ajaccio");
}

TEST(MeasureDistances, WithoutAnyFacilityThereIsNoDistance) {
    const Staged run(Grid({"AB"}).inputs());
    EXPECT_FALSE(run.covered("A").nearest.has_value());
}

TEST(MeasureDistances, TheNearestMayBeInAnotherRegion) {
    Grid grid({"AAAb"});
    grid.departements({"1115"});
    Study study;
    study.region = "10";
    const Staged run(grid.inputs(), study);
    EXPECT_EQ(run.bucket("b"), Bucket::excluded);
    EXPECT_EQ(run.nearest("A"), "b");
}

}  // namespace
}  // namespace maillage::test
