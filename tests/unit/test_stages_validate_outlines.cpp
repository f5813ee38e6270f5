#include "stages/validate_outlines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "support/staged.hpp"

namespace maillage::stages {
namespace {

using test::parameter;
using testing::IsEmpty;
using testing::SizeIs;

Ring box(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

/// One outline checked, with what was found.
struct Checked {
    explicit Checked(MultiPolygon drawn, double limit = 5) {
        Territory territory;
        territory.code = "A";
        territory.row = 4;
        territory.outline = std::move(drawn);
        OutlineCheck check("pays.geojson", limit, findings);
        outline = check.sound(territory);
        check.finish();
    }
    [[nodiscard]] bool only(FindingCode code) const { return findings.size() == 1 && findings[0].code == code; }
    [[nodiscard]] std::string said(const std::string& name) const { return findings.empty() ? "" : parameter(findings[0], name); }

    std::vector<Finding> findings;
    std::optional<MultiPolygon> outline;
};

TEST(ValidateOutlines, AValidOneIsLeftAlone) {
    const MultiPolygon whole{Polygon{box(2, 47, 3, 48), {box(2.25, 47.25, 2.5, 47.5)}}, Polygon{box(4, 47, 5, 48), {}}};
    const Checked checked(whole);
    EXPECT_EQ(checked.outline, whole);
    EXPECT_THAT(checked.findings, IsEmpty());
}

TEST(ValidateOutlines, ABowTieIsRepairedAndNothingMoves) {
    const Checked checked({Polygon{{{2, 47}, {3, 48}, {3, 47}, {2, 48}, {2, 47}}, {}}});
    ASSERT_TRUE(checked.outline);
    EXPECT_THAT(*checked.outline, SizeIs(2));
    ASSERT_TRUE(checked.only(FindingCode::territory_repaired));
    EXPECT_EQ(checked.said("reason"), "Self-intersection");
    EXPECT_EQ(checked.said("moved_km2"), "0.000");
    EXPECT_EQ(checked.said("share"), "0.000");
    EXPECT_EQ(checked.findings[0].point, (Point{2.5, 47.5}));
    EXPECT_EQ(checked.findings[0].row, 4U);
}

// The square 2.5 47.5 3 48 has 2084.300 km², that of 2 47 3 48 united with 2.5 47.5 3.5 48.5 has 14589.620 km²: 14.286 %
// (Shapely 1.8, pyproj.Geod).

TEST(ValidateOutlines, ARepairThatMovesTooMuchIsRefused) {
    const MultiPolygon overlapping{Polygon{box(2, 47, 3, 48), {}}, Polygon{box(2.5, 47.5, 3.5, 48.5), {}}};
    const Checked refused(overlapping);
    EXPECT_FALSE(refused.outline);
    ASSERT_TRUE(refused.only(FindingCode::territory_repair_refused));
    EXPECT_EQ(refused.said("moved_km2"), "2084.300");
    EXPECT_EQ(refused.said("share"), "14.286");
    EXPECT_EQ(refused.said("limit"), "5");
    EXPECT_TRUE(refused.findings[0].point.has_value());
    EXPECT_FALSE(Checked(overlapping, 14).outline);
    const Checked allowed(overlapping, 14.5);
    ASSERT_TRUE(allowed.outline);
    EXPECT_TRUE(allowed.only(FindingCode::territory_repaired));
    EXPECT_NEAR(geo::area_km2(*allowed.outline), 14589.620, 0.01);
}

TEST(ValidateOutlines, AHoleOutsideAndANestedShellAreAmbiguous) {
    EXPECT_TRUE(Checked({Polygon{box(2, 46, 3, 47), {box(2.5, 47.5, 3, 48)}}}).only(FindingCode::territory_repair_refused));
    const MultiPolygon nested{Polygon{box(2, 47, 3, 48), {}}, Polygon{box(2.5, 47.5, 2.51, 47.51), {}}};
    const Checked small(nested);  // a ten-thousandth
    ASSERT_TRUE(small.only(FindingCode::territory_repaired));
    EXPECT_EQ(small.said("reason"), "Nested shells");
    ASSERT_THAT(*small.outline, SizeIs(1));
    EXPECT_THAT(small.outline->front().holes, IsEmpty());
    EXPECT_DOUBLE_EQ(geo::area_km2(*small.outline), geo::area_km2({nested[0]}));
}

TEST(ValidateOutlines, APartThatIsThereTwiceIsOne) {
    const Checked checked({Polygon{box(2, 47, 3, 48), {}}, Polygon{box(2, 47, 3, 48), {}}});
    ASSERT_TRUE(checked.outline);
    EXPECT_THAT(*checked.outline, SizeIs(1));
    EXPECT_EQ(checked.said("moved_km2"), "0.000");
}

TEST(ValidateOutlines, NumbersThatAreNotFiniteCantBeRepaired) {
    for (const double lost : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
        MultiPolygon outline{Polygon{box(2, 47, 3, 48), {box(2.2, 47.2, 2.4, 47.4)}}};
        outline[0].shell[1].lon = lost;
        outline[0].holes[0][2].lat = lost;
        const Checked checked(outline);
        EXPECT_FALSE(checked.outline);
        ASSERT_TRUE(checked.only(FindingCode::territory_not_finite));
        EXPECT_EQ(checked.said("count"), "2");
    }
}

TEST(ValidateOutlines, ARingIsClosedAndItsGapSaid) {
    const MultiPolygon whole{Polygon{box(2, 47, 3, 48), {}}};
    MultiPolygon outline = whole;
    outline[0].shell.pop_back();
    const Checked side(outline);  // the last side is not drawn: one degree of a meridian, 111 180.587 m (pyproj.Geod.inv)
    EXPECT_EQ(side.outline, whole);
    ASSERT_TRUE(side.only(FindingCode::territory_ring_gap));
    EXPECT_EQ(side.said("gap_m"), "111180.587");
    EXPECT_EQ(side.findings[0].point, (Point{2, 48}));

    outline = whole;
    outline[0].shell.back().lat = 47.000005;  // 0.556 m
    const Checked rounding(outline);
    EXPECT_TRUE(rounding.outline);
    ASSERT_TRUE(rounding.only(FindingCode::territory_ring_closed));
    EXPECT_EQ(rounding.said("gap_m"), "0.556");
}

TEST(ValidateOutlines, ARingWithAPieceOfBorderMissingIsRefused) {
    // a border of short steps along three sides of the square; the fourth, a degree, is lost
    Ring ring;
    for (int i = 0; i < 10; ++i) {
        ring.push_back({2 + 0.1 * i, 47});
    }
    for (int i = 0; i < 10; ++i) {
        ring.push_back({3, 47 + 0.1 * i});
    }
    for (int i = 0; i <= 10; ++i) {
        ring.push_back({3 - 0.1 * i, 48});
    }
    const Checked checked({Polygon{ring, {}}});
    EXPECT_FALSE(checked.outline);
    ASSERT_TRUE(checked.only(FindingCode::territory_ring_open));
    EXPECT_EQ(checked.said("gap_m"), "111180.587");
    // a triangle whose longest side is not drawn always closes
    EXPECT_TRUE(Checked({Polygon{{{2, 47}, {2.5, 47}, {3, 47.001}}, {}}}).outline);
}

TEST(ValidateOutlines, RepeatedPositionsAndFlatRingsAreTakenOut) {
    Ring shell = box(2, 47, 3, 48);
    shell.insert(shell.begin() + 2, 2, shell[1]);
    const Checked checked({Polygon{shell, {{{2.5, 47.5}, {2.6, 47.5}, {2.5, 47.5}}}}});
    EXPECT_EQ(checked.outline, (MultiPolygon{Polygon{box(2, 47, 3, 48), {}}}));
    ASSERT_THAT(checked.findings, SizeIs(2));
    EXPECT_EQ(checked.findings[0].code, FindingCode::territory_ring_dropped);
    EXPECT_EQ(checked.said("count"), "1");
    EXPECT_EQ(checked.findings[1].code, FindingCode::territory_repeated_positions);
    EXPECT_EQ(parameter(checked.findings[1], "count"), "2");
    EXPECT_EQ(parameter(checked.findings[1], "rows"), "1");
}

TEST(ValidateOutlines, WhatLeavesNoAreaIsRejected) {
    EXPECT_TRUE(Checked({Polygon{{{2, 48}, {3, 48}, {2.5, 48}, {2, 48}}, {}}}).only(FindingCode::territory_unrepairable));
    EXPECT_TRUE(Checked({Polygon{{{2, 48}, {3, 48}}, {}}}).only(FindingCode::territory_unrepairable));
    EXPECT_TRUE(Checked({}).only(FindingCode::territory_unrepairable));
}

TEST(ValidateOutlines, TinyPartsAndSpikesAreListedAndKept) {
    // 0.8377 m² (pyproj.Geod); a tip 1.11 m long and 2 mm wide at 48 N
    const Ring tiny = box(2.5, 49.5, 2.50001, 49.50001);
    const MultiPolygon outline{Polygon{{{2, 47}, {3, 47}, {3, 48}, {2.5 + 2.68e-8, 48}, {2.5, 48.00001}, {2.5, 48}, {2, 48}, {2, 47}}, {}},
                               Polygon{tiny, {}}};
    const Checked checked(outline);
    EXPECT_EQ(checked.outline, outline);
    ASSERT_THAT(checked.findings, SizeIs(2));
    EXPECT_EQ(checked.findings[0].code, FindingCode::territory_tiny_part);
    EXPECT_EQ(checked.said("parts"), "1");
    EXPECT_EQ(checked.said("holes"), "0");
    EXPECT_EQ(checked.said("area_m2"), "0.8");
    EXPECT_EQ(checked.findings[0].point, tiny.front());
    EXPECT_EQ(checked.findings[1].code, FindingCode::territory_spike);
    EXPECT_EQ(parameter(checked.findings[1], "length_m"), "1.11");
    EXPECT_EQ(parameter(checked.findings[1], "width_m"), "0.0020");
    EXPECT_EQ(checked.findings[1].point, (Point{2.5, 48.00001}));
}

}  // namespace
}  // namespace maillage::stages
