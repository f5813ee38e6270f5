// Dissolving against GEOS's own unary union, on maps drawn at random: members in several pieces, with holes, enclaves and
// corners that touch; then with borders that don't match corner for corner.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <vector>

#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "geo/validity.hpp"

namespace maillage::test {
namespace {

using geo::Geos;

constexpr int side = 7;

Geos::Geometry united(const Geos& geos, const MultiPolygon& parts) {
    return geos.own(GEOSUnaryUnion_r(geos.context(), geos.geometry(parts).get()));
}

/// Fourteen labels on a grid of cells; label 0 is sea. Lines of the grid are bent, by less than would fold a cell.
struct Drawing {
    std::array<std::array<int, side>, side> labels{};
    double bend = *rc::gen::element(0.0, 0.013, 0.08);

    Drawing() {
        const int most = *rc::gen::element(3, 6, 14);
        for (auto& line : labels) {
            for (int& label : line) {
                label = *rc::gen::inRange(0, most);
            }
        }
    }
    [[nodiscard]] Point corner(int x, int y) const {
        return {x / 3.0 + bend * std::sin(7 * y + x), y / 3.0 + bend * std::cos(5 * x + 2 * y)};
    }
    [[nodiscard]] Polygon cell(int x, int y) const {
        return {{corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1), corner(x, y)}, {}};
    }
    /// The cells that `wanted` takes by their label, one polygon each.
    template <typename Wanted>
    [[nodiscard]] MultiPolygon cells(Wanted wanted) const {
        MultiPolygon found;
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                if (const int label = labels[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)]; label > 0 && wanted(label)) {
                    found.push_back(cell(x, y));
                }
            }
        }
        return found;
    }
};

struct Members {
    std::vector<MultiPolygon> outlines;
    std::vector<std::size_t> group_of;
    std::vector<const MultiPolygon*> pointers;
};

constexpr int labels = 14;
constexpr std::size_t groups = 3;

/// Each label's cells united by GEOS: a member. `shorn` loses the corners in the middle of straight lines.
Members members(const Geos& geos, const Drawing& drawing, bool some_shorn) {
    Members result;
    for (int label = 1; label < labels; ++label) {
        Geos::Geometry one = united(geos, drawing.cells([&](int here) { return here == label; }));
        if (some_shorn && *rc::gen::arbitrary<bool>()) {
            one = geos.own(GEOSTopologyPreserveSimplify_r(geos.context(), one.get(), 0));
        }
        result.outlines.push_back(geos.polygons(one.get()));
        result.group_of.push_back(static_cast<std::size_t>(label) % groups);
    }
    for (const MultiPolygon& outline : result.outlines) {
        result.pointers.push_back(&outline);
    }
    return result;
}

TEST(Dissolve, EqualsTheUnionOfGeosCornerForCorner) {
    const bool held = rc::check([] {
        const Geos geos;
        const Drawing drawing;
        const Members given = members(geos, drawing, false);
        const geo::Dissolved result = geo::dissolve(given.pointers, given.group_of, groups);
        RC_ASSERT(result.mismatches.empty());
        for (std::size_t group = 0; group < groups; ++group) {
            const MultiPolygon cells = drawing.cells([&](int label) { return static_cast<std::size_t>(label) % groups == group; });
            RC_ASSERT(result.outlines[group] == geo::normalised(geos.polygons(united(geos, cells).get())));
        }
    });
    EXPECT_TRUE(held);
}

// On straight lines only: there a corner that is missing leaves the border where it was.
TEST(Dissolve, EqualsTheUnionOfGeosWhereCornersAreMissing) {
    const bool held = rc::check([] {
        const Geos geos;
        Drawing drawing;
        drawing.bend = 0;
        const Members given = members(geos, drawing, true);
        const geo::Dissolved result = geo::dissolve(given.pointers, given.group_of, groups);
        for (std::size_t group = 0; group < groups; ++group) {
            const MultiPolygon cells = drawing.cells([&](int label) { return static_cast<std::size_t>(label) % groups == group; });
            const Geos::Geometry ours = geos.geometry(result.outlines[group]);
            RC_ASSERT(geos.test(GEOSEquals_r(geos.context(), ours.get(), united(geos, cells).get())));
        }
    });
    EXPECT_TRUE(held);
}

// Corners of one member moved: gaps and overlaps. What is not told as a mismatch must be exact all the same.
TEST(Dissolve, EqualsTheUnionOfGeosWhereCornersAreMoved) {
    const bool held = rc::check([] {
        const Geos geos;
        const Drawing drawing;
        Members given = members(geos, drawing, false);
        const double step = *rc::gen::element(1e-7, 0.02);
        for (MultiPolygon& outline : given.outlines) {
            const MultiPolygon whole = outline;
            for (Polygon& part : outline) {
                const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, 40));
                if (at > 0 && at + 1 < part.shell.size()) {
                    part.shell[at].lon += step;
                    part.shell[at].lat += step / 2;
                }
            }
            if (geo::invalidity(outline)) {
                outline = whole;
            }
        }
        const geo::Dissolved result = geo::dissolve(given.pointers, given.group_of, groups);
        for (std::size_t group = 0; group < groups; ++group) {
            MultiPolygon all;
            for (std::size_t i = 0; i < given.outlines.size(); ++i) {
                if (given.group_of[i] == group) {
                    all.insert(all.end(), given.outlines[i].begin(), given.outlines[i].end());
                }
            }
            const Geos::Geometry ours = geos.geometry(result.outlines[group]);
            RC_ASSERT(geos.test(GEOSEquals_r(geos.context(), ours.get(), united(geos, geo::normalised(all)).get())));
        }
    });
    EXPECT_TRUE(held);
}

}  // namespace
}  // namespace maillage::test
