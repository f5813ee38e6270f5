// The point locator gives GEOS's answer for points of every kind, on maps that are no partition.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "geo/point_locator.hpp"
#include "support/locator_beside_geos.hpp"

namespace maillage::test {
namespace {

TEST(PointLocator, AnswersAsGeosOnAnyStars) {
    EXPECT_TRUE(rc::check([] {
        const auto seed = *rc::gen::arbitrary<unsigned>();
        const Compared compared = compare_with_geos(random_stars(seed), 400, seed);
        RC_ASSERT(compared.difference == "");
        RC_ASSERT(compared.points == 400U);
        RC_ASSERT(compared.on_border > 10U);
        RC_ASSERT(compared.in_several > 10U);
    }));
}

TEST(PointLocator, OrderOfOutlinesChangesNothingButTheirNumbers) {
    EXPECT_TRUE(rc::check([] {
        const auto seed = *rc::gen::arbitrary<unsigned>();
        const std::vector<MultiPolygon> outlines = random_stars(seed);
        std::vector<const MultiPolygon*> forward;
        std::vector<const MultiPolygon*> backward;
        for (std::size_t i = 0; i < outlines.size(); ++i) {
            forward.push_back(&outlines[i]);
            backward.push_back(&outlines[outlines.size() - 1 - i]);
        }
        const geo::PointLocator one(forward);
        const geo::PointLocator other(backward);
        for (const Point vertex : outlines[seed % outlines.size()].front().shell) {
            const auto here = one.locate(vertex);
            auto there = other.locate(vertex);
            RC_ASSERT(here.on_border && there.on_border);
            RC_ASSERT(here.holders.size() == there.holders.size());
            for (std::size_t k = 0; k < here.holders.size(); ++k) {
                RC_ASSERT(here.holders[k] == outlines.size() - 1 - there.holders[here.holders.size() - 1 - k]);
            }
        }
    }));
}

}  // namespace
}  // namespace maillage::test
