#include "stages/read_run.hpp"

#include <gmock/gmock.h>

#include "stages/publish.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using test::Grid;

TEST(StagesReadRun, TheNounsOfTheRun) {
    // `a` is in A; `x` is hors pays; `dep` may be in either pays; `old` is not attested; `closed` does not count; `a` twice is a duplicate.
    const Grid grid({"AaB*"});
    Inputs inputs = grid.inputs();
    const auto add = [&](Facility facility, int year) {
        facility.year = year;
        test::add(inputs, std::move(facility));
    };
    for (Facility& facility : inputs.facilities.rows) {
        facility.year = 2024;
    }
    add(test::in_departement("dep", "01"), 2024);
    add(test::at("old", grid.centre(0, 2)), 2012);
    add(test::with_stage(test::at("closed", grid.centre(0, 2)), Stage::ferme), 2024);
    add(test::at("a", grid.centre(0, 1)), 2024);
    inputs.facilities.rows.back().name = inputs.facilities.rows.front().name;
    test::demand(inputs, "01003").population = std::nullopt;
    Study study;
    study.attested_since = 2020;
    study.targets.per_territory = 2;
    const io::TemporaryFolder place;
    publish(test::Staged(std::move(inputs), study).result(), place.path("run"), false);
    const PastRun run = read_run(io::RunManifest(place.path("run")));

    ASSERT_EQ(run.pays.size(), 2U);
    EXPECT_EQ(run.pays[0].code, "A");
    EXPECT_EQ(run.pays[0].name, "Pays A");
    EXPECT_EQ(run.pays[0].status, Status::couvert);
    EXPECT_EQ(run.pays[0].missing, 1U);
    EXPECT_EQ(run.pays[0].population, 200);
    EXPECT_EQ(run.pays[1].status, Status::possible);
    EXPECT_EQ(run.pays[1].missing, 2U);
    EXPECT_FALSE(run.pays[1].outline.empty());
    ASSERT_EQ(run.demand.size(), 4U);
    EXPECT_EQ(run.demand[1].code, "01001");
    EXPECT_EQ(run.demand[1].region, "10");
    EXPECT_EQ(run.demand[1].point, grid.centre(0, 1));
    EXPECT_EQ(run.demand[3].population, std::nullopt);
    EXPECT_EQ(run.demand_pays[2], 1U);
    EXPECT_EQ(run.demand_pays[3], std::nullopt);
    EXPECT_EQ(run.facilities_counted, 3U);  // a, x and dep
    ASSERT_EQ(run.facilities.size(), 2U);
    EXPECT_EQ(run.facilities[0], grid.centre(0, 1));
    EXPECT_EQ(run.facilities[1], grid.centre(0, 3));
}

}  // namespace
}  // namespace maillage::stages
