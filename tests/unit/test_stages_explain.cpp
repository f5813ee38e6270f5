#include "stages/explain.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace maillage::stages {
namespace {

/// Three pays about the points of the equator at 0°, 1° and 2° east; the last two have one name.
Result run() {
    Result result;
    for (const auto& [code, name] : {std::pair{"A", "Pays de l'Île"}, {"B", "Vallée"}, {"C", "Vallée"}, {"D1", "Haut pays"}}) {
        Territory one;
        one.code = code;
        one.name = name;
        one.departement = "01";
        one.departements = {"01"};
        TerritoryCoverage measured;
        measured.centre = {1.0 * static_cast<double>(result.territories.size()), 45};
        measured.missing = 1;
        result.territories.push_back(one);
        result.kept.push_back(true);
        result.coverage.territories.push_back(measured);
    }
    return result;
}

void add(Result& result, const char* id, Stage stage, const Placement& placement, const char* commune = "", const char* departement = "") {
    Facility row;
    row.id = row.name = id;
    row.stage = stage;
    row.commune = commune;
    row.departement = departement;
    result.facilities.rows.push_back(row);
    result.placements.push_back(placement);
}

Placement sure(std::size_t territory, Point at) {
    Placement placement;
    placement.bucket = Bucket::assigned;
    placement.territory = territory;
    placement.position = at;
    return placement;
}

Placement among(std::vector<std::size_t> candidates, bool one_departement) {
    Placement placement;
    placement.bucket = Bucket::imprecise;
    placement.candidates = std::move(candidates);
    placement.one_departement = one_departement;
    return placement;
}

Placement in(Bucket bucket) {
    Placement placement;
    placement.bucket = bucket;
    return placement;
}

std::vector<std::string> ids(const std::vector<ExplainedFacility>& all) {
    std::vector<std::string> list;
    for (const ExplainedFacility& one : all) {
        list.push_back(one.id);
    }
    return list;
}

using Ids = std::vector<std::string>;

TEST(Explain, APaysIsNamedByCodeOrNameWithoutAccentsOrCase) {
    const Result result = run();
    EXPECT_EQ(territory_named(result, "b"), 1U);
    EXPECT_EQ(territory_named(result, "PAYS DE L ILE"), 0U);
    EXPECT_EQ(territory_named(result, "ile"), 0U);
    EXPECT_EQ(territory_named(result, "haut"), 3U);
}

TEST(Explain, ANameOfSeveralIsRefusedWithTheirCodesAndOneOfNoneWithTheNearest) {
    const Result result = run();
    const auto refusal = [&](const char* asked) {
        try {
            (void)territory_named(result, asked);
        } catch (const UsageError& error) {
            return error.said().fr;
        }
        return std::string("taken");
    };
    EXPECT_NE(refusal("vallee").find("B Vallée, C Vallée"), std::string::npos) << refusal("vallee");
    EXPECT_NE(refusal("pays").find("A Pays de l'Île, D1 Haut pays"), std::string::npos);
    EXPECT_NE(refusal("valée").find("B Vallée ?"), std::string::npos) << refusal("valée");
    EXPECT_NE(refusal("").find("aucun pays"), std::string::npos);
}

TEST(Explain, EveryRowThatIsThereOrMayBeStandsInOneListWithItsReason) {
    Result result = run();
    add(result, "there", Stage::actif, sure(0, {0, 45}));
    add(result, "emerging", Stage::emergent, sure(0, {0, 45}));
    add(result, "candidate", Stage::candidat, in(Bucket::excluded), "", "01");
    add(result, "narrow", Stage::laureat, among({0, 1}, true));
    add(result, "wide", Stage::laureat, among({0, 1, 2}, false));
    add(result, "maybe emerging", Stage::emergent, among({0, 1}, true));
    add(result, "elsewhere", Stage::actif, sure(1, {1, 45}));
    add(result, "farther", Stage::actif, sure(2, {2, 45}));
    add(result, "placeless", Stage::actif, in(Bucket::without_location));
    add(result, "rejected here", Stage::actif, in(Bucket::rejected), "", "01");
    add(result, "rejected", Stage::actif, in(Bucket::rejected), "", "02");
    const Explanation said = explain(result, 0, {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    EXPECT_EQ(ids(said.counted), Ids{"there"});
    EXPECT_EQ(ids(said.emerging), Ids{"emerging"});
    EXPECT_EQ(ids(said.possible), (Ids{"narrow", "wide"}));
    EXPECT_TRUE(said.possible[0].one_departement);
    EXPECT_FALSE(said.possible[1].one_departement);
    EXPECT_EQ(said.possible[1].candidates, (Ids{"A", "B", "C"}));
    EXPECT_EQ(ids(said.set_aside), (Ids{"candidate", "maybe emerging", "rejected here"}));
    EXPECT_EQ(said.placeless, 2U);
    EXPECT_EQ(said.counted[0].row, 2U);
    EXPECT_EQ(ids(said.near), (Ids{"elsewhere", "farther"}));
    // a degree of longitude at 45° north: pi/180 x a x cos(atan(b/a x tan 45°)), WGS 84 — 78.847 km along the parallel, the geodesic a little less
    EXPECT_NEAR(*said.near[0].distance_km, 78.847, 0.01);
}

}  // namespace
}  // namespace maillage::stages
