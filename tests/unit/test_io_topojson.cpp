#include "io/topojson.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

//  (2,47)---(3,47)---(4,47)      arcs: 0 = (3,46) west round to (3,47); 1 = (3,47) down to (3,46), shared;
//    |  01004 |  01005  |              2 = (3,47) east round to (3,46)
//  (2,46)---(3,46)---(4,46)      01004 = 0 then 1; 01005 = 1 backwards then 2; coordinates in thousandths from (2,46)
const char* const two_squares = R"({"type":"Topology","transform":{"scale":[0.001,0.001],"translate":[2,46]},
"arcs":[[[1000,0],[-1000,0],[0,1000],[1000,0]],[[1000,1000],[0,-1000]],[[1000,1000],[1000,0],[0,-1000],[-1000,0]]],
"objects":{"pays":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","id":"01004","properties":{"nom":"Ouest","x":0.30000000000000004},"arcs":[[0,1]]},
{"type":"MultiPolygon","id":"01005","properties":{"nom":"Est"},"arcs":[[[2,-2]]]},
{"type":null,"id":"97411","properties":{"nom":"Sans contour"}}]}}})";

std::string refusal(std::string text, const std::string& from, const std::string& to, const std::string& layer = "") {
    text.replace(text.find(from), from.size(), to);
    return thrown<InputError>([&] { (void)layer_of_topology(text, "a.topojson", layer); });
}

TEST(Topojson, ArcsAreJoinedAndCoordinatesDecoded) {
    const TopologyLayer made = layer_of_topology(two_squares, "a.topojson", "");
    EXPECT_EQ(made.name, "pays");
    const json features = json::parse(made.geojson)["features"];
    ASSERT_EQ(features.size(), 3U);
    EXPECT_EQ(features[0]["geometry"], json::parse(R"({"type":"Polygon","coordinates":[[[3,46],[2,46],[2,47],[3,47],[3,46]]]})"));
    EXPECT_EQ(features[1]["geometry"],
              json::parse(R"({"type":"MultiPolygon","coordinates":[[[[3,47],[4,47],[4,46],[3,46],[3,47]]]]})"));
    EXPECT_TRUE(features[2]["geometry"].is_null());
    EXPECT_EQ(features[0]["id"], "01004");
    EXPECT_EQ(features[2]["properties"]["nom"], "Sans contour");
}

TEST(Topojson, IsReadAsTheSameGeojsonIs) {
    const TemporaryFolder folder;
    const char* const same = R"({"type":"FeatureCollection","features":[
{"type":"Feature","id":"01004","properties":{"nom":"Ouest","x":0.30000000000000004},"geometry":{"type":"Polygon","coordinates":[[[3,46],[2,46],[2,47],[3,47],[3,46]]]}},
{"type":"Feature","id":"01005","properties":{"nom":"Est"},"geometry":{"type":"MultiPolygon","coordinates":[[[[3,47],[4,47],[4,46],[3,46],[3,47]]]]}},
{"type":"Feature","id":"97411","properties":{"nom":"Sans contour"},"geometry":null}]})";
    const Layer expected = read_layer(folder.write("a.geojson", same));
    for (const char* name : {"a.topojson", "b.json"}) {
        const Layer layer = read_layer(folder.write(name, two_squares));
        EXPECT_EQ(layer.columns, expected.columns);
        EXPECT_EQ(layer.crs, "OGC:CRS84");
        EXPECT_EQ(layer.name, "pays");
        ASSERT_EQ(layer.rows.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(layer.rows[i].cells, expected.rows[i].cells);
            EXPECT_EQ(layer.rows[i].shape.polygons, expected.rows[i].shape.polygons);
            EXPECT_EQ(layer.rows[i].shape.kind, expected.rows[i].shape.kind);
        }
    }
    EXPECT_EQ(read_layer(folder.path("a.topojson") + ":pays").rows.size(), 3U);
}

TEST(Topojson, PointsAndPlainCoordinates) {
    const char* const text =
        R"({"type":"Topology","arcs":[],"crs":null,"objects":{"a":{"type":"Point","coordinates":[5.25,46.5],"properties":{"code":"1"}},
"b":{"type":"GeometryCollection","geometries":[]}}})";
    const json made = json::parse(layer_of_topology(text, "a.topojson", "a").geojson);
    EXPECT_EQ(made["features"][0]["geometry"], json::parse(R"({"type":"Point","coordinates":[5.25,46.5]})"));
    EXPECT_TRUE(made.at("crs").is_null());
    EXPECT_THAT(thrown<InputError>([&] { (void)layer_of_topology(text, "a.topojson", ""); }),
                AllOf(HasSubstr("a (1), b (0)"), HasSubstr("FICHIER:COUCHE")));
    EXPECT_THAT(thrown<InputError>([&] { (void)layer_of_topology(text, "a.topojson", "c"); }), HasSubstr("couche introuvable"));
}

TEST(Topojson, WhatIsNotThereIsRefusedWithItsRow) {
    EXPECT_THAT(refusal(two_squares, "[2,-2]", "[2,-4]"), HasSubstr("a.topojson: pays: ligne 2: arc inconnu : -4"));
    EXPECT_THAT(refusal(two_squares, "[2,-2]", "[2,3]"), HasSubstr("arc inconnu : 3"));
    EXPECT_THAT(refusal(two_squares, "[2,-2]", "[2,1.5]"), HasSubstr("arc inconnu : 1.5"));
    EXPECT_THAT(refusal(two_squares, "[1000,0],[-1000,0]", "[1000],[-1000,0]"), HasSubstr("position illisible"));
    EXPECT_THAT(refusal(two_squares, "\"Polygon\"", "\"Arc\""), HasSubstr("ligne 1: type de géométrie inconnu"));
    EXPECT_THAT(refusal(two_squares, "\"Topology\"", "\"Autre\""), HasSubstr("n'est pas un fichier TopoJSON"));
    std::string deep = two_squares;
    deep.replace(deep.find("\"Ouest\""), 7, std::string(100000, '[') + std::string(100000, ']'));
    EXPECT_THAT(thrown<InputError>([&] { (void)layer_of_topology(deep, "a.topojson", ""); }), HasSubstr("TopoJSON"));
}

TEST(Topojson, IsToldFromGeojsonByItsTypeAlone) {
    EXPECT_TRUE(is_topology(two_squares));
    EXPECT_FALSE(is_topology(
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"type":"Topology"},"geometry":null}]})"));
    EXPECT_FALSE(is_topology("[\"Topology\"]"));
    EXPECT_FALSE(is_topology("{\"type\":\"Topology\""));
}

}  // namespace
}  // namespace maillage::io
