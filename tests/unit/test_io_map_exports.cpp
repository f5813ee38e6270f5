#include "io/map_exports.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

const char* const map = R"({"type":"umap","properties":{"name":"PTCE"},"geometry":{"type":"Point","coordinates":[2,46]},"layers":[
 {"type":"FeatureCollection","_umap_options":{"name":"Actifs"},"features":[
  {"type":"Feature","properties":{"name":"Un","_umap_options":{"color":"Red"}},"geometry":{"type":"Point","coordinates":[2.5,46.5]}},
  {"type":"Feature","properties":{"name":"Deux"},"geometry":{"type":"Point","coordinates":[3.5,46.5]}}]},
 {"type":"FeatureCollection","_storage":{"name":"Projets"},"features":[
  {"type":"Feature","properties":{"name":"Trois","calque":"le mien"},"geometry":null}]}]})";

TEST(MapExports, EveryLayerOfAUmapIsRead) {
    const TemporaryFolder files;
    const Layer layer = read_layer(files.write("carte.umap", map));
    ASSERT_EQ(layer.rows.size(), 3U);
    const std::size_t name = layer.column("name");
    const std::size_t from = layer.column("calque");
    EXPECT_EQ(layer.rows[0].cells[name], "Un");
    EXPECT_EQ(layer.rows[0].cells[from], "Actifs");
    EXPECT_EQ(layer.rows[0].shape.point, (Point{2.5, 46.5}));
    EXPECT_EQ(layer.rows[2].cells[from], "le mien");
    EXPECT_EQ(layer.rows[2].shape.kind, Shape::Kind::none);
    EXPECT_EQ(layer.column("_umap_options"), Layer::npos);
}

TEST(MapExports, OneLayerOfAUmapMayBeNamed) {
    const TemporaryFolder files;
    const std::string path = files.write("carte.umap", map);
    EXPECT_EQ(read_layer(path + ":Projets").rows.size(), 1U);
    try {
        (void)read_layer(path + ":Autres");
        FAIL() << "taken";
    } catch (const InputError& error) {
        EXPECT_NE(error.said().en.find("the map has: Actifs, Projets"), std::string::npos) << error.said().en;
    }
}

TEST(MapExports, WhatIsNoMapIsRefused) {
    EXPECT_THROW((void)features_of_umap("{}", "x.umap", ""), InputError);
    EXPECT_THROW((void)features_of_umap("{\"layers\":", "x.umap", ""), InputError);
    EXPECT_THROW((void)features_of_umap("{\"layers\":" + std::string(100'000, '[') + "}", "x.umap", ""), InputError);
}

TEST(MapExports, ElementsOfGogocartoBecomePoints) {
    const TemporaryFolder files;
    const Layer layer = read_layer(files.write("carte.json", R"({"licence":"ODbL","ontology":"gogofull","data":[
      {"id":"a1","name":"Un","geo":{"latitude":46.5,"longitude":2.5},"address":{"addressLocality":"Aubourg","postalCode":"01000"},"categories":["A","B"]},
      {"id":"a2","name":"Deux","geo":{"latitude":null,"longitude":null}}]})"));
    ASSERT_EQ(layer.rows.size(), 2U);
    EXPECT_EQ(layer.rows[0].shape.point, (Point{2.5, 46.5}));
    EXPECT_EQ(layer.rows[0].cells[layer.column("ville")], "Aubourg");
    EXPECT_EQ(layer.rows[0].cells[layer.column("code_postal")], "01000");
    EXPECT_EQ(layer.rows[0].cells[layer.column("categories")], "A ; B");
    EXPECT_EQ(layer.rows[1].cells[layer.column("id")], "a2");
    EXPECT_EQ(layer.rows[1].shape.kind, Shape::Kind::none);
}

TEST(MapExports, OtherJsonIsNotTakenForGogocarto) {
    EXPECT_FALSE(is_gogocarto(R"({"type":"FeatureCollection","features":[]})"));
    EXPECT_FALSE(is_gogocarto(R"({"data":[]})"));
    EXPECT_FALSE(is_gogocarto(R"({"data":[1]})"));
    EXPECT_FALSE(is_gogocarto(R"({"data":)"));
}

}  // namespace
}  // namespace maillage::io
