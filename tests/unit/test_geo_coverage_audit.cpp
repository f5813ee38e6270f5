// Expectations are read off the drawings (areas and lengths by PROJ's geodesics), or are what GEOS says of all pairs and of the
// union of all outlines. Covers coverage_mesh, coverage_lines, coverage_faces, coverage_borders and coverage_parts, its inner files.
#include "geo/coverage_audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <numbers>
#include <numeric>
#include <random>
#include <set>

#include "geo/dissolve.hpp"
#include "geo/geodesic.hpp"
#include "geo/geos.hpp"
#include "geo/planar.hpp"
#include "geo/validity.hpp"
#include "io/ogr_source.hpp"
#include "io/open.hpp"
#include "support/grid.hpp"
#include "test_geo_support.hpp"

namespace maillage::geo {
namespace {

using namespace geo_test;
using test::Grid;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr double square_metres_per_km2 = 1e6;

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> result;
    for (const MultiPolygon& outline : outlines) {
        result.push_back(&outline);
    }
    return result;
}

Audit audited(const std::vector<MultiPolygon>& given, double tolerance_m = default_tolerance_m) {
    std::vector<MultiPolygon> outlines;
    for (const MultiPolygon& outline : given) {
        outlines.push_back(normalised(outline));
    }
    const std::vector<const MultiPolygon*> all = pointers(outlines);
    return audit_coverage(all, PointLocator(all), tolerance_m);
}

std::vector<MultiPolygon> outlines_of(const Grid& grid) {
    std::vector<MultiPolygon> outlines;
    for (const Territory& territory : grid.territories()) {
        outlines.push_back(territory.outline);
    }
    return outlines;
}

Audit audited(const std::vector<std::string>& drawing) { return audited(outlines_of(Grid(drawing))); }

double geodesic_m2(const MultiPolygon& outline) { return area_km2(outline) * square_metres_per_km2; }

/// Edges along a parallel are not geodesics: over 1 degree at 45 north the areas beside them differ by some 1e-3.
constexpr double of_area = 2e-3;
constexpr double of_length = 1e-4;

const Border* border(const Audit& audit, std::size_t first, std::size_t second) {
    const auto found = std::find_if(audit.borders.begin(), audit.borders.end(),
                                    [&](const Border& one) { return one.first == first && one.second == second; });
    return found == audit.borders.end() ? nullptr : &*found;
}

TEST(GeoCoverageAudit, APartitionHasMatchingBordersAndNoDefect) {
    const Grid grid({"AAB",  //
                     "CDB"});
    const Audit audit = audited(outlines_of(grid));
    EXPECT_THAT(audit.defects, IsEmpty());
    EXPECT_TRUE(audit.is_partition());
    ASSERT_THAT(audit.borders, SizeIs(5));  // AB AC AD BD CD
    for (const Border& one : audit.borders) {
        EXPECT_EQ(one.differing_km, 0);
    }
    const double height_km = distance_km(grid.corner(0, 2), grid.corner(1, 2));
    EXPECT_NEAR(border(audit, 0, 1)->matched_km, height_km, height_km * of_length);
    const double width_km = distance_km(grid.corner(1, 0), grid.corner(1, 1));
    EXPECT_NEAR(border(audit, 0, 2)->matched_km, width_km, width_km * of_length);
    EXPECT_EQ(border(audit, 1, 2), nullptr);  // B and C don't meet
    EXPECT_THAT(audit.holes, IsEmpty());
    EXPECT_THAT(audit.multipart, IsEmpty());
}

TEST(GeoCoverageAudit, LandOfNoTerritorySurroundedIsAVoid) {
    const Grid grid({"AAA",  //
                     "A.B",  //
                     "BBB"});
    const Audit audit = audited(outlines_of(grid));
    ASSERT_THAT(audit.defects, SizeIs(1));
    const OutlineDefect& gap = audit.defects.front();
    EXPECT_EQ(gap.kind, DefectKind::empty);
    EXPECT_THAT(gap.territories, ElementsAre(0, 1));
    const Point a = grid.corner(2, 1);
    const Point b = grid.corner(1, 2);
    const MultiPolygon cell = box(a.lon, a.lat, b.lon, b.lat);
    EXPECT_EQ(gap.shape, cell);
    EXPECT_NEAR(gap.area_m2, geodesic_m2(cell), gap.area_m2 * 1e-4);
    EXPECT_TRUE(audit.is_partition()) << "land may be in no territory";
}

TEST(GeoCoverageAudit, AVoidOpenToTheOutsideIsNone) {
    EXPECT_THAT(audited(std::vector<std::string>{"AAA", "A. ", "BBB"}).defects, IsEmpty());
    const Audit corner = audited(std::vector<std::string>{"A.", ".B"});
    EXPECT_THAT(corner.defects, IsEmpty());
    EXPECT_THAT(corner.borders, IsEmpty()) << "a corner is no border";
}

TEST(GeoCoverageAudit, TwoOutlinesOverlap) {
    const MultiPolygon common = box(1.9, 45, 2, 46);
    const Audit audit = audited({box(1, 45, 2, 46), box(1.9, 45, 3, 46)});
    ASSERT_THAT(audit.defects, SizeIs(1));
    EXPECT_EQ(audit.defects[0].kind, DefectKind::overlap);
    EXPECT_THAT(audit.defects[0].territories, ElementsAre(0, 1));
    EXPECT_EQ(audit.defects[0].shape, common);
    EXPECT_NEAR(audit.defects[0].area_m2, geodesic_m2(common), of_area * geodesic_m2(common));
    const double wide = distance_km({1.9, 45.5}, {2, 45.5}) * 1000;
    const double high = distance_km({2, 45}, {2, 46}) * 1000;
    EXPECT_NEAR(audit.defects[0].width_m, wide * high / (wide + high), wide * 5e-3);
    EXPECT_FALSE(audit.is_partition());
}

/// Two boxes with a strip between them, closed at both ends by two others.
std::vector<MultiPolygon> with_strip(double width) {
    return {box(1, 45, 2, 46), box(2 + width, 45, 3, 46), {Polygon{{{1, 44}, {3, 44}, {3, 45}, {2 + width, 45}, {2, 45}, {1, 45}, {1, 44}}, {}}},
            {Polygon{{{1, 46}, {2, 46}, {2 + width, 46}, {3, 46}, {3, 47}, {1, 47}, {1, 46}}, {}}}};
}

TEST(GeoCoverageAudit, ANarrowGapIsASliverAndAWideOneAVoid) {
    const double metre = 1 / (distance_km({2, 45.5}, {3, 45.5}) * 1000);  // in degrees
    const Audit narrow = audited(with_strip(90 * metre));
    ASSERT_THAT(narrow.defects, SizeIs(1));
    EXPECT_EQ(narrow.defects[0].kind, DefectKind::sliver);
    EXPECT_THAT(narrow.defects[0].territories, ElementsAre(0, 1, 2, 3));
    EXPECT_NEAR(narrow.defects[0].width_m, 90, 1);
    EXPECT_FALSE(narrow.is_partition());
    const Audit wide = audited(with_strip(110 * metre));
    ASSERT_THAT(wide.defects, SizeIs(1));
    EXPECT_EQ(wide.defects[0].kind, DefectKind::empty);
    EXPECT_EQ(audited(with_strip(110 * metre), 120).defects[0].kind, DefectKind::sliver);
    const Border* const sides = border(narrow, 0, 1);
    ASSERT_NE(sides, nullptr);
    const double length = distance_km({2, 45}, {2, 46});
    EXPECT_NEAR(sides->differing_km, length, length * 1e-3);
    EXPECT_EQ(sides->matched_km, 0);
}

TEST(GeoCoverageAudit, AGapOfLittleMeanWidthWithRoomForACircleIsAVoid) {
    // a corridor 20 m wide and 0.5 degree long, with a chamber of 200 m in its middle
    const double metre = 1 / (distance_km({2, 45.5}, {2, 46.5}) * 1000);
    const double half = 10 * metre;
    const double room = 100 * metre;
    const Ring corridor{{2 - half, 45}, {2 - half, 45.25}, {2 - room, 45.25}, {2 - room, 45.25 + 2 * room}, {2 - half, 45.25 + 2 * room},
                        {2 - half, 45.5}, {2 + half, 45.5}, {2 + half, 45.25 + 2 * room}, {2 + room, 45.25 + 2 * room}, {2 + room, 45.25},
                        {2 + half, 45.25}, {2 + half, 45}, {2 - half, 45}};
    const Audit audit = audited({{Polygon{box_ring(1, 44, 3, 47), {corridor}}}});
    ASSERT_THAT(audit.defects, SizeIs(1));
    EXPECT_LT(audit.defects[0].width_m, 30);
    EXPECT_EQ(audit.defects[0].kind, DefectKind::empty);
    EXPECT_EQ(audited({{Polygon{box_ring(1, 44, 3, 47), {corridor}}}}, 220).defects[0].kind, DefectKind::sliver);
}

TEST(GeoCoverageAudit, AChannelOpenToTheOutsideIsABorderThatDiffers) {
    const Audit audit = audited({box(1, 45, 2, 46), box(2.0005, 45, 3, 46)});
    EXPECT_THAT(audit.defects, IsEmpty());
    ASSERT_THAT(audit.borders, SizeIs(1));
    const double length = distance_km({2, 45}, {2, 46});
    EXPECT_NEAR(audit.borders[0].differing_km, length, length * 1e-3);
    EXPECT_THAT(audited({box(1, 45, 2, 46), box(2.002, 45, 3, 46)}).borders, IsEmpty()) << "157 m apart";
}

TEST(GeoCoverageAudit, AVertexOnTheNeighboursEdgeIsADifferingBorderWithoutDefect) {
    const Audit audit = audited({box(0, 45, 2, 46), box(0, 44, 1, 45), box(1, 44, 2, 45)});
    EXPECT_THAT(audit.defects, IsEmpty());
    ASSERT_THAT(audit.borders, SizeIs(3));
    const double length = distance_km({0, 45}, {1, 45});
    EXPECT_NEAR(border(audit, 0, 1)->differing_km, length, length * of_length);
    EXPECT_NEAR(border(audit, 0, 2)->differing_km, length, length * of_length);
    EXPECT_EQ(border(audit, 0, 1)->matched_km, 0);
    EXPECT_GT(border(audit, 1, 2)->matched_km, 0);
    EXPECT_EQ(border(audit, 1, 2)->differing_km, 0);
}

TEST(GeoCoverageAudit, AVertexATenMillionthOfADegreeOffIsASliverOrOverlaps) {
    const auto junction = [](double lat) {
        return std::vector<MultiPolygon>{box(0, 45, 2, 46), {Polygon{{{0, 44}, {1, 44}, {1, lat}, {0, 45}, {0, 44}}, {}}},
                                         {Polygon{{{1, 44}, {2, 44}, {2, 45}, {1, lat}, {1, 44}}, {}}}};
    };
    const double base = distance_km({0, 45}, {1, 45}) * 1000;
    const double height = distance_km({1, 45}, {1, 45.001}) / 1e-3 * 1e-7 * 1000;  // of 1e-7 degree
    const Audit below = audited(junction(45 - 1e-7));
    ASSERT_THAT(below.defects, SizeIs(1));
    EXPECT_EQ(below.defects[0].kind, DefectKind::sliver);
    EXPECT_THAT(below.defects[0].territories, ElementsAre(0, 1, 2));
    EXPECT_NEAR(below.defects[0].area_m2, base * height, base * height * 1e-3);  // two triangles of that base and height
    const Audit above = audited(junction(45 + 1e-7));
    ASSERT_THAT(above.defects, SizeIs(2));
    EXPECT_EQ(above.defects[0].kind, DefectKind::overlap);
    EXPECT_THAT(above.defects[0].territories, ElementsAre(0, 1));
    EXPECT_THAT(above.defects[1].territories, ElementsAre(0, 2));
    EXPECT_NEAR(above.defects[1].area_m2, base * height / 2, base * height * 1e-3);
}

TEST(GeoCoverageAudit, IdenticalOutlinesUnderThreeCodesOverlapInPairs) {
    const MultiPolygon one = box(1, 45, 2, 46);
    const Audit audit = audited({one, box(2, 45, 3, 46), one, one});
    ASSERT_THAT(audit.defects, SizeIs(3));
    EXPECT_THAT(audit.defects[0].territories, ElementsAre(0, 2));
    EXPECT_THAT(audit.defects[1].territories, ElementsAre(0, 3));
    EXPECT_THAT(audit.defects[2].territories, ElementsAre(2, 3));
    EXPECT_EQ(audit.defects[0].shape, one);
}

TEST(GeoCoverageAudit, ATerritoryDrawnInsideAnotherOverlapsIt) {
    const Audit inside = audited({box(1, 45, 2, 46), box(1.25, 45.25, 1.5, 45.5)});
    ASSERT_THAT(inside.defects, SizeIs(1));
    EXPECT_EQ(inside.defects[0].shape, box(1.25, 45.25, 1.5, 45.5));
    // larger than the hole made for it: a frame
    const MultiPolygon holed{Polygon{box_ring(1, 45, 2, 46), {box_ring(1.25, 45.25, 1.5, 45.5)}}};
    const Audit frame = audited({holed, box(1.125, 45.125, 1.625, 45.625)});
    ASSERT_THAT(frame.defects, SizeIs(1));
    EXPECT_EQ(frame.defects[0].shape, normalised({Polygon{box_ring(1.125, 45.125, 1.625, 45.625), {box_ring(1.25, 45.25, 1.5, 45.5)}}}));
}

TEST(GeoCoverageAudit, TwoZoningsLaidOverEachOtherOverlapInEveryPairThoughAllTheirBordersMatch) {
    std::vector<MultiPolygon> outlines = outlines_of(Grid({"AABB",  //
                                                           "AABB"}));
    for (const MultiPolygon& one : outlines_of(Grid({"CCCC",  //
                                                     "DDDD"}))) {
        outlines.push_back(one);
    }
    const Grid grid({"    ", "    "});
    const Audit audit = audited(outlines);
    ASSERT_THAT(audit.defects, SizeIs(4));
    std::vector<std::vector<std::size_t>> pairs;
    for (const OutlineDefect& one : audit.defects) {
        pairs.push_back(one.territories);
        EXPECT_EQ(one.kind, DefectKind::overlap);
    }
    EXPECT_THAT(pairs, ElementsAre(ElementsAre(0, 2), ElementsAre(0, 3), ElementsAre(1, 2), ElementsAre(1, 3)));
    const Point south_west = grid.corner(1, 0);
    const Point north_east = grid.corner(0, 2);
    const MultiPolygon two_cells = box(south_west.lon, south_west.lat, north_east.lon, north_east.lat);  // A and C
    EXPECT_NEAR(area(audit.defects[0].shape), area(two_cells), 1e-12);
    EXPECT_NEAR(audit.defects[0].area_m2, geodesic_m2(two_cells), geodesic_m2(two_cells) * 1e-4);
}

TEST(GeoCoverageAudit, ATerritoryInAnothersHoleIsAnEnclave) {
    const Audit one = audited(std::vector<std::string>{"AAA", "ABA", "AAA"});
    ASSERT_THAT(one.holes, SizeIs(1));
    EXPECT_EQ(one.holes[0].territory, 0U);
    EXPECT_THAT(one.holes[0].inside, ElementsAre(1));
    EXPECT_THAT(one.defects, IsEmpty());
    EXPECT_THAT(audited(std::vector<std::string>{"AAAA", "ABCA", "AAAA"}).holes.at(0).inside, ElementsAre(1, 2));
    EXPECT_THAT(audited(std::vector<std::string>{"AAAA", "AB..", "AAAA"}).holes, IsEmpty()) << "open to the outside";
    EXPECT_THAT(audited(std::vector<std::string>{"AAA ", "ABAB", "AAA "}).holes.at(0).inside, IsEmpty()) << "not the whole of B";
    EXPECT_THAT(audited(std::vector<std::string>{"AAA", "A.A", "AAA"}).holes.at(0).inside, IsEmpty());
    const auto nested = enclaves_of(audited(std::vector<std::string>{"AAAAA", "ABBBA", "ABCBA", "ABBBA", "AAAAA"}));
    EXPECT_THAT(nested, ElementsAre(std::pair(1, 0), std::pair(2, 0), std::pair(2, 1)));
}

TEST(GeoCoverageAudit, APartThatSharesAnEdgeIsAnExclaveAndOneAloneAnIsland) {
    const Audit audit = audited(std::vector<std::string>{"AAB  A",  //
                                                         "ABBA  "});
    ASSERT_THAT(audit.multipart, SizeIs(1));
    EXPECT_EQ(audit.multipart[0].territory, 0U);
    EXPECT_EQ(audit.multipart[0].parts, 3U);
    ASSERT_THAT(audit.multipart[0].exclaves, SizeIs(1));
    ASSERT_THAT(audit.multipart[0].islands, SizeIs(1));
    const Grid grid({"AAB  A", "ABBA  "});
    EXPECT_EQ(PointLocator(pointers({outlines_of(grid)[0]})).locate(audit.multipart[0].exclaves[0].place).holders.size(), 1U);
    EXPECT_GT(audit.multipart[0].exclaves[0].place.lon, grid.corner(1, 3).lon);
    EXPECT_GT(audit.multipart[0].islands[0].place.lon, grid.corner(0, 5).lon);
    // parts that touch at a corner are two; of one size, the one farther west is the main one
    const Audit corners = audited(std::vector<std::string>{"AB", "BA"});
    EXPECT_THAT(corners.multipart, SizeIs(2));
    EXPECT_THAT(corners.multipart.at(0).exclaves, SizeIs(1));
    EXPECT_THAT(corners.defects, IsEmpty());
}

TEST(GeoCoverageAudit, APartBesideAnothersBorderDrawnOtherwiseIsAnExclaveToo) {
    MultiPolygon two = box(0, 45, 4, 47);
    two.push_back({box_ring(1, 43, 2, 44), {}});
    const Audit audit = audited({two, {Polygon{{{0, 44}, {4, 44}, {4, 45}, {0, 45}, {0, 44}}, {}}}});
    ASSERT_THAT(audit.multipart, SizeIs(1));
    EXPECT_THAT(audit.multipart[0].exclaves, SizeIs(1)) << "its north edge lies along an edge four times as long";
}

TEST(GeoCoverageAudit, NothingGivesNothing) {
    EXPECT_TRUE(audited(std::vector<MultiPolygon>{}).is_partition());
    EXPECT_THAT(audited({box(1, 45, 2, 46)}).defects, IsEmpty());
}

// --- against GEOS: overlaps of all pairs, and what the union of all leaves out within its shells

constexpr double thinnest_m = 1e-4;

struct Expected {
    std::map<std::pair<std::size_t, std::size_t>, double> overlaps_m2;
    std::vector<double> gaps_m2;  ///< ascending
};

void add_area(double& sum, const Polygon& polygon) {
    const double area = area_m2(polygon);
    sum += 2 * area / perimeter_m(polygon) >= thinnest_m ? area : 0;
}

Expected brute_force(const std::vector<MultiPolygon>& outlines) {
    Expected expected;
    const Geos geos;
    std::vector<Geos::Geometry> shapes;
    for (const MultiPolygon& outline : outlines) {
        shapes.push_back(geos.geometry(outline));
    }
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        for (std::size_t k = i + 1; k < outlines.size(); ++k) {
            const Box a = box_of(outlines[i]);
            const Box b = box_of(outlines[k]);
            if (a.min_lon > b.max_lon || b.min_lon > a.max_lon || a.min_lat > b.max_lat || b.min_lat > a.max_lat) {
                continue;
            }
            double sum = 0;
            for (const Polygon& one : geos.polygons(geos.own(GEOSIntersection_r(geos.context(), shapes[i].get(), shapes[k].get())).get())) {
                add_area(sum, one);
            }
            if (sum > 0) {
                expected.overlaps_m2[{i, k}] = sum;
            }
        }
    }
    // what the boundary of the union rings in, less the union: outlines that touch at a corner close a gap too
    const Geos::Geometry land = geos.geometry(dissolve(pointers(outlines)));
    const Geos::Geometry boundary = geos.own(GEOSBoundary_r(geos.context(), land.get()));
    const Geos::Geometry noded = geos.own(GEOSUnaryUnion_r(geos.context(), boundary.get()));
    const GEOSGeometry* const lines = noded.get();
    for (const Polygon& face : geos.polygons(geos.own(GEOSPolygonize_r(geos.context(), &lines, 1)).get())) {
        const Geos::Geometry shape = geos.geometry({face});
        const Geos::Geometry inside = geos.own(GEOSPointOnSurface_r(geos.context(), shape.get()));
        double area = 0;
        add_area(area, face);
        if (area > 0 && !geos.test(GEOSIntersects_r(geos.context(), inside.get(), land.get()))) {
            expected.gaps_m2.push_back(area);
        }
    }
    std::sort(expected.gaps_m2.begin(), expected.gaps_m2.end());
    return expected;
}

/// `pinched`: three lines may cross at one place that is no double; then rounding settles whether two gaps meet there or are one.
void expect_as_brute_force(const std::vector<MultiPolygon>& given, double relative, bool pinched = false) {
    std::vector<MultiPolygon> outlines;
    for (const MultiPolygon& outline : given) {
        outlines.push_back(normalised(outline));
    }
    const Audit audit = audited(outlines);
    const Expected expected = brute_force(outlines);
    std::map<std::pair<std::size_t, std::size_t>, double> overlaps;
    std::vector<double> gaps;
    for (const OutlineDefect& one : audit.defects) {
        EXPECT_FALSE(invalidity(one.shape).has_value());
        if (one.kind == DefectKind::overlap) {
            overlaps[{one.territories.at(0), one.territories.at(1)}] += one.area_m2;
        } else {
            EXPECT_FALSE(one.territories.empty());
            gaps.push_back(one.area_m2);
        }
    }
    std::sort(gaps.begin(), gaps.end());
    ASSERT_EQ(overlaps.size(), expected.overlaps_m2.size());
    for (const auto& [pair, area] : expected.overlaps_m2) {
        ASSERT_TRUE(overlaps.contains(pair)) << pair.first << " " << pair.second << " " << area;
        EXPECT_NEAR(overlaps.at(pair), area, area * relative + 1e-2) << pair.first << " " << pair.second;
    }
    const double total = std::accumulate(expected.gaps_m2.begin(), expected.gaps_m2.end(), 0.0);
    EXPECT_NEAR(std::accumulate(gaps.begin(), gaps.end(), 0.0), total, total * relative + 1e-2);
    if (pinched) {
        return;
    }
    ASSERT_EQ(gaps.size(), expected.gaps_m2.size());
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        EXPECT_NEAR(gaps[i], expected.gaps_m2[i], expected.gaps_m2[i] * relative + 1e-2);
    }
}

/// Valid outlines: what GEOS makes of random rings.
std::vector<MultiPolygon> random_outlines(std::mt19937& random, int count, bool whole) {
    std::uniform_real_distribution<double> real(0, 6);
    std::uniform_int_distribution<int> integer(0, 6);
    std::vector<MultiPolygon> outlines;
    while (outlines.size() < static_cast<std::size_t>(count)) {
        Ring ring;
        for (int i = 0; i < 4; ++i) {
            ring.push_back(whole ? Point{1.0 * integer(random), 42.0 + integer(random)} : Point{real(random), 42 + real(random)});
        }
        ring.push_back(ring.front());
        const MultiPolygon drawn{Polygon{ring, {}}};
        MultiPolygon valid = invalidity(drawn) ? repaired(drawn) : drawn;
        if (!valid.empty()) {
            outlines.push_back(std::move(valid));
        }
    }
    return outlines;
}

TEST(GeoCoverageAudit, AgreesWithAllPairsAndTheUnionOnRandomOutlines) {
    std::mt19937 random(20261123);
    for (int round = 0; round < 60; ++round) {
        SCOPED_TRACE(round);
        expect_as_brute_force(random_outlines(random, 2 + round % 9, round % 2 == 0), 1e-5, round % 2 == 0);
    }
}

TEST(GeoCoverageAudit, AgreesOnGridsOfRandomLettersSomeOfThemMoved) {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> letter(0, 5);
    std::uniform_int_distribution<int> rarely(0, 40);
    std::uniform_real_distribution<double> off(-0.02, 0.02);
    for (int round = 0; round < 30; ++round) {
        SCOPED_TRACE(round);
        std::vector<std::string> lines(6, std::string(6, '.'));
        for (std::string& line : lines) {
            for (char& mark : line) {
                mark = letter(random) == 5 ? '.' : static_cast<char>('A' + letter(random));
            }
        }
        lines.front().front() = 'A';
        std::vector<MultiPolygon> outlines = outlines_of(Grid(lines));
        for (MultiPolygon& outline : outlines) {  // a vertex here and there moved in one outline alone
            for (Polygon& part : outline) {
                for (std::size_t i = 1; i + 1 < part.shell.size(); ++i) {
                    if (rarely(random) == 0) {
                        part.shell[i].lon += off(random);
                        part.shell[i].lat += round % 3 == 0 ? 1e-7 : off(random);
                    }
                }
            }
            if (invalidity(outline)) {
                outline = repaired(outline);
            }
        }
        expect_as_brute_force(outlines, 1e-6);
    }
}

TEST(GeoCoverageAudit, TheSameForAnyOrder) {
    std::mt19937 random(3);
    const std::vector<MultiPolygon> outlines = random_outlines(random, 9, false);
    std::vector<std::size_t> order(outlines.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto shapes = [&](const std::vector<std::size_t>& sequence) {
        std::vector<MultiPolygon> shuffled;
        for (const std::size_t i : sequence) {
            shuffled.push_back(outlines[i]);
        }
        std::multiset<std::pair<std::vector<std::size_t>, long>> found;
        for (const OutlineDefect& one : audited(shuffled).defects) {
            std::vector<std::size_t> territories;
            for (const std::size_t i : one.territories) {
                territories.push_back(sequence[i]);
            }
            std::sort(territories.begin(), territories.end());
            found.emplace(territories, std::lround(one.area_m2));
        }
        return found;
    };
    const auto first = shapes(order);
    EXPECT_FALSE(first.empty());
    for (int round = 0; round < 5; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        EXPECT_EQ(shapes(order), first);
    }
}

std::vector<MultiPolygon> read_outlines(const std::string& path, const std::string& column = "", const std::set<std::string>& values = {}) {
    const Layer layer = io::read_layer(path);
    const std::size_t key = column.empty() ? 0 : layer.column(column);
    std::vector<MultiPolygon> outlines;
    for (const LayerRow& row : layer.rows) {
        if (!row.shape.polygons.empty() && (values.empty() || values.contains(row.cells[key]))) {
            const MultiPolygon closed = close_rings(row.shape.polygons);
            outlines.push_back(invalidity(closed) ? repaired(closed) : closed);
        }
    }
    return outlines;
}

TEST(GeoCoverageAudit, AgreesOnTheEmbeddedZones) {
    std::vector<MultiPolygon> zones = read_outlines(MAILLAGE_SOURCE_DIR "/data/france/zones.geojson");
    zones.resize(100);  // hundreds of slivers already; all 334 agree too, in many seconds of GEOS's
    expect_as_brute_force(zones, 1e-4);
}

TEST(GeoCoverageAudit, AgreesOnRealLayers) {
    const std::string folder = MAILLAGE_SOURCE_DIR "/../shared/data/";
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "no shared/data beside the project";
    }
    expect_as_brute_force(read_outlines(folder + "petr_2020.geojson"), 1e-6);
    const std::vector<MultiPolygon> communes = read_outlines(folder + "communes_cog2024.geojson", "dep", {"13", "65"});
    ASSERT_GT(communes.size(), 400U);
    expect_as_brute_force(communes, 1e-6);
}

/// A square of one degree with square holes of so many metres a side at its middle latitude, and one long strip as wide.
MultiPolygon with_holes(double side_m) {
    constexpr double metres_per_degree = 111'195;
    const double lat = side_m / metres_per_degree;
    const double lon = lat / std::cos(46.5 * std::numbers::pi / 180);
    const auto hole = [](double west, double south, double width, double height) {
        return Ring{{west, south}, {west, south + height}, {west + width, south + height}, {west + width, south}, {west, south}};
    };
    return {Polygon{{{2, 46}, {3, 46}, {3, 47}, {2, 47}, {2, 46}}, {hole(2.2, 46.5, lon, lat), hole(2.5, 46.2, lon, 0.5)}}};
}

TEST(GeoCoverageAudit, HolesInWhichTheCircleDoesNotFitAreSlivers) {
    EXPECT_EQ(without_slivers(with_holes(120), 100), with_holes(120));
    EXPECT_THAT(without_slivers(with_holes(80), 100).front().holes, testing::IsEmpty());
    EXPECT_EQ(without_slivers(with_holes(80), 100).front().shell, with_holes(80).front().shell);
}

}  // namespace
}  // namespace maillage::geo
