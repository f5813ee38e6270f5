#include "stages/compose_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "support/staged.hpp"
#include "test_stages_compose_support.hpp"

namespace maillage::stages {
namespace {

using namespace compose_test;
using test::parameter;
using testing::IsEmpty;
using testing::SizeIs;

constexpr FindingCode one = FindingCode::composition_lacks_commune;
constexpr FindingCode many = FindingCode::composition_lacks_communes;

std::vector<Remark> remarks(int count) {
    std::vector<Remark> result;
    for (int i = count; i > 0; --i) {
        result.push_back({std::to_string(1000 + i), static_cast<std::size_t>(i), Point{2.0000049, 46}});
    }
    return result;
}

TEST(ComposeParts, TwentyRemarksAreTwentyFindings) {
    const std::vector<Finding> findings = told(one, many, "c.csv", remarks(20));
    ASSERT_THAT(findings, SizeIs(20));
    EXPECT_EQ(findings[0].code, one);
    EXPECT_EQ(findings[0].subject, "1001");
    EXPECT_EQ(findings[0].row, 1U);
    EXPECT_EQ(parameter(findings[0], "codes"), "1001");
    EXPECT_EQ(parameter(findings[0], "count"), "1");
    EXPECT_EQ(parameter(findings[0], "lon"), "2.00000");
    EXPECT_EQ(findings[19].subject, "1020");
}

TEST(ComposeParts, MoreAreOneWithTheirNumberAndTheFirstCodes) {
    const std::vector<Finding> findings = told(one, many, "c.csv", remarks(21));
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, many);
    EXPECT_EQ(findings[0].subject, "");
    EXPECT_EQ(findings[0].row, 0U);
    EXPECT_EQ(parameter(findings[0], "count"), "21");
    EXPECT_EQ(parameter(findings[0], "codes"), "1001, 1002, 1003, 1004, 1005…");
    EXPECT_THAT(told(one, many, "c.csv", {}), IsEmpty());
}

std::vector<Finding> findings_of(const Shape& shape, bool kept) {
    LayerRow row;
    row.number = 7;
    row.shape = shape;
    std::vector<Finding> findings;
    EXPECT_EQ(sound(row, "01001", "c.geojson", findings).has_value(), kept);
    for (const Finding& finding : findings) {
        EXPECT_EQ(finding.subject, "01001");
        EXPECT_EQ(finding.row, 7U);
    }
    return findings;
}

TEST(ComposeParts, AnOutlineIsKeptRepairedOrLeftOutAndToldSo) {
    EXPECT_THAT(findings_of(square(2, 46), true), IsEmpty());
    const std::vector<Finding> bare = findings_of(point(2, 46), false);
    ASSERT_THAT(bare, SizeIs(1));
    EXPECT_EQ(bare[0].code, FindingCode::territory_without_polygon);
    EXPECT_EQ(parameter(bare[0], "type"), "Point");
    // a bow tie: two triangles that cross at (2.5, 46.5)
    const std::vector<Finding> tie =
        findings_of(polygon_of({Polygon{{{2, 46}, {3, 47}, {3, 46}, {2, 47}, {2, 46}}, {}}}), true);
    ASSERT_THAT(tie, SizeIs(1));
    EXPECT_EQ(tie[0].code, FindingCode::territory_repaired);
    EXPECT_EQ(tie[0].point, (Point{2.5, 46.5}));
    const Shape flat = polygon_of({Polygon{{{2, 46}, {3, 47}, {2, 46}, {3, 47}, {2, 46}}, {}}});
    ASSERT_THAT(findings_of(flat, false), SizeIs(1));
    EXPECT_EQ(findings_of(flat, false)[0].code, FindingCode::territory_unrepairable);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Shape nowhere = polygon_of({Polygon{{{2, 46}, {nan, 46}, {3, 47}, {2, 46}}, {}}});
    ASSERT_THAT(findings_of(nowhere, false), SizeIs(1));
    const Shape short_ring = polygon_of({Polygon{{{2, 46}, {3, 46}}, {}}});
    ASSERT_THAT(findings_of(short_ring, false), SizeIs(1));
}

}  // namespace
}  // namespace maillage::stages
