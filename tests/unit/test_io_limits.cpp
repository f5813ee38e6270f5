#include "io/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/csv_source.hpp"
#include "io/geojson_source.hpp"
#include "io/ogr_source.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(const std::string& text) {
    return thrown<UsageError>([&] {
        Limits limits;
        set_limit(limits, text);
    });
}

TEST(Limits, AreSetByName) {
    Limits limits;
    set_limit(limits, "rows=12");
    set_limit(limits, "bytes=3K");
    set_limit(limits, "vertices=5M");
    set_limit(limits, "unpacked=2G");
    EXPECT_EQ(limits.rows, 12U);
    EXPECT_EQ(limits.bytes, 3000U);
    EXPECT_EQ(limits.vertices, 5'000'000U);
    EXPECT_EQ(limits.unpacked, 2'000'000'000U);
    EXPECT_EQ(limits.cells, Limits{}.cells);
}

TEST(Limits, RefuseWhatIsNone) {
    EXPECT_THAT(refusal("row=3"), AllOf(HasSubstr("« rows »"), HasSubstr("vertices")));
    for (const char* const text : {"rows", "rows=", "rows=x", "rows=0", "rows=-1", "rows=1.5", "rows=1T", "rows=K", "rows=9223372036854775807K"}) {
        EXPECT_THAT(refusal(text), HasSubstr("rows=100M")) << text;
    }
    EXPECT_THAT(refusal(""), HasSubstr("limites : bytes"));
}

TEST(Limits, EachIsToldWithHowToRaiseIt) {
    for (const LimitName& name : limit_names()) {
        Limits limits;
        limits.*(name.member) = 7;
        EXPECT_NO_THROW(keep_within({"a", "", 0}, 7, name.member, limits));
        EXPECT_THAT(thrown<InputError>([&] { keep_within({"a", "", 3}, 8, name.member, limits); }), AllOf(HasSubstr("--allow " + std::string(name.name) + "="), HasSubstr("7")));
    }
}

TEST(Limits, ACellIsBoundedInEveryKindOfFile) {
    Limits limits;
    limits.text = 4;
    const TemporaryFolder folder;
    for (const auto& [name, bytes] : {std::pair{"a.csv", "code,nom\n1,abcd\n2,abcde\n"},
                                      {"a.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"abcd"},"geometry":null},
                                                      {"type":"Feature","properties":{"nom":"abcde"},"geometry":null}]})"}}) {
        const std::string path = folder.write(name, bytes);
        EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path, limits); }), AllOf(HasSubstr(name), HasSubstr("--allow text="), HasSubstr("4"))) << name;
        limits.text = 5;
        EXPECT_NO_THROW((void)read_layer(path, limits));
        limits.text = 4;
    }
}

TEST(Limits, VerticesAreCountedOverALayer) {
    const std::string square = R"({"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}})";
    const std::string two = R"({"type":"FeatureCollection","features":[)" + square + "," + square + "]}";
    Limits limits;
    limits.vertices = 8;
    EXPECT_TRUE(read_plain_geojson(two, "a.geojson", limits));
    limits.vertices = 7;
    EXPECT_FALSE(read_plain_geojson(two, "a.geojson", limits));
    const TemporaryFolder folder;
    const std::string path = folder.write("a.geojson", two);
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path, limits); }), AllOf(HasSubstr("ligne 2"), HasSubstr("--allow vertices=")));
}

}  // namespace
}  // namespace maillage::io
