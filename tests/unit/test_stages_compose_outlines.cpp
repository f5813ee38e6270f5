// Squares side by side from lon 0, one a commune.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/compose.hpp"
#include "stages/composition.hpp"
#include "support/staged.hpp"
#include "test_stages_compose_support.hpp"

namespace maillage::stages {
namespace {

using namespace compose_test;
using test::found;
using test::parameter;
using testing::IsEmpty;
using testing::SizeIs;

Layer strip(const std::vector<std::string>& codes) {
    std::vector<Cells> rows;
    std::vector<Shape> shapes;
    for (const std::string& code : codes) {
        shapes.push_back(square(static_cast<double>(rows.size()), 46));
        rows.push_back({code});
    }
    return drawn(table("c.geojson", {"code"}, rows), shapes);
}

Outlines composed(const Layer& communes, const std::vector<Cells>& rows, const Gazetteer& known = {}) {
    const CompositionTable listed = composition_table(table("t.csv", {"CODGEO", "PAYS"}, rows), "", "PAYS");
    return merged(communes, territory_of(listed, communes, known), known);
}

TEST(ComposeOutlines, NeighboursMergeByTerritory) {
    const Outlines result = composed(strip({"a", "b", "c"}), {{"a", "X"}, {"b", "X"}, {"c", "Y"}});
    ASSERT_THAT(result.by_code, SizeIs(2));
    EXPECT_EQ(result.by_code.at("X"), (MultiPolygon{Polygon{{{0, 46}, {1, 46}, {2, 46}, {2, 47}, {1, 47}, {0, 47}, {0, 46}}, {}}}));
    EXPECT_EQ(result.by_code.at("Y"), (MultiPolygon{Polygon{square_ring(2, 46), {}}}));
    EXPECT_THAT(result.findings, IsEmpty());
}

TEST(ComposeOutlines, BothWaysOfNotFittingAreFindings) {
    const Outlines result = composed(strip({"a", "b", "c"}), {{"a", "X"}, {"z", "X"}, {"c", ""}});
    ASSERT_THAT(result.findings, SizeIs(2));
    EXPECT_EQ(result.findings[0].code, FindingCode::composition_lacks_commune);
    EXPECT_EQ(result.findings[0].subject, "b");
    EXPECT_EQ(result.findings[0].path, "c.geojson");
    EXPECT_EQ(result.findings[0].row, 2U);
    EXPECT_EQ(result.findings[1].code, FindingCode::composition_key_without_outline);
    EXPECT_EQ(result.findings[1].subject, "z");
    EXPECT_EQ(result.findings[1].path, "t.csv");
    EXPECT_EQ(result.findings[1].row, 3U);
    EXPECT_EQ(result.by_code.at("X"), (MultiPolygon{Polygon{square_ring(0, 46), {}}}));
}

// 01009 has become 01002, which the gazetteer puts in the EPCI; 01001 is not drawn.
TEST(ComposeOutlines, AnOutlineOfAnEarlierVintageFollowsItsCode) {
    const Outlines result = composed(strip({"01009", "02001"}), {{"200000001", "X"}}, gazetteer());
    EXPECT_EQ(result.by_code.at("X"), (MultiPolygon{Polygon{square_ring(0, 46), {}}}));
    ASSERT_THAT(result.findings, SizeIs(2));
    EXPECT_EQ(result.findings[0].code, FindingCode::composition_lacks_commune);
    EXPECT_EQ(result.findings[0].subject, "02001");
    EXPECT_EQ(result.findings[1].code, FindingCode::composition_key_without_outline);
    EXPECT_EQ(result.findings[1].subject, "01001");
    EXPECT_EQ(result.findings[1].row, 2U);
}

TEST(ComposeOutlines, ACodeWhoseHistoryLeadsToTwoTerritoriesGoesToNone) {
    Gazetteer known = gazetteer();
    known.add_former("01009", "02001");
    const Outlines result = composed(strip({"01009", "01001"}), {{"200000001", "X"}, {"200000002", "Y"}}, known);
    const std::vector<Finding> conflicts = found(result.findings, FindingCode::composition_conflict);
    ASSERT_THAT(conflicts, SizeIs(1));
    EXPECT_EQ(conflicts[0].subject, "01009");
    EXPECT_EQ(parameter(conflicts[0], "territories"), "X, Y");
    ASSERT_THAT(result.by_code, SizeIs(1));
    EXPECT_EQ(result.by_code.at("X"), (MultiPolygon{Polygon{square_ring(1, 46), {}}}));
}

TEST(ComposeOutlines, BordersThatOverlapAreToldByTerritoryWithAPlace) {
    Layer communes = strip({"a", "b", "c", "d"});
    communes.rows[3].shape = square(2.5, 46);
    const Outlines result = composed(communes, {{"a", "X"}, {"b", "X"}, {"c", "Y"}, {"d", "Y"}});
    ASSERT_THAT(result.findings, SizeIs(1));
    EXPECT_EQ(result.findings[0].code, FindingCode::composition_borders_differ);
    EXPECT_EQ(result.findings[0].subject, "Y");
    ASSERT_TRUE(result.findings[0].point);
    EXPECT_GE(result.findings[0].point->lon, 2.5);
    EXPECT_LE(result.findings[0].point->lon, 3);
    const Box box = box_of(result.by_code.at("Y"));
    EXPECT_EQ(box.min_lon, 2);
    EXPECT_EQ(box.max_lon, 3.5);
}

TEST(ComposeOutlines, ACommuneWithoutAPolygonIsToldOnce) {
    Layer communes = strip({"a", "b"});
    communes.rows[1].shape = point(1.5, 46.5);
    const Outlines result = composed(communes, {{"a", "X"}, {"b", "Y"}});
    ASSERT_THAT(result.findings, SizeIs(1));
    EXPECT_EQ(result.findings[0].code, FindingCode::territory_without_polygon);
    EXPECT_THAT(result.by_code, SizeIs(1));
}

}  // namespace
}  // namespace maillage::stages
