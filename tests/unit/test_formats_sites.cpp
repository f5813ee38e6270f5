#include "formats/sites.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace maillage::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

/// 100 of 1 000 people are reached; two sites add 300 and 50, the best that was found in 1.5 s; 400 more may be possible.
Siting example() {
    Siting siting;
    siting.asked = 3;
    siting.radius_km = 12.5;
    siting.time_limit_s = 1.5;
    siting.pays_codes = {"A", "B"};
    siting.pays_names = {"Pays d'Aubourg", "Pays de Bel"};
    siting.pays_population = {600, std::nullopt};
    siting.pays = 2;
    siting.sites = {{{"01001", "Été", {2.25, 46.5}, "01001", 0}, 300, 1}, {{"h,2", "", {3, 47.1234567}, "", std::nullopt}, 50, 0}};
    siting.value = 350;
    siting.greedy = 340;
    siting.greedy_bound = 500;
    siting.bound = 400;
    siting.total = {1000, 10};
    siting.unplaced = {40, 1};
    siting.within = {100, 1};
    siting.reachable = {800, 7};
    siting.unreachable = {60, 1};
    siting.facilities = 5;
    siting.facilities_unplaced = 2;
    siting.candidates = 9;
    siting.candidates_path = "dossier/lieux.csv";
    siting.candidates_left_out = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31};
    return siting;
}

TEST(FormatsSites, ThePageOfAnAnswerThatIsNotProved) {
    const std::string page = sites_page(example(), Language::english);
    EXPECT_EQ(page,
              "Where to place 3 more PTCE: most people within 12.5 km\n"
              "rank  site       pays              people  in all   share  pays\n"
              "   1  01001 Été  A Pays d'Aubourg    +300     400  40.0 %    +1\n"
              "   2  h,2        –                    +50     450  45.0 %    +0\n"
              "2 site(s) for 3 asked: no other candidate would add anything\n"
              "100 people (10.0 %) within 12.5 km of an existing PTCE; 450 (45.0 %) with these 2 site(s)\n"
              "0 of 2 pays at the target; 1 with these 2 site(s)\n"
              "not proved optimal within 1.5 s: 350 more people, 400 at most (gap 12.50 %); greedy finds 340 and proves at most 500\n"
              "60 people (1 commune(s)) beyond the reach of every candidate\n"
              "40 people (1 commune(s)) left out: their commune has no point\n"
              "existing PTCE counted in the list: 5, 2 of them without a sure position, left out\n"
              "9 candidate(s): lieux.csv\n"
              "11 row(s) of the list left out: nothing tells where they are (row 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, …)\n"
              "as the crow flies, not across seas; from a partial list: a PTCE not on record may be there already\n");
}

TEST(FormatsSites, OtherQuestionsHaveTheirOwnWords) {
    Siting siting = example();
    siting.all = true;
    siting.value = 5;
    siting.bound = 4;
    const std::string all = sites_page(siting, Language::french);
    EXPECT_THAT(all, HasSubstr("minimum non prouvé en 1,5 s : 5 site(s), 4 au moins (écart 20,00 %)"));
    EXPECT_THAT(all, Not(HasSubstr("demandé(s)")));
    siting.objective = SiteObjective::pays;
    siting.proved = true;
    siting.candidates_path = "";
    siting.pays_without_candidate = 1;
    const std::string pays = sites_page(siting, Language::french);
    EXPECT_THAT(pays, HasSubstr("minimum prouvé : 5 site(s)\n"));
    EXPECT_THAT(pays, HasSubstr("1 pays sans candidat, ou avec moins de candidats"));
    siting.sites.clear();
    EXPECT_THAT(sites_page(siting, Language::french), HasSubstr("aucun site à proposer\n"));
    siting.candidates = 0;
    EXPECT_THAT(sites_page(siting, Language::french), HasSubstr("aucun candidat : tous les pays sont couverts"));
}

TEST(FormatsSites, TheGapIsOfTheBetterOfTheTwo) {
    Siting siting;
    EXPECT_EQ(gap_percent(siting), 0);
    siting.value = 3;
    siting.bound = 4;
    EXPECT_EQ(gap_percent(siting), 25);
    siting.value = 5;
    EXPECT_EQ(gap_percent(siting), 20);
    EXPECT_EQ(share_percent(1, 3), 33.33);
    EXPECT_EQ(share_percent(1, 0), 0);
}

TEST(FormatsSites, TheTable) {
    EXPECT_EQ(sites_csv(example()),
              "rang,id,nom,commune,pays,nom_pays,population_pays,rayon_km,gain_habitants,cumul_habitants,part_habitants,gain_pays,cumul_pays,lon,lat\n"
              "1,01001,Été,01001,A,Pays d'Aubourg,600,12.5,300,400,40,1,1,2.250000,46.500000\n"
              "2,\"h,2\",,,,,,12.5,50,450,45,0,1,3.000000,47.123457\n");
}

TEST(FormatsSites, JsonHoldsAllThatWasFound) {
    const nlohmann::json json = nlohmann::json::parse(sites_json(example()));
    EXPECT_EQ(json["exact"], 350);
    EXPECT_EQ(json["bound"], 400);
    EXPECT_EQ(json["gap_percent"], 12.5);
    EXPECT_EQ(json["proved"], false);
    EXPECT_EQ(json["greedy"]["bound"], 500);
    EXPECT_EQ(json["sites"][1]["id"], "h,2");
    EXPECT_TRUE(json["sites"][1]["pays"].is_null());
    EXPECT_EQ(json["sites"][1]["lat"], 47.123457);
    EXPECT_EQ(json["candidates"]["file"], "lieux.csv");
    EXPECT_EQ(json["candidates"]["left_out"].size(), 11U);
    EXPECT_EQ(json["demand"]["without_point"]["people"], 40);
}

}  // namespace
}  // namespace maillage::formats
