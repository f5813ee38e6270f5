#include "stages/cross_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Lengths are GeographicLib's (pyproj 3.4).

Facility coded(Facility facility, const std::string& commune) {
    facility.commune = commune;
    return facility;
}

TEST(CrossCheck, AContradictionIsALineFromThePointToTheCommune) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 0)));
    const Staged run(std::move(inputs));
    ASSERT_THAT(run.found(FindingCode::facility_code_point_disagree), SizeIs(1));
    const Finding finding = run.found(FindingCode::facility_code_point_disagree).front();
    EXPECT_EQ(finding.point, grid.centre(0, 1));
    EXPECT_EQ(finding.to, grid.centre(0, 0));
    EXPECT_EQ(parameter(finding, "distance_km"), "9.339");
    EXPECT_EQ(parameter(finding, "decides"), "code");
}

TEST(CrossCheck, CodeAndPointThatAgreeAreNoFinding) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 0)), grid.commune(0, 0)));
    add(inputs, coded(at("border", grid.corner(0, 1)), grid.commune(0, 1)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("border"), "B");
    EXPECT_THAT(run.found(FindingCode::facility_code_point_disagree), IsEmpty());
}

TEST(CrossCheck, ACodeOutsideAnyPaysThatAPointContradictsIsAFinding) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 2)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("p"), Bucket::outside);
    ASSERT_THAT(run.found(FindingCode::facility_code_point_disagree), SizeIs(1));
    EXPECT_EQ(parameter(run.found(FindingCode::facility_code_point_disagree).front(), "by_point"), "B");
}

TEST(CrossCheck, AnApproximateOutlineContradictsNoCode) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    inputs.territories[0].approximate = inputs.territories[1].approximate = true;
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("p"), "A");
    EXPECT_THAT(run.found(FindingCode::facility_code_point_disagree), IsEmpty());
}

TEST(CrossCheck, WithoutACompositionTheCommunesPointSpeaksForTheCode) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 0)));
    add(inputs, coded(at("q", grid.centre(0, 1)), grid.commune(0, 1)));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.territory("p"), "B");
    ASSERT_THAT(run.found(FindingCode::facility_code_point_disagree), SizeIs(1));
    const Finding finding = run.found(FindingCode::facility_code_point_disagree).front();
    EXPECT_EQ(parameter(finding, "by_code"), "A");
    EXPECT_EQ(parameter(finding, "decides"), "point");
}

TEST(CrossCheck, PointsOnlyHasNoCodesToCheck) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 1)), grid.commune(0, 0)));
    Study study;
    study.points_only = true;
    const Staged run(std::move(inputs), study);
    EXPECT_THAT(run.found(FindingCode::facility_code_point_disagree), IsEmpty());
}

TEST(CrossCheck, AnEpciIsContradictedByAPointInNoneOfItsPays) {
    const Grid grid = Grid({"ABC"}).epcis({"11."});
    for (const Precision precision : {Precision::epci, Precision::adresse}) {
        stages::Inputs inputs = grid.inputs();
        inputs.composition = grid.composition();
        for (const std::size_t column : {1U, 2U}) {
            Facility facility = in_epci(column == 1 ? "within" : "beyond", "200000001");
            facility.point = grid.centre(0, column);
            facility.precision = precision;
            add(inputs, facility);
        }
        const Staged run(std::move(inputs));
        ASSERT_THAT(run.found(FindingCode::facility_code_point_disagree), SizeIs(1));
        const Finding finding = run.found(FindingCode::facility_code_point_disagree).front();
        EXPECT_EQ(finding.subject, "beyond");
        EXPECT_EQ(parameter(finding, "by_code"), "A, B");
        EXPECT_EQ(parameter(finding, "decides"), precision == Precision::epci ? "code" : "point");
        EXPECT_EQ(finding.to, grid.centre(0, 1));  // its commune nearest to the point
    }
}

TEST(CrossCheck, APointInNoPaysContradictsNoEpciThatIsPartlyOutside) {
    const Grid grid = Grid({"A.."}).epcis({"11."});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    Facility facility = in_epci("p", "200000001");
    facility.point = grid.centre(0, 2);
    add(inputs, facility);
    const Staged run(std::move(inputs));
    EXPECT_THAT(run.found(FindingCode::facility_code_point_disagree), IsEmpty());
}

TEST(CrossCheck, APointFartherThanAnyCommuneReachesIsAFinding) {
    const Grid grid({"AAAAAA"});  // 9.34 km a cell
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("four cells", grid.centre(0, 4)), grid.commune(0, 0)));
    add(inputs, coded(at("five cells", grid.centre(0, 5)), grid.commune(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_THAT(run.found(FindingCode::facility_code_point_disagree), IsEmpty());
    ASSERT_THAT(run.found(FindingCode::facility_point_far), SizeIs(1));
    const Finding finding = run.found(FindingCode::facility_point_far).front();
    EXPECT_EQ(finding.subject, "five cells");
    EXPECT_EQ(finding.to, grid.centre(0, 0));
}

TEST(CrossCheck, CommunesOfGuyaneReachFarther) {
    const Grid grid({"AAAAAA"}, {-54, 4});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, coded(at("p", grid.centre(0, 5)), grid.commune(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_THAT(run.found(FindingCode::facility_point_far), IsEmpty());
}

TEST(CrossCheck, ACommuneOutsideTheOutlineOfItsPaysIsToldWithThePays) {
    const Grid grid({"AAB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{grid.commune(0, 0), "B"}, {grid.commune(0, 1), "B"}, {grid.commune(0, 2), "B"}});
    add(inputs, at("p", grid.centre(0, 2)));
    const Staged run(std::move(inputs));
    ASSERT_THAT(run.found(FindingCode::composition_outline_disagree), SizeIs(1));
    const Finding finding = run.found(FindingCode::composition_outline_disagree).front();
    EXPECT_EQ(finding.subject, "B");
    EXPECT_EQ(parameter(finding, "count"), "2");
    EXPECT_EQ(parameter(finding, "total"), "3");
    EXPECT_EQ(parameter(finding, "communes"), grid.commune(0, 0) + ", " + grid.commune(0, 1));  // the farthest first
    EXPECT_EQ(finding.point, grid.centre(0, 0));
    ASSERT_TRUE(finding.to);
    EXPECT_EQ(finding.to->lon, grid.corner(0, 2).lon);
}

TEST(CrossCheck, ACommuneOutsideAnyPaysThatStandsInOneIsToldWithThatOne) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{grid.commune(0, 0), "A"}});
    add(inputs, at("p", grid.centre(0, 0)));
    const Staged run(std::move(inputs));
    ASSERT_THAT(run.found(FindingCode::composition_outline_disagree), SizeIs(1));
    EXPECT_EQ(run.found(FindingCode::composition_outline_disagree).front().subject, "B");
}

TEST(CrossCheck, ACompositionAsDrawnHasNoContradiction) {
    const Grid grid({"AB.", "BB "});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    add(inputs, at("p", grid.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_THAT(run.found(FindingCode::composition_outline_disagree), IsEmpty());
}

TEST(CrossCheck, AnApproximateOutlineContradictsNoComposition) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{grid.commune(0, 0), "B"}, {grid.commune(0, 1), "B"}});
    inputs.territories[1].approximate = true;
    add(inputs, at("p", grid.centre(0, 0)));
    const Staged run(std::move(inputs));
    EXPECT_THAT(run.found(FindingCode::composition_outline_disagree), IsEmpty());
}

}  // namespace
}  // namespace maillage::test
