// What the stage makes of the audit: findings, région, rules of law. Cases are drawn; covers audit.cpp and audit_rules.cpp.
#include "stages/audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Staged staged(const Grid& grid, const Study& study = {}) { return Staged(grid.inputs(), study); }

Study petr() {
    Study study;
    study.rules = Rules::petr;
    return study;
}

void stretch_east(Territory& territory, double degrees) {
    for (Point& point : territory.outline[0].shell) {
        const double east = Grid({"A"}).corner(0, 1).lon;
        point.lon += point.lon >= east ? degrees : 0;
    }
}

TEST(StagesAudit, APartitionIsSilent) {
    const Staged run = staged(Grid({"aB", "CC"}));
    EXPECT_TRUE(run.audit.is_partition());
    EXPECT_THAT(run.audit.borders, SizeIs(3));
    EXPECT_THAT(run.inputs.findings, testing::Each(testing::Field(&Finding::code, testing::Gt(FindingCode::petr_shared_epci))));
}

TEST(StagesAudit, AnOverlapIsAFindingWithItsPlace) {
    stages::Inputs inputs = Grid({"aB"}).inputs();
    stretch_east(inputs.territories[0], 0.0625);  // half of B
    const Staged run(std::move(inputs));
    const std::vector<Finding> found = run.found(FindingCode::territory_overlap);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].subject, "A");
    EXPECT_EQ(parameter(found[0], "first"), "A");
    EXPECT_EQ(parameter(found[0], "second"), "B");
    ASSERT_TRUE(found[0].point.has_value());
    const Point corner = Grid({"AB"}).corner(0, 1);
    EXPECT_GT(found[0].point->lon, corner.lon);
    EXPECT_LT(found[0].point->lon, corner.lon + 0.0625);
    EXPECT_FALSE(run.audit.fits_within(faint_defect_m));
}

TEST(StagesAudit, DefectsUnderAMetreAreCountedInOneFinding) {
    stages::Inputs inputs = Grid({"aB"}).inputs();
    stretch_east(inputs.territories[0], 1e-6);  // 7 cm
    const Staged run(std::move(inputs));
    EXPECT_THAT(run.found(FindingCode::territory_overlap), IsEmpty());
    const std::vector<Finding> found = run.found(FindingCode::territory_faint_defects);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(parameter(found[0], "overlaps"), "1");
    EXPECT_EQ(parameter(found[0], "slivers"), "0");
    ASSERT_THAT(run.audit.defects, SizeIs(1)) << "and it is in the layer";
    EXPECT_FALSE(run.audit.is_partition());
    EXPECT_TRUE(run.audit.fits_within(faint_defect_m));
    const std::vector<Finding> borders = run.found(FindingCode::territory_borders_differ);
    ASSERT_THAT(borders, SizeIs(1));
    EXPECT_EQ(parameter(borders[0], "pairs"), "1");
}

TEST(StagesAudit, TheHundredLargestOfAKindAreNamedAndTheOthersCounted) {
    const std::string full(31, 'A');
    std::string holes = full;
    for (std::size_t i = 1; i < holes.size(); i += 2) {
        holes[i] = '.';  // 15 a line
    }
    std::vector<std::string> lines{full};
    for (int i = 0; i < 7; ++i) {
        lines.push_back(holes);
        lines.push_back(full);
    }
    lines[1][0] = 'a';
    const Grid grid(lines);
    const Staged run = staged(grid);
    EXPECT_THAT(run.audit.defects, SizeIs(105));
    EXPECT_THAT(run.found(FindingCode::territory_void), SizeIs(100));
    const std::vector<Finding> more = run.found(FindingCode::territory_more_defects);
    ASSERT_THAT(more, SizeIs(1));
    EXPECT_EQ(parameter(more[0], "voids"), "5");
    EXPECT_EQ(parameter(more[0], "overlaps"), "0");
    // cells shrink to the north: the five smallest are of the northernmost line
    int northernmost = 0;
    for (const Finding& one : run.found(FindingCode::territory_void)) {
        EXPECT_EQ(parameter(one, "territories"), "A");
        northernmost += one.point.value().lat > grid.corner(2, 0).lat ? 1 : 0;
    }
    EXPECT_EQ(northernmost, 10);
}

TEST(StagesAudit, EnclavesAndExclavesAreNamed) {
    const Staged run = staged(Grid({"AAAC",  //
                                    "AbAC",  //
                                    "AAAB"}));
    EXPECT_THAT(run.found(FindingCode::territory_enclave), IsEmpty()) << "only a part of B";
    ASSERT_THAT(run.found(FindingCode::territory_exclave), SizeIs(1));
    EXPECT_EQ(run.found(FindingCode::territory_exclave)[0].subject, "B");
    const Staged whole = staged(Grid({"AAA", "AbA", "AAA"}));
    const std::vector<Finding> found = whole.found(FindingCode::territory_enclave);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(parameter(found[0], "code"), "B");
    EXPECT_EQ(parameter(found[0], "around"), "A");
    EXPECT_THAT(whole.found(FindingCode::petr_enclave), IsEmpty()) << "not asked";
}

TEST(StagesAudit, ARegionHearsOfWhatTouchesItsTerritories) {
    // A lies in département 01 (région 10), B and C in 05 (région 20); voids between A and B, and between B and C
    Grid grid({"AAABBBCCC",  //
               "AA.BBB.CC",  //
               "aAABBBCCC"});
    grid.departements({"111555555", "111555555", "111555555"});
    Study study;
    study.region = "10";
    const Staged run(grid.inputs(), study);
    ASSERT_THAT(run.audit.defects, SizeIs(1));
    EXPECT_THAT(run.audit.defects[0].territories, ElementsAre(0, 1));
    EXPECT_THAT(run.found(FindingCode::territory_void), SizeIs(1));
    EXPECT_THAT(staged(grid).audit.defects, SizeIs(2));
}

TEST(StagesAudit, WithTheCountrysOutlineAPartAmidLandIsNoIsland) {
    const Grid grid({"aA.A",  //
                     "...."});
    const Staged alone = staged(grid);
    EXPECT_THAT(alone.audit.multipart.at(0).islands, SizeIs(1)) << "nothing touches it";
    stages::Inputs inputs = grid.inputs();
    const Point a = grid.corner(2, 0);
    const Point b = grid.corner(0, 4);
    inputs.nation = stages::Nation{{Polygon{{a, {b.lon, a.lat}, b, {a.lon, b.lat}, a}, {}}}, false};
    stages::Inputs approximate = inputs;
    approximate.nation->approximate = true;
    EXPECT_THAT(Staged(std::move(inputs)).audit.multipart.at(0).exclaves, SizeIs(1));
    EXPECT_THAT(Staged(std::move(approximate)).audit.multipart.at(0).islands, SizeIs(1));
}

TEST(StagesAudit, APetrIsOfOnePieceAndAnIslandIsNone) {
    const Staged run = staged(Grid({"AAB A",  //
                                    "BBBC ",  //
                                    "BAbC "}),
                              petr());
    const std::vector<Finding> found = run.found(FindingCode::petr_several_pieces);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].subject, "A");
    EXPECT_EQ(parameter(found[0], "exclaves"), "1") << "the island to the east is none";
    EXPECT_THAT(staged(Grid({"AAB A", "BBBC ", "BAbC "})).found(FindingCode::petr_several_pieces), IsEmpty()) << "not asked";
}

TEST(StagesAudit, APetrHasNoEnclaveOfAnotherOrOfNone) {
    const Staged run = staged(Grid({"AAACCC",  //
                                    "AbAC.C",  //
                                    "AAACCC"}),
                              petr());
    const std::vector<Finding> found = run.found(FindingCode::petr_enclave);
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].subject, "A");
    EXPECT_EQ(parameter(found[0], "territories"), "B");
    EXPECT_EQ(found[1].subject, "C");
    EXPECT_EQ(parameter(found[1], "territories"), "–");
}

TEST(StagesAudit, AnEpciIsInOnePetrOnly) {
    const auto drawn = [] {
        Grid grid({"aABB"});
        grid.epcis({"1122"});
        return grid;
    };
    EXPECT_THAT(staged(drawn(), petr()).found(FindingCode::petr_shared_epci), IsEmpty());
    Grid shared({"aABB"});
    shared.epcis({"1112"});
    const std::vector<Finding> by_point = staged(shared, petr()).found(FindingCode::petr_shared_epci);
    ASSERT_THAT(by_point, SizeIs(1));
    EXPECT_EQ(by_point[0].subject, "200000001");
    EXPECT_EQ(parameter(by_point[0], "territories"), "A, B");
    // two rows of one EPCI, known or not
    stages::Inputs inputs = drawn().inputs();
    inputs.composition = composition({{"200000001", "A"}, {"200000002", "B"}, {"200000002", "A"}, {"200000009", "A"}, {"200000009", "B"}});
    const Staged by_table(std::move(inputs), petr());
    const std::vector<Finding> found = by_table.found(FindingCode::petr_shared_epci);
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].subject, "200000002");
    EXPECT_EQ(found[1].subject, "200000009");
    EXPECT_EQ(found[1].path, "composition.csv");
}

}  // namespace
}  // namespace maillage::test
