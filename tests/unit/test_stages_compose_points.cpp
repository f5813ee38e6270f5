// One frame, the square (0, 46) to (1, 47); points within, beside, and without coordinates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/compose.hpp"
#include "stages/composition.hpp"
#include "support/staged.hpp"
#include "test_stages_compose_support.hpp"

namespace maillage::stages {
namespace {

using namespace compose_test;
using test::parameter;
using testing::IsEmpty;
using testing::SizeIs;

const Layer frames = drawn(table("f.geojson", {"code"}, {{"01"}}), {square(0, 46)});

Outlines composed(const Layer& points, const std::vector<Cells>& rows) {
    const CompositionTable listed = composition_table(table("t.csv", {"CODGEO", "PAYS"}, rows), "", "PAYS");
    return divided(points, frames, "", territory_of(listed, points, {}), {});
}

TEST(ComposePoints, AFrameIsDividedHalfwayBetweenItsPoints) {
    const Layer points = drawn(table("p.geojson", {"code"}, {{"a"}, {"b"}}), {point(0.25, 46.5), point(0.75, 46.5)});
    const Outlines result = composed(points, {{"a", "X"}, {"b", "Y"}});
    EXPECT_THAT(result.findings, IsEmpty());
    EXPECT_DOUBLE_EQ(box_of(result.by_code.at("X")).max_lon, 0.5);
    EXPECT_DOUBLE_EQ(box_of(result.by_code.at("Y")).min_lon, 0.5);
}

TEST(ComposePoints, APointInNoFrameIsAFinding) {
    const Layer points =
        drawn(table("p.geojson", {"code"}, {{"a"}, {"b"}, {"c"}, {"d"}}), {point(0.5, 46.5), point(5, 46.5), Shape{}, point(5, 46.5)});
    const Outlines result = composed(points, {{"a", "X"}, {"b", "Y"}, {"c", "Y"}, {"d", ""}});
    ASSERT_THAT(result.findings, SizeIs(2));
    EXPECT_EQ(result.findings[0].code, FindingCode::composition_point_without_frame);
    EXPECT_EQ(result.findings[0].subject, "b");
    EXPECT_EQ(result.findings[0].row, 2U);
    EXPECT_EQ(result.findings[0].path, "p.geojson");
    EXPECT_EQ(result.findings[0].point, (Point{5, 46.5}));
    EXPECT_EQ(result.findings[1].subject, "c");
    EXPECT_FALSE(result.findings[1].point);
    EXPECT_THAT(result.by_code, SizeIs(1));
}

TEST(ComposePoints, AFrameNamedThatIsNotThereIsNoFrame) {
    const Layer points = table("p.csv", {"code", "departement", "lon", "lat"}, {{"a", "01", "0.5", "46.5"}, {"b", "02", "0.6", "46.5"}});
    const Outlines result = composed(points, {{"a", "X"}, {"b", "X"}});
    ASSERT_THAT(result.findings, SizeIs(1));
    EXPECT_EQ(result.findings[0].code, FindingCode::composition_point_without_frame);
    EXPECT_EQ(result.findings[0].subject, "b");
}

TEST(ComposePoints, PointsThatTheTableLacksAndTheReverseAreFindings) {
    const Layer points = drawn(table("p.geojson", {"code"}, {{"a"}, {"b"}}), {point(0.25, 46.5), point(0.75, 46.5)});
    const Outlines result = composed(points, {{"a", "X"}, {"z", "Y"}});
    ASSERT_THAT(result.findings, SizeIs(2));
    EXPECT_EQ(result.findings[0].code, FindingCode::composition_lacks_communes);
    EXPECT_EQ(result.findings[0].subject, "b");
    EXPECT_EQ(result.findings[1].code, FindingCode::composition_key_without_outline);
    EXPECT_EQ(result.findings[1].subject, "z");
}

}  // namespace
}  // namespace maillage::stages
