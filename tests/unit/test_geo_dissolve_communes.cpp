// Dissolving the communes of France into four zonings, against GEOS's own unary union of the same communes; then with every
// 50th corner moved by 1e-7 degree: of the first 6,000 communes by one zoning, or with MAILLAGE_SLOW_TESTS=1 of all by all four.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "geo/validity.hpp"
#include "io/open.hpp"

namespace maillage::geo {
namespace {

constexpr double step = 1e-7;  // degrees
constexpr std::size_t every = 50;
constexpr std::size_t everything = static_cast<std::size_t>(-1);
constexpr std::size_t first_communes = 6000;

const std::filesystem::path communes = std::filesystem::path(MAILLAGE_SOURCE_DIR) / "../shared/data/communes_cog2024.geojson";

struct Zoned {
    std::vector<MultiPolygon> outlines;
    std::vector<std::size_t> group_of;
    std::vector<std::vector<std::size_t>> members;
    std::set<std::pair<double, double>> moved;  ///< where corners were moved to
};

Zoned zoned(const std::string& column, std::size_t most = everything) {
    const Layer layer = io::read_layer(communes.string());
    const std::size_t by = layer.column(column);
    std::map<std::string, std::size_t> groups;
    Zoned result;
    for (const LayerRow& row : layer.rows) {
        const std::size_t group = groups.try_emplace(row.cells.at(by), groups.size()).first->second;
        result.members.resize(groups.size());
        result.members[group].push_back(result.outlines.size());
        result.group_of.push_back(group);
        const MultiPolygon closed = close_rings(row.shape.polygons);
        result.outlines.push_back(invalidity(closed) ? repaired(closed) : closed);
        if (result.outlines.size() == most) {
            break;
        }
    }
    return result;
}

template <typename Move>
void each_corner(MultiPolygon& outline, Move move) {
    for (Polygon& part : outline) {
        std::for_each(part.shell.begin(), part.shell.end(), move);
        for (Ring& hole : part.holes) {
            std::for_each(hole.begin(), hole.end(), move);
        }
    }
}

/// Every 50th position of `all`, in the order they are met, to where it is moved.
std::map<std::pair<double, double>, Point> moves(std::vector<MultiPolygon*> all, std::size_t& count) {
    std::set<std::pair<double, double>> seen;
    std::map<std::pair<double, double>, Point> result;
    for (MultiPolygon* const outline : all) {
        each_corner(*outline, [&](Point& point) {
            if (seen.emplace(point.lon, point.lat).second && ++count % every == 0) {
                result.emplace(std::pair(point.lon, point.lat), Point{point.lon + step, point.lat + step / 2});
            }
        });
    }
    return result;
}

void apply(const std::map<std::pair<double, double>, Point>& moves, MultiPolygon& outline, Zoned& zoned) {
    each_corner(outline, [&](Point& point) {
        if (const auto found = moves.find({point.lon, point.lat}); found != moves.end()) {
            point = found->second;
            zoned.moved.emplace(point.lon, point.lat);
        }
    });
}

/// In each outline by itself: borders no longer match.
void move_apart(Zoned& zoned) {
    std::size_t count = 0;
    for (MultiPolygon& outline : zoned.outlines) {
        apply(moves({&outline}, count), outline, zoned);
    }
}

/// Wherever the position occurs: borders still match.
void move_together(Zoned& zoned) {
    std::size_t count = 0;
    std::vector<MultiPolygon*> all;
    for (MultiPolygon& outline : zoned.outlines) {
        all.push_back(&outline);
    }
    const std::map<std::pair<double, double>, Point> found = moves(all, count);
    for (MultiPolygon& outline : zoned.outlines) {
        apply(found, outline, zoned);
    }
}

struct Compared {
    Dissolved dissolved;
    std::size_t corner_for_corner = 0;  ///< groups
    std::size_t equal = 0;
};

Compared compared(const Zoned& zoned) {
    std::vector<const MultiPolygon*> outlines;
    for (const MultiPolygon& outline : zoned.outlines) {
        outlines.push_back(&outline);
    }
    Compared result;
    result.dissolved = dissolve(outlines, zoned.group_of, zoned.members.size());
    const Geos geos;
    for (std::size_t group = 0; group < zoned.members.size(); ++group) {
        MultiPolygon all;
        for (const std::size_t member : zoned.members[group]) {
            all.insert(all.end(), outlines[member]->begin(), outlines[member]->end());
        }
        // GEOS rounds crossings in the order it meets them: the order of dissolve
        const Geos::Geometry theirs = geos.own(GEOSUnaryUnion_r(geos.context(), geos.geometry(normalised(all)).get()));
        if (result.dissolved.outlines[group] == normalised(geos.polygons(theirs.get()))) {
            ++result.corner_for_corner;
            ++result.equal;
        } else {
            const Geos::Geometry ours = geos.geometry(result.dissolved.outlines[group]);
            result.equal += geos.test(GEOSEquals_r(geos.context(), ours.get(), theirs.get())) ? 1U : 0U;
        }
    }
    return result;
}

struct Case {
    const char* column;
    std::size_t groups;  ///< counted in the file by another program
    bool slow;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.column; }

class DissolvedCommunes : public testing::TestWithParam<Case> {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(communes)) {
            GTEST_SKIP() << "communes_cog2024.geojson is not beside the project";
        }
    }
    static bool all() { return std::getenv("MAILLAGE_SLOW_TESTS") != nullptr; }
    /// The communes to move.
    static Zoned some() { return zoned(GetParam().column, all() ? everything : first_communes); }
};

TEST_P(DissolvedCommunes, AreThoseOfGeosCornerForCorner) {
    const Zoned given = zoned(GetParam().column);
    ASSERT_EQ(given.members.size(), GetParam().groups);
    const Compared result = compared(given);
    EXPECT_EQ(result.corner_for_corner, GetParam().groups);
    EXPECT_TRUE(result.dissolved.mismatches.empty());  // then GEOS had no hand in ours
}

TEST_P(DissolvedCommunes, MovedTogetherStillMatch) {
    if (GetParam().slow && !all()) {
        GTEST_SKIP() << "slow: set MAILLAGE_SLOW_TESTS=1 to run it";
    }
    Zoned given = some();
    move_together(given);
    ASSERT_GT(given.moved.size(), 1000U);
    const Compared result = compared(given);
    EXPECT_EQ(result.equal, given.members.size());
    EXPECT_TRUE(result.dissolved.mismatches.empty());
}

TEST_P(DissolvedCommunes, MovedApartAreStillThoseOfGeosAndToldWhere) {
    if (GetParam().slow && !all()) {
        GTEST_SKIP() << "slow: set MAILLAGE_SLOW_TESTS=1 to run it";
    }
    Zoned given = some();
    move_apart(given);
    ASSERT_GT(given.moved.size(), 1000U);
    const Compared result = compared(given);
    EXPECT_EQ(result.equal, given.members.size());
    EXPECT_GT(result.dissolved.mismatches.size(), given.members.size() / 2);
}

INSTANTIATE_TEST_SUITE_P(Zonings, DissolvedCommunes,
                         testing::Values(Case{"ze2020", 306, false}, Case{"bv2022", 1707, true}, Case{"epci", 1256, true},
                                         Case{"arr", 334, true}),
                         [](const auto& one) { return std::string(one.param.column); });

}  // namespace
}  // namespace maillage::geo
