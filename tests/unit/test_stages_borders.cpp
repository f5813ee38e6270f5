#include "stages/borders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Lengths are GeographicLib's (pyproj 3.4). At the middle of the first line of a grid, 1e-4° of longitude is 7.4715 m.

Facility uncertain(Facility facility, double metres) {
    facility.uncertainty_m = metres;
    return facility;
}

Point east_of(Point point, double degrees) { return {point.lon + degrees, point.lat}; }

TEST(Borders, AnAddressHasItsDistanceToTheNearestBorder) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("in", grid.centre(0, 0)));
    add(inputs, at("out", east_of(grid.centre(0, 1), 0.0626)));
    const Staged run(std::move(inputs));
    EXPECT_NEAR(run.placement("in").border_m.value(), 4669.7148, 0.001);
    EXPECT_EQ(run.bucket("out"), Bucket::outside);
    EXPECT_NEAR(run.placement("out").border_m.value(), 7.4715, 0.0001);
    EXPECT_THAT(run.found(FindingCode::facility_near_border), IsEmpty());
}

TEST(Borders, APointThatACodeGaveHasNone) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, in_commune("code", grid.commune(0, 0)));
    Facility coded = at("code and address", grid.centre(0, 1));
    coded.commune = grid.commune(0, 1);
    add(inputs, coded);
    Facility imprecise = at("point of the commune", grid.centre(0, 1));
    imprecise.precision = Precision::commune;
    add(inputs, imprecise);
    const Staged run(std::move(inputs));
    EXPECT_FALSE(run.placement("code").border_m);
    EXPECT_FALSE(run.placement("code and address").border_m);
    EXPECT_EQ(run.placement("point of the commune").method, Method::point);
    EXPECT_FALSE(run.placement("point of the commune").border_m);
}

TEST(Borders, WhatIsNotCountedHasNone) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(with_stage(at("closed", grid.corner(0, 1)), Stage::ferme), 10));
    const Staged run(std::move(inputs));
    EXPECT_FALSE(run.placement("closed").border_m);
    EXPECT_THAT(run.found(FindingCode::facility_near_border), IsEmpty());
}

TEST(Borders, AnUncertaintyThatReachesOverABorderIsAFinding) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, uncertain(at("near", east_of(grid.centre(0, 0), 0.0624)), 7.5));
    add(inputs, uncertain(at("not so near", east_of(grid.centre(0, 0), 0.0624)), 7.4));
    add(inputs, at("unstated", east_of(grid.centre(0, 0), 0.0624)));
    const Staged run(std::move(inputs));
    ASSERT_THAT(run.found(FindingCode::facility_near_border), SizeIs(1));
    const Finding finding = run.found(FindingCode::facility_near_border).front();
    EXPECT_EQ(finding.subject, "near");
    EXPECT_EQ(parameter(finding, "territory"), "A");
    EXPECT_EQ(parameter(finding, "uncertainty_m"), "7.5");
    EXPECT_EQ(parameter(finding, "elsewhere"), "B (7.5 m)");
    ASSERT_TRUE(run.sensitivity);
    ASSERT_THAT(run.sensitivity->near_border, SizeIs(1));
    EXPECT_EQ(run.sensitivity->near_border.front().facility, 0U);
    EXPECT_EQ(run.sensitivity->near_border.front().elsewhere.front().territory, 1U);
    EXPECT_EQ(run.sensitivity->stated, 2U);
}

TEST(Borders, TheStudySpeaksForRowsThatStateNothing) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("unstated", east_of(grid.centre(0, 0), 0.0624)));
    add(inputs, uncertain(at("sure", east_of(grid.centre(0, 0), 0.0624)), 0));
    Study study;
    study.uncertainty_m = 20;
    const Staged run(std::move(inputs), study);
    ASSERT_THAT(run.found(FindingCode::facility_near_border), SizeIs(1));
    EXPECT_EQ(run.found(FindingCode::facility_near_border).front().subject, "unstated");
}

TEST(Borders, LandOfNoPaysIsElsewhereToo) {
    const Grid grid({"A.", "BB"});
    stages::Inputs inputs = grid.inputs();
    const Point corner = grid.corner(1, 1);
    add(inputs, uncertain(at("p", {corner.lon - 1e-4, corner.lat + 1e-4}), 30));
    Study study;
    study.language = Language::english;
    const Staged run(std::move(inputs), study);
    ASSERT_THAT(run.found(FindingCode::facility_near_border), SizeIs(1));
    EXPECT_EQ(parameter(run.found(FindingCode::facility_near_border).front(), "elsewhere"), "B (11.1 m), no pays (7.5 m)");
}

}  // namespace
}  // namespace maillage::test
