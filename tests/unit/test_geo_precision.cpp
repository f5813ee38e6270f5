#include "geo/precision.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "geo/dissolve.hpp"
#include "geo/geodesic.hpp"
#include "geo/projection.hpp"
#include "geo/validity.hpp"
#include "test_geo_partition.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

double printed_and_read(double value) {
    char text[64];
    (void)std::snprintf(text, sizeof text, "%.6f", value);
    return std::strtod(text, nullptr);
}

MultiPolygon printed_and_read(MultiPolygon outline) {
    const auto read = [](Ring& ring) {
        for (Point& point : ring) {
            point = {printed_and_read(point.lon), printed_and_read(point.lat)};
        }
    };
    for (Polygon& part : outline) {
        read(part.shell);
        std::for_each(part.holes.begin(), part.holes.end(), read);
    }
    return outline;
}

/// What the contract calls each coordinate rounded by itself.
MultiPolygon each_rounded(MultiPolygon outline) {
    for (Polygon& part : outline) {
        for (Point& point : part.shell) {
            point = rounded(point);
        }
        part.shell.erase(std::unique(part.shell.begin(), part.shell.end()), part.shell.end());
    }
    return outline;
}

TEST(GeoPrecision, APointIsTheDoubleNearestToItsDecimals) {
    EXPECT_EQ(rounded(Point{2.3456785, -48.1234564}), (Point{2.345679, -48.123456}));
    EXPECT_EQ(rounded(Point{0.1 + 0.2, 179.9999999}), (Point{0.3, 180}));
    EXPECT_FALSE(std::signbit(rounded(Point{-1e-9, 0}).lon));
    std::mt19937 random(6);
    std::uniform_real_distribution<double> any(-180, 180);
    for (int i = 0; i < 20000; ++i) {
        const Point point{any(random), any(random)};
        const Point result = rounded(point);
        ASSERT_EQ(result, (Point{printed_and_read(point.lon), printed_and_read(point.lat)}));
        ASSERT_EQ(rounded(result), result);
    }
}

TEST(GeoPrecision, CoordinatesAreRoundedEachByItself) {
    const MultiPolygon outline{Polygon{{{1.00000049, 2.0000006}, {1.0000003, 3}, {0, 3.00000051}, {1.00000049, 2.0000006}}, {}}};
    const MultiPolygon expected{Polygon{{{0, 3.000001}, {1, 2.000001}, {1, 3}, {0, 3.000001}}, {}}};
    EXPECT_EQ(rounded(outline), expected);
}

TEST(GeoPrecision, RepeatedPointsAndCollapsedPiecesAreDropped) {
    MultiPolygon outline{Polygon{{{0, 0}, {1, 0}, {1.0000001, 1e-7}, {1, 1}, {0, 1}, {0, 0}},
                                 {box_ring(0.5, 0.5, 0.5000001, 0.5000001), box_ring(0.2, 0.2, 0.3, 0.3)}},
                         Polygon{box_ring(5, 5, 5.0000002, 5.0000002), {}}};
    MultiPolygon expected = box(0, 0, 1, 1);
    expected[0].holes.push_back(box_ring(0.2, 0.2, 0.3, 0.3));
    EXPECT_EQ(rounded(outline), normalised(expected));
    EXPECT_TRUE(rounded(MultiPolygon{}).empty());
}

TEST(GeoPrecision, ARingThatRoundingBreaksIsRebuilt) {
    // The tip at 0.4e-6 is above the base line; rounded by itself it falls on it, and the ring touches itself there.
    const MultiPolygon outline{Polygon{{{0, 0}, {1, 0}, {1, 1}, {0.5, 4e-7}, {0, 1}, {0, 0}}, {}}};
    ASSERT_FALSE(invalidity(outline));
    ASSERT_TRUE(invalidity(each_rounded(outline)));
    const MultiPolygon result = rounded(outline);
    EXPECT_FALSE(invalidity(printed_and_read(result)));
    EXPECT_EQ(printed_and_read(result), result);
    EXPECT_NEAR(area(result), 0.5, 1e-6);
    EXPECT_EQ(result.size(), 2U);
}

TEST(GeoPrecision, NeighboursKeepTheirSharedBorder) {
    std::mt19937 random(8);
    std::uniform_real_distribution<double> any(-0.2, 0.2);
    Ring border;
    for (int i = 0; i <= 100; ++i) {
        border.push_back({1 + any(random), i / 10.0});
    }
    MultiPolygon west{Polygon{border, {}}};
    MultiPolygon east = west;
    for (auto [outline, lon] : {std::pair{&west, 0.0}, std::pair{&east, 2.0}}) {
        (*outline)[0].shell.push_back({lon, 10});
        (*outline)[0].shell.push_back({lon, 0});
        (*outline)[0].shell.push_back(border.front());
    }
    const auto has = [](const MultiPolygon& outline, Point point) {
        return std::find(outline[0].shell.begin(), outline[0].shell.end(), point) != outline[0].shell.end();
    };
    for (const Point& point : border) {
        EXPECT_TRUE(has(rounded(west), rounded(point)));
        EXPECT_TRUE(has(rounded(east), rounded(point)));
    }
}

TEST(GeoPrecision, ATerritoryNeverVanishes) {
    // 2 cm wide, and a sliver 1 m long and 1 cm wide: the cell of the grid that each begins in.
    EXPECT_EQ(rounded(box(5.0000012, 5.0000003, 5.0000014, 5.0000005)), normalised(box(5.000001, 5, 5.000002, 5.000001)));
    EXPECT_EQ(rounded(box(-5.0000081, 5.0000001, -5.000001, 5.0000002)), normalised(box(-5.000009, 5, -5.000008, 5.000001)));
}

TEST(GeoPrecision, ASpikeInLambert93DoesNotBecomeACrossing) {
    // A field 100 m wide by Paris, with a spike 2 mm wide and 40 m long that a surveyor's line left on its north side.
    Ring ring{{650000, 6860000}, {650100, 6860000}, {650100, 6860100}, {650050.002, 6860100}};
    for (int i = 1; i < 20; ++i) {
        ring.push_back({650050.002 + i * 0.7, 6860100.0 + i * 2});
    }
    ring.push_back({650064, 6860140});
    for (int i = 19; i > 0; --i) {
        ring.push_back({650050.0 + i * 0.7, 6860100.7 + i * 2});
    }
    ring.insert(ring.end(), {{650050, 6860100}, {650000, 6860100}, {650000, 6860000}});
    Layer layer;
    layer.crs = "EPSG:2154";
    layer.has_geometry = true;
    layer.rows.resize(1);
    layer.rows[0].shape.kind = Shape::Kind::polygon;
    layer.rows[0].shape.polygons = {Polygon{ring, {}}};
    ASSERT_FALSE(invalidity(layer.rows[0].shape.polygons));
    (void)to_lonlat(layer);
    const MultiPolygon& outline = layer.rows[0].shape.polygons;
    ASSERT_TRUE(invalidity(each_rounded(outline)));
    const MultiPolygon result = rounded(outline);
    EXPECT_FALSE(invalidity(printed_and_read(result)));
    EXPECT_NEAR(area_km2(result), 0.01, 0.0001);  // 500 m of outline, 0.1 m of rounding: 50 m2
}

TEST(GeoPrecision, TenThousandSpikedStarsStayValid) {
    std::mt19937 random(93);
    std::uniform_real_distribution<double> any(0, 1);
    int broken = 0;
    for (int i = 0; i < 10000; ++i) {
        // Spikes go out from a centre between the corners of a star; each is as thin as 1e-9 to 1e-5 of a degree.
        const Point centre{2 + any(random), 47 + any(random)};
        const double size = std::pow(10, -5.5 + 3 * any(random));
        const int corners = 3 + static_cast<int>(any(random) * 12);
        Ring ring;
        for (int k = 0; k < corners; ++k) {
            const double angle = 2 * 3.14159265358979323846 * (k + 0.5 * any(random)) / corners;
            const double near = size * (0.2 + 0.3 * any(random));
            const auto at = [&](double radius, double aside) {
                return Point{centre.lon + radius * std::cos(angle) - aside * std::sin(angle), centre.lat + radius * std::sin(angle) + aside * std::cos(angle)};
            };
            const double half_width = std::min(0.02 * size, std::pow(10, -9 + 4 * any(random)));
            ring.push_back(at(near, -half_width));
            if (any(random) < 0.6) {
                ring.push_back(at(size * (0.6 + 0.4 * any(random)), 0));
                ring.push_back(at(near, half_width));
            }
        }
        ring.push_back(ring.front());
        const MultiPolygon outline{Polygon{ring, {}}};
        if (invalidity(outline)) {
            continue;
        }
        broken += invalidity(each_rounded(outline)) ? 1 : 0;
        const MultiPolygon result = rounded(outline);
        ASSERT_FALSE(invalidity(result)) << i;
        ASSERT_EQ(printed_and_read(result), result) << i;
        ASSERT_FALSE(result.empty());
        // No border moves farther than a cell's diagonal, and what is cut off is no wider than that.
        ASSERT_NEAR(area(result), area(outline), 1.5e-6 * length(ring) + static_cast<double>(ring.size()) * 1e-12) << i;
    }
    EXPECT_GT(broken, 2000);
}

TEST(GeoPrecision, BordersStaySharedWhereANeighbourHadToBeRebuilt) {
    std::mt19937 random(94);
    int rebuilt = 0;
    int parted_one_by_one = 0;
    for (int i = 0; i < 300; ++i) {
        const double cell = std::array{1.2e-6, 2e-6, 3e-6}[static_cast<std::size_t>(i % 3)];
        const std::vector<MultiPolygon> drawn = any_partition(random, 12, 3 + i % 4, cell, {2.3488, 48.8534}, 0);
        const std::vector<MultiPolygon> result = rounded(pointers_to(drawn));
        std::vector<MultiPolygon> alone;
        bool has_vanished = false;
        for (std::size_t k = 0; k < drawn.size(); ++k) {
            ASSERT_FALSE(invalidity(drawn[k]));
            ASSERT_FALSE(invalidity(result[k])) << i;
            ASSERT_EQ(printed_and_read(result[k]), result[k]);
            ASSERT_EQ(normalised(result[k]), result[k]);
            ASSERT_NEAR(area(result[k]), area(drawn[k]), 1.5e-6 * [&] {
                double sum = 0;
                for (const Ring& ring : rings_of(drawn[k])) {
                    sum += length(ring);
                }
                return sum;
            }());
            rebuilt += invalidity(each_rounded(drawn[k])) ? 1 : 0;
            alone.push_back(rounded(drawn[k]));
            has_vanished = has_vanished || area(result[k]) < 1.5e-12;
        }
        if (has_vanished) {
            continue;
        }
        // No overlap and no gap by GEOS's union; and no border where one neighbour has a corner that the other has not: each edge of
        // the union's outline is drawn once, every other edge twice.
        const auto edges = edges_of(result);
        const MultiPolygon together = dissolve(pointers_to(result));
        double sum = 0;
        for (const MultiPolygon& outline : result) {
            sum += area(outline);
        }
        ASSERT_NEAR(area(together), sum, 1e-15) << i;
        const auto outside = edges_of({together});
        const auto is_parted = [&](const std::map<Segment, std::multiset<std::size_t>>& all) {
            return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.second.size() != (outside.contains(one.first) ? 1U : 2U); });
        };
        ASSERT_FALSE(is_parted(edges)) << i;
        parted_one_by_one += is_parted(edges_of(alone)) ? 1 : 0;
        std::vector<MultiPolygon> backwards = drawn;
        std::reverse(backwards.begin(), backwards.end());
        std::vector<MultiPolygon> again = rounded(pointers_to(backwards));
        std::reverse(again.begin(), again.end());
        ASSERT_EQ(again, result);
    }
    EXPECT_GT(rebuilt, 50);
    EXPECT_GT(parted_one_by_one, 10);  // the reason for rounding them together
}

TEST(GeoPrecision, WhatIsPrintedIsValidHoweverSmallTheShape) {
    std::mt19937 random(2024);
    int broken = 0;
    int kept = 0;
    for (int i = 0; i < 4000; ++i) {
        const double unit = std::pow(10.0, -7.5 + i % 4 * 0.5);  // shapes of 1e-6 to 3e-5 degree
        MultiPolygon outline{Polygon{drawn(random_star(random, 30), unit), {}}};
        for (Point& point : outline[0].shell) {
            point = {point.lon + 2.3488, point.lat + 48.8534};
        }
        if (invalidity(outline)) {
            continue;
        }
        if (i % 3 == 0) {
            outline.push_back({box_ring(3, 48, 4, 49), {}});
        }
        const MultiPolygon result = rounded(outline);
        ASSERT_EQ(printed_and_read(result), result) << i;
        ASSERT_FALSE(invalidity(result)) << i;
        ASSERT_EQ(normalised(result), result) << i;
        ASSERT_NEAR(area(result), area(outline),
                    2e-6 * (length(outline[0].shell) + 6) * (i % 3 == 0 ? 1 : 0) + 5e-6 * length(outline[0].shell));
        const MultiPolygon simply = each_rounded(outline);
        const bool can_be_built = std::all_of(simply.begin(), simply.end(), [](const Polygon& p) { return p.shell.size() > 3; });
        if (can_be_built && !invalidity(simply)) {
            ASSERT_EQ(result, normalised(simply)) << i;
            ++kept;
        } else {
            ++broken;
        }
    }
    EXPECT_GT(broken, 200);
    EXPECT_GT(kept, 200);
}

}  // namespace
}  // namespace maillage::geo
