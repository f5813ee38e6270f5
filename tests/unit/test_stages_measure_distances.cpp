#include <gtest/gtest.h>

#include "geo/geodesic.hpp"
#include "stages/measure.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

TEST(MeasureDistances, TheCentreIsWhereThePeopleAre) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, grid.commune(0, 1)).population = 3 * Grid::people;
    const Staged run(std::move(inputs));
    const TerritoryCoverage& a = run.covered("A");
    EXPECT_EQ(a.centre_kind, CentreKind::population);
    // three quarters of the way from one commune to the other; over 9 km the sphere bends by less than 1e-5 degree
    EXPECT_NEAR(a.centre.lon, grid.centre(0, 0).lon + 0.75 * Grid::cell, 1e-5);
    EXPECT_NEAR(a.centre.lat, grid.centre(0, 0).lat, 1e-4);
}

TEST(MeasureDistances, WithoutEnoughPointsItIsAPointInside) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    demand(inputs, grid.commune(0, 1)).point = std::nullopt;
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.covered("A").centre_kind, CentreKind::interior);
    EXPECT_EQ(run.locator->locate(run.covered("A").centre).holders.size(), 1U);
}

TEST(MeasureDistances, NoDistanceCrossesTheSea) {
    const Grid corse({"A"}, {8.75, 42.5});
    stages::Inputs inputs = corse.inputs();
    const Point menton{7.504, 43.775};
    const Point bonifacio{9.159, 41.387};
    add(inputs, at("menton", menton));
    EXPECT_EQ(Staged(stages::Inputs(inputs)).nearest("A"), "");
    add(inputs, at("bonifacio", bonifacio));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.nearest("A"), "bonifacio");
    EXPECT_NEAR(run.covered("A").nearest->distance_km, geo::distance_km(run.covered("A").centre, bonifacio), 1e-9);
}

TEST(MeasureDistances, OfEqualsTheLowestIdIsNearest) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    for (const char* const id : {"z", "b", "k"}) {
        add(inputs, at(id, grid.centre(0, 1)));
        inputs.facilities.rows.back().name = id;
    }
    EXPECT_EQ(Staged(std::move(inputs)).nearest("A"), "b");
}

TEST(MeasureDistances, OnlyCountedFacilitiesSurelyPlacedAreNear) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    add(inputs, with_stage(at("emergent", grid.centre(0, 0)), Stage::emergent));
    add(inputs, with_stage(at("closed", grid.centre(0, 0)), Stage::ferme));
    add(inputs, in_departement("somewhere", "01"));
    add(inputs, at("outside", grid.centre(0, 2)));
    EXPECT_EQ(Staged(std::move(inputs)).nearest("A"), "outside");
}

}  // namespace
}  // namespace maillage::test
