#include "stages/prioritise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

stages::Inputs composed(const Grid& grid) {
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    return inputs;
}

/// "AB" for a zone of A and B, in the order of the zones.
std::vector<std::string> zones_of(const Staged& run) {
    std::vector<std::string> zones;
    for (const WhiteZone& zone : run.zones) {
        zones.emplace_back();
        for (const std::size_t i : zone.territories) {
            zones.back() += run.inputs.territories[i].code;
        }
    }
    return zones;
}

std::vector<std::string> ranking_of(const Staged& run) {
    std::vector<std::string> codes;
    for (const Priority& priority : run.priorities.ranking) {
        codes.push_back(run.inputs.territories[priority.territory].code);
    }
    return codes;
}

const Priority& priority_of(const Staged& run, const std::string& code) {
    for (const Priority& priority : run.priorities.ranking) {
        if (run.inputs.territories[priority.territory].code == code) {
            return priority;
        }
    }
    throw std::out_of_range("no priority for " + code);
}

TEST(WhiteZones, AreGapsThatHaveABorderInCommon) {
    const Staged run(composed(Grid({"AABB  E",
                                    "CcDD  F"})));
    // C is covered; A touches B, B touches D; E and F lie across the sea
    EXPECT_THAT(zones_of(run), ElementsAre("ABD", "EF"));
    EXPECT_EQ(run.zones[0].population, 600);
    EXPECT_EQ(run.zones[1].population, 200);
}

TEST(WhiteZones, ACornerIsNoBorder) {
    const Staged run(composed(Grid({"Ab",
                                    "cD"})));
    EXPECT_THAT(zones_of(run), ElementsAre("A", "D"));  // as many people: the lower index first
}

TEST(WhiteZones, EmergingAndPossibleAreGapsToo) {
    const Grid grid({"ABC"});
    stages::Inputs inputs = composed(grid);
    add(inputs, with_stage(at("emergent", grid.centre(0, 0)), Stage::emergent));
    add(inputs, in_departement("somewhere", "01"));
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.status("A"), Status::emergent);
    EXPECT_EQ(run.status("B"), Status::possible);
    EXPECT_THAT(zones_of(run), ElementsAre("ABC"));
}

TEST(WhiteZones, DistancesAreTheNearestAndTheFarthestOfTheirPays) {
    const Staged run(composed(Grid({"aBCD  E"})));
    ASSERT_THAT(zones_of(run), ElementsAre("BCD", "E"));
    const WhiteZone& zone = run.zones[0];
    EXPECT_EQ(run.inputs.facilities.rows[zone.nearest->facility].id, "a");
    EXPECT_DOUBLE_EQ(zone.nearest->distance_km, run.covered("B").nearest->distance_km);
    EXPECT_DOUBLE_EQ(*zone.farthest_km, run.covered("D").nearest->distance_km);
    EXPECT_NEAR(zone.area_km2, run.covered("B").area_km2 + run.covered("C").area_km2 + run.covered("D").area_km2, 1e-9);
}

TEST(WhiteZones, WithoutAFacilityThereIsNoDistance) {
    const Staged run(composed(Grid({"AB"})));
    ASSERT_THAT(zones_of(run), ElementsAre("AB"));
    EXPECT_FALSE(run.zones[0].nearest);
    EXPECT_FALSE(run.zones[0].farthest_km);
}

TEST(WhiteZones, AnUnknownPopulationMakesTheZonesUnknown) {
    stages::Inputs inputs = composed(Grid({"AB c DD"}));
    demand(inputs, "01000").population.reset();
    const Staged run(std::move(inputs));
    EXPECT_THAT(zones_of(run), ElementsAre("D", "AB"));  // unknown last
    EXPECT_FALSE(run.zones[1].population);
}

/// Moves every corner of the outline of `code` eastward.
void shift(stages::Inputs& inputs, const std::string& code, double degrees) {
    for (Territory& territory : inputs.territories) {
        if (territory.code == code) {
            for (Polygon& polygon : territory.outline) {
                for (Point& point : polygon.shell) {
                    point.lon += degrees;
                }
            }
        }
    }
}

TEST(WhiteZones, ASliverLessThan100MetresWidePartsNoZone) {
    constexpr double metres_75 = 0.001;  // of longitude, at 48° north
    stages::Inputs near = composed(Grid({"AABB"}));
    shift(near, "B", metres_75);
    EXPECT_THAT(zones_of(Staged(std::move(near))), ElementsAre("AB"));
    stages::Inputs overlapping = composed(Grid({"AABB"}));
    shift(overlapping, "B", -metres_75);
    EXPECT_THAT(zones_of(Staged(std::move(overlapping))), ElementsAre("AB"));
    stages::Inputs far = composed(Grid({"AABB"}));
    shift(far, "B", 2 * metres_75);
    EXPECT_THAT(zones_of(Staged(std::move(far))), ElementsAre("A", "B"));
}

TEST(WhiteZones, EqualAFloodFillOfTheDrawing) {
    std::mt19937 random(11);
    for (int round = 0; round < 60; ++round) {
        const std::size_t lines = 1 + random() % 5;
        const std::size_t columns = 1 + random() % 6;
        std::vector<std::string> drawing(lines, std::string(columns, ' '));
        char next = 'A';
        for (std::string& line : drawing) {
            for (char& mark : line) {
                const auto what = random() % 5;
                if (next <= 'Z' && what > 0) {  // each cell its own territory, a quarter of them covered
                    mark = static_cast<char>(what == 1 ? next - 'A' + 'a' : next);
                    ++next;
                }
            }
        }
        if (next == 'A') {
            continue;
        }
        // the same by hand: cells reached from a gap's cell, side by side
        std::set<std::string> expected;
        std::set<std::pair<std::size_t, std::size_t>> seen;
        for (std::size_t line = 0; line < lines; ++line) {
            for (std::size_t column = 0; column < columns; ++column) {
                std::set<char> zone;
                std::vector<std::pair<std::size_t, std::size_t>> todo{{line, column}};
                while (!todo.empty()) {
                    const auto [l, c] = todo.back();
                    todo.pop_back();
                    if (l >= lines || c >= columns || drawing[l][c] < 'A' || drawing[l][c] > 'Z' || !seen.insert({l, c}).second) {
                        continue;
                    }
                    zone.insert(drawing[l][c]);
                    todo.insert(todo.end(), {{l + 1, c}, {l - 1, c}, {l, c + 1}, {l, c - 1}});
                }
                if (!zone.empty()) {
                    expected.insert(std::string(zone.begin(), zone.end()));
                }
            }
        }
        const std::vector<std::string> found = zones_of(Staged(composed(Grid(drawing))));
        EXPECT_EQ(std::set<std::string>(found.begin(), found.end()), expected) << testing::PrintToString(drawing);
        EXPECT_EQ(found.size(), expected.size());
    }
}

TEST(Prioritise, RanksByTheWeightedMeanOfCriteria) {
    // people: A 300, B 200, C 100; distance to the PTCE of d grows from C to A; one white zone; no imprecise PTCE
    const Staged run(composed(Grid({"AAABBCd"})));
    EXPECT_THAT(ranking_of(run), ElementsAre("A", "B", "C"));
    // by rank 1, 1/2, 0 on population and on distance; 1/2 on what tells none from another
    EXPECT_DOUBLE_EQ(priority_of(run, "A").score, (2 * 1 + 2 * 1 + 0.5 + 0.5) / 6);
    EXPECT_DOUBLE_EQ(priority_of(run, "B").score, (2 * 0.5 + 2 * 0.5 + 0.5 + 0.5) / 6);
    EXPECT_DOUBLE_EQ(priority_of(run, "C").score, (0.5 + 0.5) / 6);
}

TEST(Prioritise, WeightsAndNormalisationAreTheStudys) {
    Study study;
    study.priorities = {1, 0, 0, 0, {}, Normalisation::min_max};
    const Staged run(composed(Grid({"AAAABCCd"})), study);
    ASSERT_EQ(run.priorities.criteria.size(), 1U);
    EXPECT_THAT(ranking_of(run), ElementsAre("A", "C", "B"));
    EXPECT_DOUBLE_EQ(priority_of(run, "A").score, 1);
    EXPECT_DOUBLE_EQ(priority_of(run, "C").score, (200.0 - 100) / (400 - 100));
    EXPECT_DOUBLE_EQ(priority_of(run, "B").score, 0);
}

TEST(Prioritise, ALandWithoutAFacilityIsFartherThanAny) {
    Study study;
    study.priorities = {0, 1, 0, 0, {}, Normalisation::min_max};
    // Corse: no PTCE there
    stages::Inputs inputs = composed(Grid({"AaB"}));
    Territory island = Grid({"C"}, {9, 42}).territories().front();
    island.code = "C";
    inputs.territories.push_back(island);
    ++inputs.territories_read;
    const Staged run(std::move(inputs), study);
    EXPECT_THAT(ranking_of(run), ElementsAre("C", "B"));
    EXPECT_FALSE(priority_of(run, "C").parts[0].value);
    EXPECT_DOUBLE_EQ(priority_of(run, "C").score, 1);
}

TEST(Prioritise, AnUnknownCriterionIsLeftOutThere) {
    stages::Inputs inputs = composed(Grid({"AAABBCd"}));
    demand(inputs, "01003").population.reset();  // in B
    const Staged run(std::move(inputs));
    const Priority& b = priority_of(run, "B");
    EXPECT_FALSE(b.parts[0].normalised);
    EXPECT_EQ(b.parts[0].place, 0);
    // distance 1/2, and the chance; the zone's population is unknown too
    EXPECT_DOUBLE_EQ(b.score, (2 * 0.5 + 0.5) / 3);
}

TEST(Prioritise, ColumnsOfTheLayerTakePart) {
    Study study;
    study.priorities = {0, 0, 0, 0, {{CriterionKind::column, 3, "poverty"}, {CriterionKind::column, -1, "income"}}, Normalisation::rank};
    stages::Inputs inputs = composed(Grid({"ABC"}));
    inputs.territories[0].columns = {10.0, 100.0};
    inputs.territories[1].columns = {20.0, 300.0};
    inputs.territories[2].columns = {std::nullopt, 200.0};
    const Staged run(std::move(inputs), study);
    EXPECT_DOUBLE_EQ(priority_of(run, "A").score, (3 * 0 + 1 * 1) / 4.0);
    EXPECT_DOUBLE_EQ(priority_of(run, "B").score, (3 * 1 + 1 * 0) / 4.0);
    EXPECT_DOUBLE_EQ(priority_of(run, "C").score, 0.5);  // of income alone
    EXPECT_THAT(ranking_of(run), ElementsAre("B", "C", "A"));
}

TEST(Prioritise, TiesGoToTheMostPeopleThenTheLowestCode) {
    Study study;
    study.priorities = {0, 0, 1, 0, {}, Normalisation::rank};
    const Staged run(composed(Grid({"ACCBB"})), study);
    EXPECT_THAT(ranking_of(run), ElementsAre("B", "C", "A"));
}

TEST(Prioritise, PartsSumToTheScoreAndPlacesCountTies) {
    const Staged run(composed(Grid({"AABBCd"})));
    for (const Priority& priority : run.priorities.ranking) {
        double sum = 0;
        for (const PriorityPart& part : priority.parts) {
            sum += part.contribution.value_or(0);
        }
        EXPECT_DOUBLE_EQ(sum, priority.score);
    }
    EXPECT_EQ(priority_of(run, "A").parts[0].place, 1);
    EXPECT_EQ(priority_of(run, "B").parts[0].place, 1);
    EXPECT_EQ(priority_of(run, "A").parts[0].alike, 2);
    EXPECT_EQ(priority_of(run, "C").parts[0].place, 3);
}

TEST(Prioritise, NothingToRankWhereAllIsCovered) {
    const Staged run(composed(Grid({"ab"})));
    EXPECT_THAT(run.priorities.ranking, IsEmpty());
    EXPECT_THAT(run.zones, IsEmpty());
}

TEST(Chances, EachImpreciseFacilityIsInOneOfItsPlaces) {
    const Grid grid = Grid({"ABCD"}).departements({"1122"});
    stages::Inputs inputs = composed(grid);
    add(inputs, in_departement("one", "01"));
    add(inputs, in_departement("two", "01"));
    add(inputs, in_region("wide", "10"));
    add(inputs, with_stage(in_departement("emergent", "02"), Stage::emergent));
    const Staged run(std::move(inputs));
    // A, B: two of them in one of two, one in one of four
    EXPECT_DOUBLE_EQ(run.chances[0], 1 - 0.5 * 0.5 * 0.75);
    EXPECT_DOUBLE_EQ(run.chances[1], 1 - 0.5 * 0.5 * 0.75);
    EXPECT_DOUBLE_EQ(run.chances[2], 0.25);
    EXPECT_DOUBLE_EQ(run.chances[3], 0.25);
}

TEST(Chances, HorsPaysIsAPlaceToo) {
    const Grid grid({"AB."});
    stages::Inputs inputs = composed(grid);
    add(inputs, in_departement("one", "01"));
    const Staged run(std::move(inputs));
    EXPECT_DOUBLE_EQ(run.chances[0], 1.0 / 3);
    EXPECT_DOUBLE_EQ(run.chances[1], 1.0 / 3);
}

}  // namespace
}  // namespace maillage::test
