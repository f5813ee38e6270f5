#include "io/geojson_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "io/ogr_source.hpp"
#include "support/same_layer.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

namespace fs = std::filesystem;

std::string feature(const std::string& geometry, const std::string& properties = "{}", const std::string& more = "") {
    return R"({"type":"Feature",)" + more + R"("geometry":)" + geometry + R"(,"properties":)" + properties + "}";
}

std::string collection(const std::string& features, const std::string& more = "") {
    return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}

std::string geometry(const std::string& type, const std::string& coordinates) {
    return R"({"type":")" + type + R"(","coordinates":)" + coordinates + "}";
}

const std::string point = geometry("Point", "[2.5,48.25]");

std::string with(const std::string& properties) { return feature(point, properties); }

/// What OGR reads; nothing where it refuses.
std::optional<Layer> read_by_ogr(const std::string& bytes, const std::string& path) {
    try {
        return read_ogr(Payload{path, "", FileKind::geojson, bytes, true, {}, {path}});
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Whether it was read without OGR; where it was, OGR must read the same.
bool is_plain(const std::string& bytes, const std::string& path = "f.geojson") {
    const std::optional<Layer> plain = read_plain_geojson(bytes, path);
    if (plain) {
        const std::optional<Layer> peer = read_by_ogr(bytes, path);
        EXPECT_TRUE(peer.has_value()) << bytes.substr(0, 300);
        if (peer) {
            EXPECT_EQ(test::difference(*plain, *peer), "") << bytes.substr(0, 300);
        }
    }
    return plain.has_value();
}

TEST(GeojsonSource, OrdinaryFilesAreReadWithoutOgr) {
    const std::string square = "[[0,0],[1,0],[1,1],[0,1],[0,0]]";
    const std::string hole = "[[0.25,0.25],[0.25,0.5],[0.5,0.5],[0.25,0.25]]";
    for (const std::string& text : std::vector<std::string>{
             collection(with(R"({"code":"01004","nom":"Ambérieu-en-Bugey","n":14081,"part":0.25,"oui":true,"rien":null})")),
             collection(with(R"({"a":"x","b":1})") + "," + with(R"({"b":2})") + "," + with(R"({"a":null})") + "," + with("{}")),
             collection(with(R"({"a":null,"n":null})") + "," + with(R"({"a":"x","n":12345678901234})")),
             collection(with(R"({"n":1})") + "," + with(R"({"n":1.5})") + "," + with(R"({"n":-3})") + "," + with(R"({"n":1E+2})")),
             collection(with(R"({"n":1})") + "," + with(R"({"n":900719925474099312})")),
             collection(with(R"({"n":-0.0,"m":1e-7,"o":45.764043123456789,"p":1e300,"q":5e-324,"r":1e-400})")),
             collection(with(R"({"a":"\u00e9\"\\\/\b\f\n\r\t","b":" bord ","c":"\u00a0x\u202f"})")),
             collection(with(R"({"cl\u00e9":"1"," bord ":"2"})")),
             collection(with(R"({"Code":"1","code":"2"})")),
             collection(with(R"({"crs":"1","type":"2","geometry":"3","features":"4"})")),
             collection(with("{}") + "," + with("{}")),
             collection(feature(point, R"({"a":1})", R"("id":7,)") + "," + feature(point, R"({"a":2})", R"("id":7,)") + "," + with(R"({"a":3})")),
             collection(with(R"({"a":1})") + "," + feature(point, R"({"a":2})", R"("id":12345678901,)")),
             collection(feature(point, R"({"a":1})", R"("id":"ptce-007",)") + "," + with(R"({"a":3})")),
             collection(feature(point, R"({"a":1})", R"("id":"",)")),
             collection(with(R"({"id":5,"a":1})") + "," + with(R"({"id":5,"a":2})") + "," + with(R"({"id":-1,"a":2})")),
             collection(feature("null", R"({"a":1})")), collection(feature(R"({"type":"GeometryCollection","geometries":[ ]})")),
             collection(R"({"type":"Feature","properties":{"a":1}})"),
             collection(feature(geometry("Point", "[1,2,3]")) + "," + feature("null")),
             collection(feature(geometry("MultiPoint", "[[1,2]]")) + "," + feature(geometry("MultiPoint", "[[1,2],[3,4,5]]"))),
             collection(feature(geometry("LineString", "[[1,2],[3,4]]")) + "," + feature(geometry("LineString", "[[1,2]]"))),
             collection(feature(geometry("MultiLineString", "[[[1,2],[3,4]],[[5,6,7],[7,8,9]]]"))),
             collection(feature(geometry("Polygon", "[" + square + "," + hole + "]")) + "," + feature(geometry("Polygon", "[[[0,0],[1,0],[1,1]]]")) +
                        "," + feature(geometry("Polygon", "[[[0,0]]]")) + "," + feature(geometry("Polygon", "[[[0,0,1],[1,0],[1,1,0],[0,0,1]]]"))),
             collection(feature(geometry("MultiPolygon", "[[" + square + "," + hole + "],[" + square + "]]"))),
             collection(feature(R"({"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"})")),
             collection(feature(geometry("Point", "[1e2,-4.5E-3]")) + "," + feature(geometry("Point", "[0,-0.000000000000000000001]"))),
             collection(with("{}"), R"("name":"pays","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},)"),
             collection(with("{}"), R"("name":"pays","bbox":[1,2,3,4],"generator":"x","totalFeatures":1,"complete":true,"next":null,)"),
             collection(feature(point, R"({"a":1})", R"("bbox":[1,2,3,4],"geometry_name":"geom",)")),
             R"({"type":"FeatureCollection","features":[)" + with("{}") + R"(],"crs":{"properties":{"name":"EPSG:2154"},"type":"name"}})",
             " \n\t" + collection(" " + with(R"( { "a" : 1 , "b" : -2.50 } )") + "\n") + "\r\n",
         }) {
        EXPECT_TRUE(is_plain(text)) << text;
    }
}

TEST(GeojsonSource, WhatIsUnusualIsLeftToOgr) {
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    const std::string plain = collection(with(R"({"a":1})"));
    for (const std::string& text : std::vector<std::string>{
             std::string(""), std::string("{"), std::string("[]"), std::string("{}"), std::string("null"), std::string("\"x\""),
             plain.substr(0, plain.size() - 1), plain + "}", plain + plain, plain + "x", plain + std::string(1, '\0'), "x" + plain,
             "\xEF\xBB\xBF" + plain, "\xFF\xFE" + plain, "loadGeoJSON(" + plain + ")",
             feature(point), point, R"({"type":"GeometryCollection","geometries":[)" + point + "]}",
             collection(""), R"({"type":"FeatureCollection"})", R"({"features":[)" + with("{}") + "]}",
             R"({"features":[)" + with("{}") + R"(],"type":"FeatureCollection"})",
             R"({"type":"FeatureCollection","type":"FeatureCollection","features":[)" + with("{}") + "]}",
             R"({"type":"FeatureCollection","features":[)" + with("{}") + R"(],"features":[)" + with("{}") + "]}",
             R"({"TYPE":"FeatureCollection","Features":[)" + with("{}") + "]}",
             collection(with("{}"), R"("id":1,)"), collection(with("{}"), R"("Crs":null,)"), collection(with("{}"), R"("crs":null,)"),
             collection(with("{}"), R"("geometry":null,)"), collection(with("{}"), R"("metadata":{},)"),
             collection(with("{}"), R"("crs":"EPSG:2154",)"), collection(with("{}"), R"("crs":{"type":"link","properties":{"href":"x"}},)"),
             collection(with("{}"), R"("crs":{"type":"name","properties":{"name":"EPSG:2154"}},"crs":{"type":"name","properties":{"name":"EPSG:2154"}},)"),
             collection(with("{}"), R"("bbox":["1",2],)"), collection(with("{}"), R"("x":"\u0000",)"),
             collection("3"), collection("null"), collection("{}"), collection("[" + with("{}") + "]"), collection(with("{}") + ","),
             collection(R"({"type":"Feature","geometry":null})"), collection(R"({"type":"feature","geometry":null,"properties":{}})"),
             collection(R"({"geometry":null,"properties":{}})"), collection(feature(point, "null")), collection(feature(point, "[]")),
             collection(feature(point, "{}", R"("properties":{},)")), collection(feature(point, "{}", R"("crs":"EPSG:2154",)")),
             collection(feature(point, "{}", R"("Geometry":null,)")), collection(feature(point, "{}", R"("x":{"y":1},)")),
             collection(with(R"({"a":1,"a":2})")), collection(with(R"({"a":1}) + "," + with(R"({"a":1,"a":2})")),
             collection(with(R"({"a":[1]})")), collection(with(R"({"a":{}})")), collection(with(R"({"":1})")), collection(with(R"({"a":1," a":1})")),
             collection(with(R"({"a":1})") + "," + with(R"({"b":1})")), collection(with(R"({"a":1,"b":1})") + "," + with(R"({"b":1,"a":1})")),
             collection(with(R"({"a":1})") + "," + with(R"({"a":"1"})")), collection(with(R"({"a":1.5})") + "," + with(R"({"a":"1"})")),
             collection(with(R"({"a":1})") + "," + with(R"({"a":true})")), collection(with(R"({"a":"x"})") + "," + with(R"({"a":true})")),
             collection(with(R"({"a":1.5})") + "," + with(R"({"a":9007199254740993})")),
             collection(with(R"({"a":99999999999999999999})")), collection(with(R"({"a":9223372036854775807})")),
             collection(with(R"({"a":1e400})")), collection(with(R"({"a":-1e400})")), collection(with(R"({"a":NaN})")),
             collection(with(R"({"a":Infinity})")), collection(with(R"({"a":-0})")), collection(with(R"({"a":01})")), collection(with(R"({"a":+1})")),
             collection(with(R"({"a":1.})")), collection(with(R"({"a":.5})")), collection(with(R"({"a":1e})")), collection(with(R"({"a":0x1})")),
             collection(with(R"({"a":tru})")), collection(with(R"({"a":nul})")), collection(with(R"({"a":nulll})")), collection(with(R"({a:1})")),
             collection(with(R"({'a':1})")), collection(with(R"({"a":1,})")), collection(with(R"({"a" 1})")), collection(with(R"({"a":1 "b":2})")),
             collection(with(R"({"a":"\ud83d\ude00"})")), collection(with(R"({"a":"\uD83D"})")), collection(with(R"({"a":"\udc00"})")),
             collection(with(R"({"a":"x\u0000y"})")), collection(with(R"({"a\u0000":"x"})")), collection(with(R"({"a":"\x"})")),
             collection(with(R"({"a":"\u12"})")), collection(with("{\"a\":\"x\ny\"}")), collection(with("{\"a\":\"p\xF4le\"}")),
             collection(with("{\"a\":\"\xED\xA0\x80\"}")), collection(with("{\"a\":\"\xC0\x80\"}")), collection(with("{\"p\xF4le\":1}")),
             collection(with(R"({"type":"Topology"})")),
             collection(with(R"({"a":1} /* un */)")), collection(with(R"({"a":")" + std::string(600'000, 'x') + R"("})")),
             collection(feature(point, R"({"a":1})", R"("id":-7,)")), collection(feature(point, R"({"a":1})", R"("id":1.5,)")),
             collection(feature(point, R"({"a":1})", R"("id":true,)")), collection(feature(point, R"({"a":1})", R"("id":null,)")),
             collection(feature(point, R"({"a":1})", R"("id":[1],)")), collection(feature(point, R"({"a":1})", R"("id":1,"id":2,)")),
             collection(feature(point, R"({"id":"p"})", R"("id":"x",)")), collection(feature(point, R"({"ID":"p"})", R"("id":1,)")),
             collection(with(R"({"a":1})") + "," + feature(point, R"({"a":1})", R"("id":"x",)")),
             collection(feature(point, R"({"a":1})", R"("id":1,)") + "," + feature(point, R"({"a":1})", R"("id":"x",)")),
             collection(feature(point, R"({"a":1})", R"("id":"x",)") + "," + feature(point, R"({"a":1})", R"("id":1,)")),
             collection(feature("{}")), collection(feature("[]")), collection(feature("\"POINT(1 2)\"")), collection(feature(R"({"type":"Point"})")),
             collection(feature(R"({"coordinates":[1,2]})")), collection(feature(geometry("Circle", "[1,2]"))), collection(feature(geometry("point", "[1,2]"))),
             collection(feature(R"({"type":"Point","coordinates":[1,2],"crs":null})")), collection(feature(R"({"type":"Point","coordinates":[1,2],"bbox":[1,2]})")),
             collection(feature(R"({"type":"Point","coordinates":[1,2],"coordinates":[1,2]})")),
             collection(feature(R"({"type":"GeometryCollection","geometries":[1]})")), collection(feature(R"({"type":"GeometryCollection"})")),
             collection(feature(R"({"type":"GeometryCollection","geometries":[],"coordinates":[1,2]})")),
             collection(feature(R"({"type":"Point","geometries":[],"coordinates":[1,2]})")), collection(feature(R"({"type":"Point","geometries":[]})")),
             collection(feature(R"({"type":"GeometryCollection","geometries":[)" + point + "]}")),
             collection(feature(geometry("Point", "[]"))), collection(feature(geometry("Point", "[1]"))), collection(feature(geometry("Point", "[1,2,3,4]"))),
             collection(feature(geometry("Point", "[1,null]"))), collection(feature(geometry("Point", "[1,\"2\"]"))), collection(feature(geometry("Point", "[NaN,1]"))),
             collection(feature(geometry("Point", "[1e400,1]"))), collection(feature(geometry("Point", "[99999999999999999999,1]"))),
             collection(feature(geometry("Point", "[-0,1]"))), collection(feature(geometry("Point", "[[1,2]]"))), collection(feature(geometry("Point", "[1,[2]]"))),
             collection(feature(geometry("Point", "[1 2]"))), collection(feature(geometry("Point", "[1,2,]"))), collection(feature(geometry("Point", "[1,2"))),
             collection(feature(geometry("Point", "{\"x\":1}"))), collection(feature(geometry("Point", "null"))), collection(feature(geometry("Point", deep))),
             collection(feature(geometry("LineString", "[1,2]"))), collection(feature(geometry("LineString", "[[1,2],[]]"))),
             collection(feature(geometry("LineString", "[[1,2],3]"))), collection(feature(geometry("LineString", "[[1,2],null]"))),
             collection(feature(geometry("Polygon", "[]"))), collection(feature(geometry("Polygon", "[[]]"))), collection(feature(geometry("Polygon", "[[1,2],[3,4]]"))),
             collection(feature(geometry("Polygon", "[[[1,2],[3,4]],[]]"))), collection(feature(geometry("Polygon", "[[[1,2],[3,4]],[[[5,6]]]]"))),
             collection(feature(geometry("MultiPolygon", "[]"))), collection(feature(geometry("MultiPolygon", "[[[1,2],[3,4]]]"))),
             collection(feature(geometry("MultiPolygon", "[[[[[1,2]]]]]"))), collection(with(R"({"a":)" + deep + "}")), deep,
         }) {
        EXPECT_FALSE(is_plain(text)) << text.substr(0, 300);
    }
}

TEST(GeojsonSource, AtEveryPlaceWhereItIsCutTheFileIsLeftToOgr) {
    const std::string whole = collection(with(R"({"a":"é","b":-1.5e3})") + "," + with(R"({"a":null})"), R"("name":"n",)");
    ASSERT_TRUE(is_plain(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(is_plain(whole.substr(0, size))) << whole.substr(0, size);
    }
}

TEST(GeojsonSource, MoreRowsThanAllowedAreLeftToOgr) {
    Limits limits;
    limits.rows = 1;
    EXPECT_TRUE(read_plain_geojson(collection(with("{}")), "f.geojson", limits));
    EXPECT_FALSE(read_plain_geojson(collection(with("{}") + "," + with("{}")), "f.geojson", limits));
}

/// Every GeoJSON below a folder of the project, those of the golden cases included.
std::vector<std::string> geojson_below(const fs::path& folder) {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".geojson") {
            paths.push_back(entry.path().string());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

TEST(GeojsonSource, EveryLayerOfTheProjectIsReadAsByOgr) {
    const fs::path root = MAILLAGE_SOURCE_DIR;
    std::size_t plain = 0;
    for (const char* folder : {"data/france", "tests/golden", "tests/independent"}) {
        for (const std::string& path : geojson_below(root / folder)) {
            SCOPED_TRACE(path);
            plain += is_plain(read_file(path), path) ? 1U : 0U;
        }
    }
    EXPECT_GT(plain, 100U);
    for (const char* name : {"zones.geojson", "departements.geojson"}) {
        const std::string path = (root / "data/france" / name).string();
        EXPECT_TRUE(is_plain(read_file(path), path)) << path;
    }
}

class SharedLayer : public testing::TestWithParam<const char*> {};

TEST_P(SharedLayer, IsReadWithoutOgrAndAsByOgr) {
    const fs::path path = fs::path(MAILLAGE_SOURCE_DIR).parent_path() / "shared/data" / GetParam();
    if (!fs::exists(path)) {
        GTEST_SKIP() << path << " is not beside the project";
    }
    EXPECT_TRUE(is_plain(read_file(path.string()), path.string()));
}

INSTANTIATE_TEST_SUITE_P(GeojsonSource, SharedLayer,
                         testing::Values("communes_cog2024.geojson", "communes_points_2024.geojson", "france_services_2024.geojson",
                                         "petr_2020.geojson", "ze2020.geojson"));

}  // namespace
}  // namespace maillage::io
