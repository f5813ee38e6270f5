#include "stages/drawn_outline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/staged.hpp"

namespace maillage::stages {
namespace {

using test::parameter;
using testing::IsEmpty;
using testing::SizeIs;

const Ring square{{2, 47}, {3, 47}, {3, 48}, {2, 48}, {2, 47}};
const std::string path = "pays.gpkg";

struct Drawn {
    std::optional<MultiPolygon> outline;
    std::vector<Finding> findings;
};

Drawn drawn(Shape shape) {
    Drawn result;
    result.outline = drawn_outline(shape, {path, 7, "A"}, result.findings);
    return result;
}

Shape polygon() {
    Shape shape;
    shape.kind = Shape::Kind::polygon;
    shape.type = "Polygon";
    shape.polygons = {Polygon{square, {}}};
    return shape;
}

Shape lines(std::vector<Ring> all) {
    Shape shape;
    shape.kind = Shape::Kind::other;
    shape.type = "MultiLineString";
    shape.lines = std::move(all);
    return shape;
}

TEST(DrawnOutline, APolygonIsTakenAsItIs) {
    const Drawn plain = drawn(polygon());
    EXPECT_EQ(plain.outline, (MultiPolygon{Polygon{square, {}}}));
    EXPECT_THAT(plain.findings, IsEmpty());
}

TEST(DrawnOutline, ArcsAndMixturesAreSaidWithTheirRow) {
    Shape shape = polygon();
    shape.curved = true;
    shape.type = "CURVEPOLYGON";
    shape.ignored_points = 2;
    shape.ignored_lines = 1;
    const Drawn result = drawn(shape);
    EXPECT_TRUE(result.outline);
    ASSERT_THAT(result.findings, SizeIs(2));
    EXPECT_EQ(result.findings[0].code, FindingCode::territory_curve);
    EXPECT_EQ(parameter(result.findings[0], "type"), "CURVEPOLYGON");
    EXPECT_EQ(result.findings[1].code, FindingCode::territory_mixed_geometry);
    EXPECT_EQ(parameter(result.findings[1], "points"), "2");
    EXPECT_EQ(parameter(result.findings[1], "lines"), "1");
    EXPECT_EQ(result.findings[1].row, 7U);
    EXPECT_EQ(result.findings[1].subject, "A");
}

TEST(DrawnOutline, LinesThatEncloseAnAreaAreItsBorder) {
    const Drawn result = drawn(lines({{{2, 47}, {3, 47}, {3, 48}}, {{3, 48}, {2, 48}, {2, 47}}, {{3, 48}, {5, 50}}}));
    ASSERT_TRUE(result.outline);
    ASSERT_THAT(*result.outline, SizeIs(1));
    EXPECT_EQ(result.outline->front().shell.size(), 5U);
    ASSERT_THAT(result.findings, SizeIs(1));
    EXPECT_EQ(result.findings[0].code, FindingCode::territory_from_lines);
    EXPECT_EQ(parameter(result.findings[0], "lines"), "3");
    EXPECT_EQ(parameter(result.findings[0], "unused"), "1");
}

TEST(DrawnOutline, ALineIsClosedWithinAMetre) {
    // 0.000008° of a meridian are 0.89 m, 0.00001° are 1.11 m
    EXPECT_TRUE(drawn(lines({{{2, 47}, {3, 47}, {3, 48}, {2, 48}, {2, 47.000008}}})).outline);
    const Drawn open = drawn(lines({{{2, 47}, {3, 47}, {3, 48}, {2, 48}, {2, 47.00001}}}));
    EXPECT_FALSE(open.outline);
    ASSERT_THAT(open.findings, SizeIs(1));
    EXPECT_EQ(open.findings[0].code, FindingCode::territory_without_polygon);
    EXPECT_EQ(parameter(open.findings[0], "type"), "MultiLineString");
}

TEST(DrawnOutline, WhatDrawsNoAreaIsRefused) {
    for (const Shape& shape : {Shape{}, lines({}), lines({{{2, 47}, {std::nan(""), 47}, {3, 48}, {2, 47}}})}) {
        const Drawn result = drawn(shape);
        EXPECT_FALSE(result.outline);
        ASSERT_THAT(result.findings, SizeIs(1));
        EXPECT_EQ(result.findings[0].code, FindingCode::territory_without_polygon);
    }
}

TEST(DrawnOutline, HeightsAreSaidOncePerLayer) {
    Layer layer;
    layer.rows.resize(3);
    std::vector<Finding> findings;
    note_heights(layer, findings);
    EXPECT_THAT(findings, IsEmpty());
    layer.rows[0].shape.has_z = layer.rows[2].shape.has_m = true;
    note_heights(layer, findings);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "count"), "2");
}

}  // namespace
}  // namespace maillage::stages
