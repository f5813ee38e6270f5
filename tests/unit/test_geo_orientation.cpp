#include "geo/orientation.hpp"

#include <gtest/gtest.h>

#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using geo_test::cross;
using geo_test::Whole;

__extension__ using Wide = __int128;

int sign(Wide value) { return value > 0 ? 1 : (value < 0 ? -1 : 0); }

TEST(GeoOrientation, TurnsByHand) {
    EXPECT_EQ(orientation({0, 0}, {1, 0}, {0, 1}), 1);
    EXPECT_EQ(orientation({0, 0}, {0, 1}, {1, 0}), -1);
    EXPECT_EQ(orientation({0, 0}, {1, 1}, {2, 2}), 0);
    EXPECT_EQ(orientation({0, 0}, {0, 0}, {0, 0}), 0);
}

TEST(GeoOrientation, AThirdIsNotOnTheLineOfSlopeOneThird) {
    // The double nearest to 1/3 is below it (its bits end in ...0101), the next one above.
    const double below = 1.0 / 3;
    const double above = std::nextafter(below, 1.0);
    EXPECT_EQ(orientation({0, 0}, {3, 1}, {1, below}), -1);
    EXPECT_EQ(orientation({0, 0}, {3, 1}, {1, above}), 1);
}

TEST(GeoOrientation, AgreesWithWholeNumbersWhereDoublesAreDense) {
    // Kettner et al. 2008, "Classroom examples of robustness problems": a grid of neighbouring doubles about a diagonal.
    const double step = std::ldexp(1.0, -53);
    const auto whole = [&](double value) { return static_cast<Wide>(std::ldexp(value, 53)); };
    int collinear = 0;
    for (int i = 0; i < 64; ++i) {
        for (int j = 0; j < 64; ++j) {
            const Point a{0.5 + i * step, 0.5 + j * step};
            const Point b{12, 12};
            const Point c{24, 24};
            const Wide area = (whole(b.lon) - whole(a.lon)) * (whole(c.lat) - whole(a.lat)) -
                              (whole(b.lat) - whole(a.lat)) * (whole(c.lon) - whole(a.lon));
            ASSERT_EQ(orientation(a, b, c), sign(area)) << i << ' ' << j;
            ASSERT_EQ(orientation(b, c, a), sign(area)) << i << ' ' << j;
            ASSERT_EQ(orientation(c, b, a), -sign(area)) << i << ' ' << j;
            collinear += area == 0 ? 1 : 0;
        }
    }
    EXPECT_GT(collinear, 0);
    EXPECT_LT(collinear, 64 * 64);
}

TEST(GeoOrientation, DoesNotDependOnScale) {
    std::mt19937 random(7);
    std::uniform_int_distribution<std::int64_t> any(-6, 6);
    for (int i = 0; i < 2000; ++i) {
        const Whole a{any(random), any(random)};
        const Whole b{any(random), any(random)};
        const Whole c{any(random), any(random)};
        for (const int power : {-1000, -540, 0, 60, 500, 1000}) {
            const auto at = [&](Whole w) {
                return Point{std::ldexp(static_cast<double>(w.x), power), std::ldexp(static_cast<double>(w.y), power)};
            };
            ASSERT_EQ(orientation(at(a), at(b), at(c)), sign(cross(a, b, c))) << "2^" << power;
        }
    }
}

}  // namespace
}  // namespace maillage::geo
