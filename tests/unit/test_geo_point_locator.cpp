#include "geo/point_locator.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "base/error.hpp"
#include "geo/locator_block.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;
using Holders = std::vector<std::size_t>;

struct Drawing {
    std::vector<WholeRing> shells;
    std::vector<WholeRing> holes;

    [[nodiscard]] bool border(Whole point) const {
        const auto on = [&](const WholeRing& ring) { return is_on_ring(ring, point); };
        return std::any_of(shells.begin(), shells.end(), on) || std::any_of(holes.begin(), holes.end(), on);
    }
    [[nodiscard]] bool holds(Whole point) const {
        const auto around = [&](const WholeRing& ring) { return winding(ring, point) != 0; };
        return border(point) ||
               (std::any_of(shells.begin(), shells.end(), around) && std::none_of(holes.begin(), holes.end(), around));
    }
    /// The hole i, when there is one, lies in the shell i.
    [[nodiscard]] MultiPolygon outline(double unit) const {
        MultiPolygon outline;
        for (std::size_t i = 0; i < shells.size(); ++i) {
            outline.push_back({drawn(shells[i], unit), {}});
            if (i < holes.size()) {
                outline.back().holes.push_back(drawn(holes[i], unit));
            }
        }
        return outline;
    }
};

std::vector<const MultiPolygon*> pointers_to(const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    return pointers;
}

/// A star, one time in two with a hole of the same shape three times smaller, one time in three with a second part apart.
Drawing random_drawing(std::mt19937& random) {
    std::uniform_int_distribution<std::int64_t> any_place(-6, 6);
    std::uniform_int_distribution<int> any(0, 5);
    const Whole centre{any_place(random), any_place(random)};
    const WholeRing star = random_star(random, 3);
    Drawing drawing{{moved(star, 3, centre)}, {}};
    if (any(random) % 2 == 0) {
        drawing.holes.push_back(moved(star, 1, centre));
    }
    if (any(random) % 3 == 0) {
        drawing.shells.push_back(moved(random_star(random, 4), 1, {centre.x + 14, centre.y}));
    }
    return drawing;
}

TEST(GeoPointLocator, AgreesWithWholeNumbersEverywhereOnAGrid) {
    std::mt19937 random(20210512);
    int borders = 0;
    int shared = 0;
    for (int round = 0; round < 150; ++round) {
        std::vector<Drawing> drawings;
        std::vector<MultiPolygon> outlines;
        const double unit = std::ldexp(1.0, round % 40 - 20);  // exact in floating point
        for (int i = 0; i < 6; ++i) {
            drawings.push_back(random_drawing(random));
            outlines.push_back(drawings.back().outline(unit));
        }
        std::vector<const MultiPolygon*> pointers;
        for (const MultiPolygon& outline : outlines) {
            pointers.push_back(&outline);
        }
        const PointLocator locator(pointers);
        for (std::int64_t x = -17; x <= 26; ++x) {
            for (std::int64_t y = -17; y <= 17; ++y) {
                Holders holders;
                bool on_border = false;
                for (std::size_t i = 0; i < drawings.size(); ++i) {
                    if (drawings[i].holds({x, y})) {
                        holders.push_back(i);
                        on_border = on_border || drawings[i].border({x, y});
                    }
                }
                const auto answer = locator.locate({static_cast<double>(x) * unit, static_cast<double>(y) * unit});
                ASSERT_EQ(answer.holders, holders) << round << ": " << x << ' ' << y;
                ASSERT_EQ(answer.on_border, on_border) << round << ": " << x << ' ' << y;
                borders += on_border ? 1 : 0;
                shared += holders.size() > 1 ? 1 : 0;
            }
        }
    }
    EXPECT_GT(borders, 1000);
    EXPECT_GT(shared, 1000);
}

TEST(GeoPointLocator, ASharedBorderBelongsToBothSides) {
    const MultiPolygon west = box(0, 0, 1, 1);
    const MultiPolygon east = box(1, 0, 2, 1);
    const MultiPolygon nothing;
    const PointLocator locator({&west, &nothing, &east});
    const auto border = locator.locate({1, 0.5});
    EXPECT_EQ(border.holders, (Holders{0, 2}));
    EXPECT_TRUE(border.on_border);
    const auto inside = locator.locate({1.5, 0.5});
    EXPECT_EQ(inside.holders, Holders{2});
    EXPECT_FALSE(inside.on_border);
    EXPECT_EQ(locator.locate({1, 1}).holders, (Holders{0, 2}));
    EXPECT_TRUE(locator.locate({2.5, 0.5}).holders.empty());
    EXPECT_FALSE(locator.locate({2.5, 0.5}).on_border);
}

TEST(GeoPointLocator, APointBesideASlantedBorderHasOneHolder) {
    // Both triangles share the line from (0, 0) to (3, 1). No double is 1/3: the nearest is below the line, the next above.
    const MultiPolygon below{{Polygon{{{0, 0}, {3, 0}, {3, 1}, {0, 0}}, {}}}};
    const MultiPolygon above{{Polygon{{{0, 0}, {3, 1}, {0, 1}, {0, 0}}, {}}}};
    const PointLocator locator({&below, &above});
    const auto low = locator.locate({1, 1.0 / 3});
    EXPECT_EQ(low.holders, Holders{0});
    EXPECT_FALSE(low.on_border);
    const auto high = locator.locate({1, std::nextafter(1.0 / 3, 1.0)});
    EXPECT_EQ(high.holders, Holders{1});
    EXPECT_FALSE(high.on_border);
    EXPECT_EQ(locator.locate({1.5, 0.5}).holders, (Holders{0, 1}));
}

TEST(GeoPointLocator, EverySideOfNeighboursInAFineFanIsExact) {
    // Triangles about (0, 0): a point nudged off a shared ray by one unit in the last place lies in exactly one of them,
    // or on the ray itself, in two.
    std::vector<MultiPolygon> fan;
    for (int i = 0; i < 12; ++i) {
        fan.push_back({Polygon{{{0, 0}, {12, i / 7.0}, {12, (i + 1) / 7.0}, {0, 0}}, {}}});
    }
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& slice : fan) {
        pointers.push_back(&slice);
    }
    const PointLocator locator(pointers);
    for (int i = 1; i < 12; ++i) {
        for (int k = 1; k < 200; ++k) {
            const double lon = k / 17.0;
            double lat = lon * (i / 7.0) / 12;
            for (int nudge = 0; nudge < 3; ++nudge) {
                lat = nudge == 0 ? std::nextafter(lat, -1.0) : std::nextafter(lat, 9.0);
                const auto answer = locator.locate({lon, lat});
                ASSERT_EQ(answer.holders.size(), answer.on_border ? 2U : 1U) << i << ' ' << k;
            }
        }
    }
}

TEST(GeoPointLocator, HoldersAscendHoweverTheIndexFilesThem) {
    std::mt19937 random(9);
    std::uniform_real_distribution<double> any(0.5, 9);
    std::vector<MultiPolygon> boxes;
    for (int i = 0; i < 100; ++i) {
        boxes.push_back(box(-any(random), -any(random), any(random), any(random)));
    }
    std::vector<const MultiPolygon*> pointers;
    Holders all;
    for (const MultiPolygon& each : boxes) {
        all.push_back(pointers.size());
        pointers.push_back(&each);
    }
    EXPECT_EQ(PointLocator(pointers).locate({0, 0}).holders, all);
}

TEST(GeoPointLocator, EmptySetHoldsNothing) { EXPECT_TRUE(PointLocator({}).locate({0, 0}).holders.empty()); }

TEST(GeoPointLocator, ManyOutlinesThatMeetAtOnePointAndAsManyThatHoldIt) {
    // 100 slices of a disc about (0, 0), 40 boxes around them all: more than one group of a leaf takes.
    constexpr double turn = 6.283185307179586;
    std::vector<MultiPolygon> drawn;
    const auto rim = [&](int i) { return Point{std::cos(turn * (i % 100) / 100), std::sin(turn * (i % 100) / 100)}; };
    for (int i = 0; i < 100; ++i) {
        drawn.push_back({Polygon{{{0, 0}, rim(i), rim(i + 1), {0, 0}}, {}}});
    }
    for (int i = 1; i <= 40; ++i) {
        drawn.push_back(box(-1 - i, -1 - i, 1 + i, 1 + i));
    }
    const std::vector<const MultiPolygon*> pointers = pointers_to(drawn);
    const PointLocator locator(pointers);
    const auto centre = locator.locate({0, 0});
    EXPECT_EQ(centre.holders.size(), 140U);
    EXPECT_TRUE(centre.on_border);
    EXPECT_TRUE(std::is_sorted(centre.holders.begin(), centre.holders.end()));
    for (int i = 0; i < 100; ++i) {
        const double angle = turn * (i + 0.5) / 100;
        for (const double radius : {1e-300, 1e-12, 0.3, 0.9}) {
            const auto answer = locator.locate({radius * std::cos(angle), radius * std::sin(angle)});
            ASSERT_EQ(answer.holders.size(), 41U) << i << ' ' << radius;
            ASSERT_EQ(answer.holders.front(), static_cast<std::size_t>(i)) << radius;
            ASSERT_FALSE(answer.on_border);
        }
    }
    EXPECT_EQ(locator.locate({41, 41}).holders, Holders{139});
    EXPECT_EQ(locator.locate({-40.5, 0}).holders, Holders{139});
    EXPECT_EQ(locator.locate({-40, 0}).holders, (Holders{138, 139}));
}

TEST(GeoPointLocator, ABatchGivesEachPointItsLowestHolder) {
    std::mt19937 random(77);
    std::vector<MultiPolygon> drawn;
    for (int i = 0; i < 40; ++i) {
        drawn.push_back(random_drawing(random).outline(1));
    }
    const PointLocator locator(pointers_to(drawn));
    std::vector<Point> points;
    std::uniform_real_distribution<double> any(-20, 30);
    for (int i = 0; i < 3000; ++i) {
        points.push_back(i % 3 == 0 ? Point{std::round(any(random)), std::round(any(random))} : Point{any(random), any(random)});
    }
    std::vector<std::uint32_t> holders(points.size());
    std::vector<std::uint8_t> shared(points.size(), 7);
    locator.locate(points, holders, shared);
    std::size_t alone = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto answer = locator.locate(points[i]);
        ASSERT_EQ(holders[i], answer.holder() ? *answer.holder() : PointLocator::none) << i;
        ASSERT_LE(answer.holders.size(), shared[i] == 0 ? 1U : 40U) << i;
        alone += shared[i] == 0 && !answer.holders.empty() ? 1U : 0U;
    }
    EXPECT_GT(alone, 0U);
}

TEST(GeoPointLocator, APointThatIsNotFiniteIsAnError) {
    const MultiPolygon square = box(0, 0, 1, 1);
    const PointLocator locator({&square});
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const Point point : {Point{nan, 0.5}, Point{0.5, nan}, Point{infinity, 0.5}, Point{0.5, -infinity}}) {
        EXPECT_THROW((void)locator.locate(point), InputError);
        const std::vector<Point> points{{0.5, 0.5}, point};
        std::vector<std::uint32_t> holders(2);
        EXPECT_THROW(locator.locate(points, holders), InputError);
    }
}

TEST(GeoPointLocator, EveryVertexOfALongThinLayerFarFromTheOriginLiesOnItsBorder) {
    // coordinates whose neighbours are 2^-45 apart: a cell of the grid is not much wider
    constexpr double ulp = 1.0 / (1LL << 45);
    std::vector<MultiPolygon> drawn;
    for (int i = 0; i < 50; ++i) {
        drawn.push_back(box(179 + i * ulp, -67, 179 + (i + 1) * ulp, -67 + (i % 7 + 1) * ulp));
    }
    const PointLocator locator(pointers_to(drawn));
    for (int i = 0; i <= 50; ++i) {
        const auto answer = locator.locate({179 + i * ulp, -67});
        ASSERT_TRUE(answer.on_border);
        ASSERT_EQ(answer.holders.size(), i == 0 || i == 50 ? 1U : 2U) << i;
    }
}

TEST(GeoPointLocator, ASavedBlockAnswersAsItsLocatorDoes) {
    std::mt19937 random(3);
    std::vector<MultiPolygon> drawn;
    for (int i = 0; i < 30; ++i) {
        drawn.push_back(random_drawing(random).outline(0.1));
    }
    const PointLocator locator(pointers_to(drawn));
    const PointLocator again(pointers_to(drawn));
    ASSERT_TRUE(std::equal(locator.bytes().begin(), locator.bytes().end(), again.bytes().begin(), again.bytes().end()));
    const PointLocator copied = PointLocator::of_bytes(locator.bytes());
    const PointLocator mapped = PointLocator::over_bytes(locator.bytes());
    EXPECT_EQ(copied.outline_count(), 30U);
    for (int x = -20; x < 30; ++x) {
        for (int y = -20; y < 20; ++y) {
            const auto answer = locator.locate({x * 0.1, y * 0.1});
            ASSERT_EQ(copied.locate({x * 0.1, y * 0.1}).holders, answer.holders);
            ASSERT_EQ(mapped.locate({x * 0.1, y * 0.1}).holders, answer.holders);
        }
    }
}

TEST(GeoPointLocator, ABlockThatIsCutOrChangedIsRefused) {
    const MultiPolygon west = box(0, 0, 1, 1);
    const MultiPolygon east = box(1, 0, 2, 1);
    const PointLocator locator({&west, &east});
    const std::vector<std::byte> block(locator.bytes().begin(), locator.bytes().end());
    for (std::size_t size = 0; size < block.size(); ++size) {
        ASSERT_THROW((void)PointLocator::of_bytes(std::span(block).first(size)), InputError) << size;
    }
    for (std::size_t i = 0; i < block.size(); ++i) {
        std::vector<std::byte> changed = block;
        changed[i] ^= std::byte{0x10};
        ASSERT_THROW((void)PointLocator::of_bytes(changed), InputError) << i;
    }
}

TEST(GeoPointLocator, ABlockForgedWithItsHashNeverLeadsOutOfItself) {
    // every 4 bytes overwritten in turn: refused, or answers whatever it says without reading elsewhere (under sanitizers)
    std::vector<MultiPolygon> drawn;
    for (int i = 0; i < 8; ++i) {
        drawn.push_back(box(i, 0, i + 3, 2));
    }
    const PointLocator locator(pointers_to(drawn));
    const std::vector<std::byte> block(locator.bytes().begin(), locator.bytes().end());
    int refused = 0;
    for (std::size_t i = sizeof(BlockHead); i + 4 <= block.size(); i += 4) {
        for (const std::uint32_t value : {0xFFFFFFFFU, 0x80000000U, 0xC0000000U, 0x40000000U, 0x7FU}) {
            std::vector<std::byte> forged = block;
            std::memcpy(forged.data() + i, &value, sizeof value);
            const std::uint64_t hash = block_hash(forged);
            std::memcpy(forged.data() + offsetof(BlockHead, hash), &hash, sizeof hash);
            try {
                const PointLocator taken = PointLocator::of_bytes(forged);
                for (double x = 0; x <= 10; x += 0.25) {
                    (void)taken.locate({x, 1});
                }
            } catch (const InputError&) {
                ++refused;
            }
        }
    }
    EXPECT_GT(refused, 0);
}

TEST(GeoPointLocator, ABlockWhoseGridIsSmallerThanItsBoxIsRefused) {
    const std::vector<MultiPolygon> drawn{box(0, 0, 3, 2), box(3, 0, 6, 2)};
    const PointLocator locator(pointers_to(drawn));
    for (const std::size_t field : {offsetof(BlockHead, columns_per_degree), offsetof(BlockHead, rows_per_degree)}) {
        for (const double scale : {1e200, 1e9, -1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
            std::vector<std::byte> forged(locator.bytes().begin(), locator.bytes().end());
            std::memcpy(forged.data() + field, &scale, sizeof scale);
            const std::uint64_t hash = block_hash(forged);
            std::memcpy(forged.data() + offsetof(BlockHead, hash), &hash, sizeof hash);
            EXPECT_THROW((void)PointLocator::of_bytes(forged), InputError) << scale;
        }
    }
}

}  // namespace
}  // namespace maillage::geo
