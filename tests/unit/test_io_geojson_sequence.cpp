#include "io/geojson_sequence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string one = R"({"type":"Feature","properties":{"code":"01004"},"geometry":{"type":"Point","coordinates":[5,46]}})";
const std::string two = "{\"type\":\"Feature\",\n\"properties\":{\"code\":\"2A004\"},\"geometry\":null}";
const std::string two_flat = R"({"type":"Feature","properties":{"code":"2A004"},"geometry":null})";

TEST(GeojsonSequence, RecordsWithSeparatorsOrOneALine) {
    const json expected = json::parse(R"({"type":"FeatureCollection","features":[)" + one + "," + two + "]}");
    for (const std::string& text : {"\x1E" + one + "\n\x1E" + two + "\n", "\x1E" + one + "\x1E" + two, one + "\n" + two_flat,
                                    one + "\r\n\r\n" + two_flat + "\r\n"}) {
        EXPECT_EQ(json::parse(collection_of_sequence(text, "a.geojsonl")), expected) << text;
    }
    EXPECT_EQ(json::parse(collection_of_sequence(R"({"type":"Point","coordinates":[5,46]})", "a"))["features"][0],
              json::parse(R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[5,46]}})"));
}

TEST(GeojsonSequence, IsReadAsACollectionIs) {
    const TemporaryFolder folder;
    for (const char* name : {"a.geojsonl", "a.geojsons", "a.ndjson"}) {
        const Layer layer = read_layer(folder.write(name, "\x1E" + one + "\n\x1E" + two + "\n"));
        ASSERT_EQ(layer.rows.size(), 2U);
        EXPECT_EQ(layer.rows[0].cells.at(0), "01004");
        EXPECT_EQ(layer.rows[0].shape.point, (Point{5, 46}));
        EXPECT_EQ(layer.rows[1].cells.at(0), "2A004");
        EXPECT_EQ(layer.rows[1].number, 2U);
        EXPECT_EQ(layer.crs, "OGC:CRS84");
    }
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(folder.write("b.ndjson", "\n\n")); }), HasSubstr("la couche est vide"));
}

TEST(GeojsonSequence, ABadRecordIsRefusedWithItsRank) {
    const auto refusal = [](const std::string& text) {
        return thrown<InputError>([&] { (void)collection_of_sequence(text, "a.geojsonl"); });
    };
    EXPECT_THAT(refusal(one + "\n" + one.substr(0, 30)), HasSubstr("a.geojsonl: ligne 2: n'est pas du JSON entier"));
    EXPECT_THAT(refusal(one + "," + one), HasSubstr("ligne 1"));
    EXPECT_THAT(refusal(one + "\n" + R"({"type":"FeatureCollection","features":[]})"),
                HasSubstr("ligne 2: n'est pas une entité"));
    EXPECT_THAT(refusal("1"), HasSubstr("n'est pas une entité"));
}

}  // namespace
}  // namespace maillage::io
