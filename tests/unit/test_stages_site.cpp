#include "stages/site.hpp"

#include <gmock/gmock.h>

#include "io/open.hpp"
#include "stages/publish.hpp"
#include "stages/read_run.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using test::Grid;
using testing::ElementsAre;
using testing::HasSubstr;

// A cell is 0.125° wide, 9.3 km at 48° N: 10 km reach the cells to the left and right, and no other of the line.
constexpr double radius_km = 10;

/// What a run of the map leaves, read again from its folder.
PastRun past(Inputs&& inputs, const Study& study = {}) {
    const io::TemporaryFolder place;
    publish(test::Staged(std::move(inputs), study).result(), place.path("run"), false);
    return read_run(io::RunManifest(place.path("run")));
}

Siting best(const PastRun& run, std::size_t count, double radius = radius_km) {
    return site(run, {SiteObjective::people, false, count, radius, 60}, seats(run, SiteObjective::people));
}

std::vector<std::string> ids(const Siting& siting) {
    std::vector<std::string> all;
    for (const Site& one : siting.sites) {
        all.push_back(one.candidate.id);
    }
    return all;
}

std::vector<std::int64_t> gains(const Siting& siting) {
    std::vector<std::int64_t> all;
    for (const Site& one : siting.sites) {
        all.push_back(one.people);
    }
    return all;
}

Inputs three_pays() {
    Inputs inputs = Grid({"AAABBBCCC"}).inputs();
    test::demand(inputs, "01001").population = 300;
    test::demand(inputs, "01003").population = 250;
    return inputs;
}

TEST(StagesSite, TheMostPopulousCommuneOfEachPaysIsTheCandidate) {
    const SiteCandidates candidates = seats(past(three_pays()), SiteObjective::people);
    ASSERT_EQ(candidates.places.size(), 3U);
    EXPECT_EQ(candidates.places[0].id, "01001");
    EXPECT_EQ(candidates.places[1].id, "01003");
    EXPECT_EQ(candidates.places[2].id, "01006");  // all as populous: the lowest code
    EXPECT_EQ(candidates.places[2].pays, 2U);
    EXPECT_FALSE(candidates.places[0].name.empty());
}

TEST(StagesSite, MostPeopleThenWhatEachAdds) {
    // A's site reaches 100 + 300 + 100; B's 100 (already A's) + 250 + 100; C's 100 + 100 + 100.
    const PastRun run = past(three_pays());
    const Siting one = best(run, 1);
    EXPECT_THAT(ids(one), ElementsAre("01001"));
    EXPECT_THAT(gains(one), ElementsAre(500));
    const Siting two = best(run, 2);
    EXPECT_THAT(ids(two), ElementsAre("01001", "01003"));
    EXPECT_THAT(gains(two), ElementsAre(500, 350));
    EXPECT_EQ(two.value, 850);
    EXPECT_EQ(two.bound, 850);
    EXPECT_TRUE(two.proved);
    EXPECT_EQ(two.total.people, 7 * 100 + 300 + 250);
    EXPECT_EQ(two.reachable.people, 500 + 350 + 300);
    EXPECT_EQ(two.unreachable.people, 100);  // the last cell
    EXPECT_EQ(two.unreachable.communes, 1U);
    EXPECT_EQ(two.sites[1].pays_reached, 1);
}

TEST(StagesSite, MoreThanThereAreCandidates) {
    const Siting all = best(past(three_pays()), 50);
    EXPECT_THAT(ids(all), ElementsAre("01001", "01003", "01006"));
    EXPECT_EQ(all.asked, 50U);
    EXPECT_TRUE(all.proved);
}

TEST(StagesSite, APtceThatIsThereCounts) {
    // A has one in its middle: A is no candidate, and its cells are reached. B's site adds its own two cells; C's its two and B's last.
    const PastRun run = past(Grid({"AaABBBCCC"}).inputs());
    const Siting two = best(run, 2);
    EXPECT_EQ(two.facilities, 1U);
    EXPECT_EQ(two.facilities_unplaced, 0U);
    EXPECT_EQ(two.within.people, 300);
    EXPECT_EQ(two.candidates, 2U);
    EXPECT_THAT(ids(two), ElementsAre("01006", "01003"));
    EXPECT_THAT(gains(two), ElementsAre(300, 200));
    EXPECT_EQ(two.pays_at_target, 1U);
}

TEST(StagesSite, OneWithoutASurePositionIsLeftOutAndAnEmergentDoesNotCount) {
    Inputs inputs = Grid({"AAABBBCCC"}).inputs();
    test::add(inputs, test::in_departement("dep", "01"));
    test::add(inputs, test::with_stage(test::at("em", Grid({"AAABBBCCC"}).centre(0, 4)), Stage::emergent));
    const Siting one = best(past(std::move(inputs)), 1);
    EXPECT_EQ(one.facilities, 1U);
    EXPECT_EQ(one.facilities_unplaced, 1U);
    EXPECT_EQ(one.within.people, 0);
    EXPECT_EQ(one.candidates, 3U);  // `possible` and `emergent` pays are not covered
}

TEST(StagesSite, TheSeaIsNotCrossed) {
    // The two cells to the left are on the continent, those to the right in the box of Corse; centres are 10.2 km apart.
    Inputs inputs = Grid({"AABB"}, {8.05, 43}).inputs();
    test::demand(inputs, "01001").population = 200;
    const Siting two = best(past(std::move(inputs)), 2, 12);
    EXPECT_THAT(ids(two), ElementsAre("01001", "01002"));
    EXPECT_THAT(gains(two), ElementsAre(300, 200));
    // the same on one land: the first reaches over
    Inputs ashore = Grid({"AABB"}, {2, 43}).inputs();
    test::demand(ashore, "01001").population = 200;
    EXPECT_THAT(gains(best(past(std::move(ashore)), 2, 12)), ElementsAre(400, 100));
}

TEST(StagesSite, EqualGainsGoToTheLowestCode) {
    const PastRun run = past(Grid({"C A B"}).inputs());
    EXPECT_THAT(ids(best(run, 2, 1)), ElementsAre("01000", "01002"));
}

TEST(StagesSite, OneRegionAlone) {
    // Département 01 is région 10, 05 is 20. B's PTCE stands beyond the border and reaches A's last cell.
    Study study;
    study.region = "10";
    const PastRun run = past(Grid({"AAAbB"}).departements({"11155"}).inputs(), study);
    const Siting one = best(run, 5);
    EXPECT_EQ(one.total.people, 300);
    EXPECT_EQ(one.within.people, 100);
    EXPECT_EQ(one.pays, 1U);
    EXPECT_THAT(ids(one), ElementsAre("01000"));
    EXPECT_THAT(gains(one), ElementsAre(200));
}

TEST(StagesSite, CommunesWithoutAPointAreToldApart) {
    Inputs inputs = Grid({"AAB"}).inputs();
    inputs.composition = Grid({"AAB"}).composition();
    test::demand(inputs, "01001").point = std::nullopt;
    test::demand(inputs, "01002").point = std::nullopt;
    const PastRun run = past(std::move(inputs));
    const Siting one = best(run, 2);
    EXPECT_EQ(one.unplaced.people, 200);
    EXPECT_EQ(one.unplaced.communes, 2U);
    EXPECT_EQ(one.pays_without_candidate, 1U);  // B
    EXPECT_THAT(ids(one), ElementsAre("01000"));
    EXPECT_EQ(one.total.people, one.unplaced.people + one.within.people + one.reachable.people + one.unreachable.people);
}

TEST(StagesSite, NobodyToCoverIsAnError) {
    Inputs inputs = Grid({"A"}).inputs();
    test::demand(inputs, "01000").population = std::nullopt;
    const PastRun run = past(std::move(inputs));
    EXPECT_THAT(thrown<InputError>([&] { (void)best(run, 1); }), HasSubstr("aucune commune n'a à la fois des habitants et un point"));
}

TEST(StagesSite, HowFewForAll) {
    // Four pays of one cell: the second's and third's sites reach all four; no single one does.
    const PastRun run = past(Grid({"ABCD"}).inputs());
    const Siting all = site(run, {SiteObjective::people, true, 0, radius_km, 60}, seats(run, SiteObjective::people));
    EXPECT_EQ(all.value, 2);
    EXPECT_EQ(all.bound, 2);
    EXPECT_TRUE(all.proved);
    EXPECT_EQ(all.reachable.people, 400);
    EXPECT_EQ(gains(all)[0] + gains(all)[1], 400);
}

TEST(StagesSite, MostPaysToTheTarget) {
    // Two PTCE a pays: A has one and misses one, B and C miss two; C has more people.
    Inputs inputs = Grid({"AaBBBCC"}).inputs();
    test::demand(inputs, "01006").population = 900;
    Study study;
    study.targets.per_territory = 2;
    const PastRun run = past(std::move(inputs), study);
    const SiteCandidates candidates = seats(run, SiteObjective::pays);
    EXPECT_EQ(candidates.places.size(), 1U + 2U + 2U);
    const auto pays = [&](std::size_t count, bool all = false) { return site(run, {SiteObjective::pays, all, count, radius_km, 60}, candidates); };
    EXPECT_THAT(ids(pays(1)), ElementsAre("01000"));
    EXPECT_THAT(ids(pays(2)), ElementsAre("01006", "01005"));  // one pays either way: that with the most people
    EXPECT_EQ(pays(4).value, 2);                               // B and C, again for their people
    EXPECT_EQ(pays(1000).sites.size(), 5U);
    const Siting three = pays(3);
    EXPECT_THAT(ids(three), ElementsAre("01000", "01006", "01005"));  // the most populous commune of C first
    EXPECT_EQ(three.value, 2);
    EXPECT_EQ(three.sites[0].pays_reached, 1);
    EXPECT_EQ(three.sites[1].pays_reached, 0);
    EXPECT_EQ(three.sites[2].pays_reached, 1);
    EXPECT_EQ(pays(0, true).sites.size(), 5U);
    EXPECT_EQ(pays(0, true).value, 5);
}

TEST(StagesSite, CandidatesOfAList) {
    const io::TemporaryFolder place;
    const PastRun run = past(Grid({"AAABBB"}).inputs());
    const std::string path = place.write("candidats.csv", "id,nom,lon,lat,code_commune\n"
                                                          "c1,Halle,2.5625,47.9375,\n"   // in B, by its outline
                                                          "c2,,,,1001\n"                 // a lost zero
                                                          "c3,Nulle part,,,\n"
                                                          "c4,Loin,2.5,95,\n"
                                                          ",Sans id,2.0625,47.9375,01000\n");
    const SiteCandidates candidates = listed(run, io::read_layer(path));
    ASSERT_EQ(candidates.places.size(), 3U);
    EXPECT_THAT(candidates.left_out, ElementsAre(4U, 5U));
    EXPECT_EQ(candidates.places[0].pays, 1U);
    EXPECT_EQ(candidates.places[0].commune, "");
    EXPECT_EQ(candidates.places[1].commune, "01001");
    EXPECT_EQ(candidates.places[1].name, run.demand[1].name);
    EXPECT_EQ(candidates.places[1].pays, 0U);
    EXPECT_EQ(candidates.places[2].id, "ligne-6");
    // c1 stands at column 4: columns 3 to 5; c2 at column 1: columns 0 to 2
    const Siting two = site(run, {SiteObjective::people, false, 2, radius_km, 60}, candidates);
    EXPECT_THAT(ids(two), ElementsAre("c1", "c2"));  // equal gains: the first of the list
    EXPECT_THAT(gains(two), ElementsAre(300, 300));
}

TEST(StagesSite, AListThatWontDo) {
    const io::TemporaryFolder place;
    const PastRun run = past(Grid({"AB"}).inputs());
    const std::string without = place.write("a.csv", "id,nom\n1,Un\n");
    EXPECT_THAT(thrown<InputError>([&] { (void)listed(run, io::read_layer(without)); }), HasSubstr("ni points, ni colonnes lon et lat"));
    const std::string twice = place.write("b.csv", "id,code_commune\nx,01000\nx,01001\n");
    EXPECT_THAT(thrown<InputError>([&] { (void)listed(run, io::read_layer(twice)); }), HasSubstr("b.csv: ligne 3: identifiant « x » déjà à la ligne 2"));
    const std::string nowhere = place.write("c.csv", "id,code_commune\nx,99999\n");
    EXPECT_THAT(thrown<InputError>([&] { (void)listed(run, io::read_layer(nowhere)); }), HasSubstr("aucune ligne ne dit où est son candidat"));
}

}  // namespace
}  // namespace maillage::stages
