#include "geo/vertex_index.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;

Point degrees(Whole whole) { return {static_cast<double>(whole.x) / 8, static_cast<double>(whole.y) / 8}; }

/// In whole numbers: exact.
bool is_in_triangle(Whole a, Whole b, Whole c, Whole point) {
    if (cross(a, b, c) == 0) {
        return is_on_ring({a, b, c}, point);
    }
    return is_on_ring({a, b, c}, point) || winding({a, b, c}, point) != 0;
}

TEST(GeoVertexIndex, AgreesWithTryingEachWhilePointsAreTakenOut) {
    std::mt19937 random(5);
    std::uniform_int_distribution<std::int64_t> any(-20, 20);
    int hits = 0;
    int misses = 0;
    for (const int size : {1, 7, 8, 9, 60, 300}) {
        std::vector<Whole> places;
        std::vector<Point> points;
        for (int i = 0; i < size; ++i) {
            places.push_back({any(random), any(random)});
            points.push_back(degrees(places.back()));
        }
        VertexIndex index(points);
        std::vector<bool> is_in(places.size(), true);
        for (std::size_t gone = 0; gone < places.size(); ++gone) {
            for (int k = 0; k < 20; ++k) {
                const Whole a{any(random), any(random)};
                const Whole b = k % 5 == 0 ? a : Whole{any(random), any(random)};  // flat ones too
                const Whole c{any(random), any(random)};
                std::set<std::uint32_t> expected;
                std::vector<std::uint32_t> boxed;
                const Box box{degrees({std::min(a.x, c.x), 0}).lon, degrees({0, std::min(a.y, c.y)}).lat,
                              degrees({std::max(a.x, c.x), 0}).lon, degrees({0, std::max(a.y, c.y)}).lat};
                for (std::uint32_t i = 0; i < places.size(); ++i) {
                    const Whole place = places[i];
                    if (is_in[i] && !(place == a || place == b || place == c) && is_in_triangle(a, b, c, place)) {
                        expected.insert(i);
                    }
                    if (is_in[i] && box.contains(points[i])) {
                        boxed.push_back(i);
                    }
                }
                const std::optional<std::uint32_t> found = index.in_triangle(degrees(a), degrees(b), degrees(c));
                ASSERT_EQ(found.has_value(), !expected.empty());
                ASSERT_TRUE(!found || expected.contains(*found));
                ASSERT_EQ(index.in_box(box), boxed);
                ++(found ? hits : misses);
            }
            index.remove(static_cast<std::uint32_t>(gone));
            is_in[gone] = false;
        }
    }
    EXPECT_GT(hits, 500);
    EXPECT_GT(misses, 500);
    EXPECT_FALSE(VertexIndex({}).in_triangle({0, 0}, {1, 0}, {0, 1}));
}

}  // namespace
}  // namespace maillage::geo
