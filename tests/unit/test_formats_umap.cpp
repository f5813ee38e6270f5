#include "formats/umap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "formats/layers.hpp"
#include "stages/draw.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::formats {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// A is covered by "a"; nothing in B; "lointain" may be anywhere in the département, and has no place.
Result result_of(Study study = {}) {
    stages::Inputs inputs = test::Grid({"aABB", "AABB"}).inputs();
    test::add(inputs, test::in_departement("lointain", "01"));
    study.ptce.path = "ptce.csv";
    return stages::drawn(test::Staged(std::move(inputs), study).result());
}

Json umap_of(const Result& result) { return Json::parse(umap(result, layer_features(result))); }

std::vector<std::string> names(const Json& map) {
    std::vector<std::string> all;
    for (const Json& layer : map["layers"]) {
        all.push_back(layer["_umap_options"]["name"]);
    }
    return all;
}

TEST(FormatsUmap, AreasZonesAndPointsInTheStudysLanguage) {
    const Json map = umap_of(result_of());
    EXPECT_EQ(map["type"], "umap");
    EXPECT_THAT(names(map), ElementsAre("Pays", "Zones blanches", "PTCE"));
    Study english;
    english.language = Language::english;
    english.title = "A <map> of {ours}";
    const Json other = umap_of(result_of(english));
    EXPECT_THAT(names(other), ElementsAre("Pays", "White zones", "PTCE"));
    EXPECT_EQ(other["properties"]["name"], "A <map> of {ours}");
}

TEST(FormatsUmap, AFeatureIsDrawnByItsStatut) {
    const Json map = umap_of(result_of());
    const Json& pays = map["layers"][0]["features"];
    ASSERT_EQ(pays.size(), 2U);
    EXPECT_EQ(pays[0]["properties"]["statut"], "couvert");
    EXPECT_EQ(pays[0]["properties"]["_umap_options"]["fillColor"], "#1f4f8f");
    EXPECT_EQ(pays[1]["properties"]["statut"], "possible");
    EXPECT_EQ(pays[1]["properties"]["_umap_options"]["fillColor"], "#f6e7bb");
    EXPECT_EQ(map["layers"][1]["features"].size(), 1U);
}

TEST(FormatsUmap, WhatHasNoPlaceIsOnNoMap) {
    const Json map = umap_of(result_of());
    const Json& ptce = map["layers"][2]["features"];
    ASSERT_EQ(ptce.size(), 1U);
    EXPECT_EQ(ptce[0]["properties"]["id"], "a");
    EXPECT_EQ(ptce[0]["geometry"]["coordinates"], (Json{2.0625, 47.9375}));
}

TEST(FormatsUmap, PopupsNameTheColumnsByTheirTitles) {
    const Json map = umap_of(result_of());
    const std::string popup = map["layers"][0]["_umap_options"]["popupContentTemplate"];
    EXPECT_THAT(popup, HasSubstr("## {nom}\n"));
    EXPECT_THAT(popup, HasSubstr("Population municipale : **{population}**\n"));
}

}  // namespace
}  // namespace maillage::formats
