#include "io/geojson_outline.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "io/geojson_crs.hpp"
#include "io/ogr_source.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::HasSubstr;

TEST(GeojsonOutline, CountsPositionsOfEachFeature) {
    const GeojsonOutline outline = outline_of(
        R"({"features":[{"geometry":{"coordinates":[ [ [0,0] , [1, 0],[1,1],[0,0]],[] ],"type":"Polygon"},"id":"a\"b"},
            {"geometry":null,"id":null,"properties":{"geometry":{"coordinates":[[1,2]]},"id":5,"crs":1,"type":"x"}},
            {"id":12,"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},
             {"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4]]}]}]}}]})",
        "f");
    ASSERT_EQ(outline.features.size(), 3U);
    EXPECT_EQ(outline.features[0].positions, 4U);
    EXPECT_EQ(outline.features[0].type, "Polygon");
    EXPECT_EQ(outline.features[0].id, "a\"b");
    EXPECT_EQ(outline.features[1].positions, 0U);
    EXPECT_EQ(outline.features[1].type, "");
    EXPECT_EQ(outline.features[1].id, "");
    EXPECT_EQ(outline.features[2].positions, 3U);
    EXPECT_EQ(outline.features[2].type, "GeometryCollection");
    EXPECT_EQ(outline.features[2].id, "12");
    EXPECT_EQ(outline.crs, "OGC:CRS84");
}

TEST(GeojsonOutline, ALoneFeatureOrGeometryIsOneFeature) {
    const GeojsonOutline lone = outline_of(R"({"type":"Feature","id":"x","geometry":{"type":"Point","coordinates":[1,2]}})", "f");
    ASSERT_EQ(lone.features.size(), 1U);
    EXPECT_EQ(lone.features[0].id, "x");
    EXPECT_EQ(lone.features[0].type, "Point");
    EXPECT_EQ(lone.features[0].positions, 1U);
    const GeojsonOutline bare = outline_of(R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})", "f");
    EXPECT_EQ(bare.features.at(0).type, "MultiPoint");
    EXPECT_EQ(bare.features.at(0).positions, 2U);
}

TEST(GeojsonOutline, WhatStandsBesideTheFeaturesIsOfNone) {
    for (const char* const beside : {R"("geometry":"x")", R"("geometry":[1])", R"("geometry":{"type":"Point","coordinates":[1,2]})", R"("id":"x")", R"("coordinates":[[1,2]])"}) {
        EXPECT_TRUE(outline_of(std::string(R"({"features":[],)") + beside + "}", "f").features.empty()) << beside;
        const GeojsonOutline one = outline_of(std::string(R"({"features":[{"id":"a","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}],)") + beside + "}", "f");
        ASSERT_EQ(one.features.size(), 1U);
        EXPECT_EQ(one.features[0].positions, 2U) << beside;
        EXPECT_EQ(one.features[0].id, "a") << beside;
        EXPECT_EQ(one.features[0].type, "LineString") << beside;
    }
}

TEST(GeojsonOutline, CrsKeysAreHiddenFromGdalButNotThoseOfProperties) {
    const GeojsonOutline outline =
        outline_of(R"({"CRS":"EPSG:2154","features":[{"geometry":{"\u0063rs":"EPSG:2154"},"properties":{"crs":"gardé"}}]})", "f");
    EXPECT_EQ(outline.crs, "EPSG:2154");
    EXPECT_EQ(outline.bytes,
              R"({"___":"EPSG:2154","features":[{"geometry":{"________":"EPSG:2154"},"properties":{"crs":"gardé"}}]})");
}

TEST(GeojsonOutline, GeometriesMayStateTheCrsWhenTheyAgree) {
    const std::string lambert = R"({"geometry":{"crs":{"type":"name","properties":{"name":"EPSG:2154"}}}})";
    const std::string reunion = R"({"geometry":{"crs":{"type":"name","properties":{"name":"EPSG:2975"}}}})";
    EXPECT_EQ(outline_of(R"({"features":[)" + lambert + "," + lambert + "]}", "f").crs, "EPSG:2154");
    EXPECT_THAT(thrown<InputError>([&] { (void)outline_of(R"({"features":[)" + lambert + "," + reunion + "]}", "f"); }),
                HasSubstr("plusieurs systèmes de coordonnées"));
    EXPECT_THROW((void)outline_of(R"({"crs":null,"features":[)" + lambert + "]}", "f"), InputError);
}

TEST(GeojsonOutline, CrsNames) {
    EXPECT_EQ(crs_of_name("urn:ogc:def:crs:EPSG::2154"), "EPSG:2154");
    EXPECT_EQ(crs_of_name("urn:ogc:def:crs:EPSG:6.9:4326"), "EPSG:4326");
    EXPECT_EQ(crs_of_name("urn:ogc:def:crs:OGC:1.3:CRS84"), "OGC:CRS84");
    EXPECT_EQ(crs_of_name("urn:ogc:def:crs:IGNF::LAMB93"), "IGNF:LAMB93");
    EXPECT_EQ(crs_of_name("http://www.opengis.net/def/crs/EPSG/0/2154"), "EPSG:2154");
    EXPECT_EQ(crs_of_name("http://www.opengis.net/def/crs/OGC/1.3/CRS84"), "OGC:CRS84");
    EXPECT_EQ(crs_of_name("http://www.opengis.net/gml/srs/epsg.xml#2154"), "EPSG:2154");
    EXPECT_EQ(crs_of_name(" CRS84 "), "OGC:CRS84");
    EXPECT_EQ(crs_of_name("urn:ogc:def:crs,crs:EPSG::4326,crs:EPSG::5773"), "urn:ogc:def:crs,crs:EPSG::4326,crs:EPSG::5773");
    EXPECT_EQ(crs_of_name("https://exemple.fr/2154"), "https://exemple.fr/2154");
}

TEST(GeojsonOutline, OldEpsgCrsMembersAreRead) {
    EXPECT_EQ(crs_of_member(R"({"type":"EPSG","properties":{"code":27572}})", "f"), "EPSG:27572");
    for (const char* odd : {"{}", "3", "{\"type\":\"name\"}", R"({"type":"name","properties":{"name":3}})", "{oups"}) {
        EXPECT_THROW((void)crs_of_member(odd, "f"), InputError) << odd;
    }
}

/// GDAL 3.6 sends a request to the address of a crs of type "link".
TEST(GeojsonOutline, ACrsLinkIsRefusedAndNeverFetched) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(listener, 5), 0);
    ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
    const std::string link = R"("crs":{"type":"link","properties":{"href":"http://127.0.0.1:)" +
                             std::to_string(ntohs(address.sin_port)) + R"(/x","type":"proj4"}},)";
    const TemporaryFolder folder;
    for (const char* key : {"crs", "Crs", "\\u0063rs"}) {
        std::string member = link;
        member.replace(1, 3, key);
        const std::string top = "{" + member +
                                R"("type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)" +
                                R"({"type":"Point","coordinates":[1,2]}}]})";
        const std::string inner = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{)" +
                                  member + R"("type":"Point","coordinates":[1,2]}}]})";
        for (const std::string& text : {top, inner}) {
            EXPECT_THAT(thrown<InputError>([&] { (void)read_ogr(folder.write("f.geojson", text), ""); }), HasSubstr("par lien"));
        }
    }
    EXPECT_LT(accept(listener, nullptr, nullptr), 0) << "a connection was made";
    close(listener);
}

TEST(GeojsonOutline, DeepNestingIsNoDanger) {
    const std::string deep = R"({"features":[{"geometry":{"coordinates":)" + std::string(1'000'000, '[');
    EXPECT_NO_THROW((void)outline_of(deep, "f"));
    const TemporaryFolder folder;
    EXPECT_THROW((void)read_ogr(folder.write("f.geojson", R"({"type":"FeatureCollection",)" + deep.substr(1)), ""), InputError);
}

TEST(GeojsonOutline, UnfinishedOrOddTextNeverCrashes) {
    const std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:2154"}},"features":[
        {"type":"Feature","id":1,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"a":"\"é"}}]})";
    for (std::size_t length = 0; length < text.size(); ++length) {
        for (const char* tail : {"", "]", "}", "\"", ",", "\\"}) {
            try {
                (void)outline_of(text.substr(0, length) + tail, "f");
            } catch (const InputError&) {
                continue;
            }
        }
    }
    SUCCEED();
}

}  // namespace
}  // namespace maillage::io
