#include "formats/geojson.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "formats/csv.hpp"

namespace maillage::formats {
namespace {

const catalogue::LayerKind& links() { return catalogue::layer("links"); }

Feature link(Drawing drawing, std::string code) { return {std::move(drawing), {std::move(code), "p1", 1.5, "population", "possible"}, {}}; }

TEST(Geojson, OneFeatureALineWithSixDecimals) {
    const std::string text = geojson(links(), {link(Point{-0.0000004, 46.12345651}, "A"), link(LineString{{{1, 2}, {-3.5, -4.25}}}, "B")});
    EXPECT_EQ(text,
              "{\"type\":\"FeatureCollection\",\"name\":\"links\",\"features\":[\n"
              "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\",\"ptce\":\"p1\",\"distance_km\":1.5,\"centre\":\"population\","
              "\"statut\":\"possible\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0.000000,46.123457]}},\n"
              "{\"type\":\"Feature\",\"properties\":{\"code\":\"B\",\"ptce\":\"p1\",\"distance_km\":1.5,\"centre\":\"population\","
              "\"statut\":\"possible\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1.000000,2.000000],[-3.500000,-4.250000]]}}\n"
              "]}\n");
}

TEST(Geojson, HolesAndPartsAreNested) {
    const Ring shell{{0, 0}, {4, 0}, {4, 4}, {0, 0}};
    const Ring hole{{2, 1}, {3, 2}, {3, 1}, {2, 1}};
    const MultiPolygon one{{shell, {hole}}};
    const MultiPolygon two{{shell, {}}, {hole, {}}};
    const MultiPolygon none;
    const auto json = nlohmann::json::parse(geojson(links(), {link(&one, "1"), link(&two, "2"), link(&none, "3"), link(Drawing{}, "4")}));
    const auto& features = json["features"];
    EXPECT_EQ(features[0]["geometry"]["type"], "Polygon");
    EXPECT_EQ(features[0]["geometry"]["coordinates"][1][1], nlohmann::json({3.0, 2.0}));
    EXPECT_EQ(features[1]["geometry"]["type"], "MultiPolygon");
    EXPECT_EQ(features[1]["geometry"]["coordinates"].size(), 2U);
    EXPECT_TRUE(features[2]["geometry"].is_null());
    EXPECT_TRUE(features[3]["geometry"].is_null());
}

TEST(Geojson, HostileTextStaysText) {
    Feature feature = link(Drawing{}, "</script>\"\n\xFF");
    feature.source = {{"src_a", ""}, {"src_b", "01004"}};
    const auto json = nlohmann::json::parse(geojson(links(), {feature}));
    EXPECT_EQ(json["features"][0]["properties"]["code"], "</script>\"\n\uFFFD");
    EXPECT_TRUE(json["features"][0]["properties"]["src_a"].is_null());
    EXPECT_EQ(json["features"][0]["properties"]["src_b"], "01004");
}

TEST(Geojson, AFeatureMustFitItsLayer) { EXPECT_THROW((void)geojson(links(), {{Drawing{}, {"A"}, {}}}), std::logic_error); }

TEST(Csv, QuotesOnlyWhereNeeded) {
    EXPECT_EQ(csv_line({"a", "b c", "", "1,5", "dit \"oui\"", "deux\nlignes", " bord"}), "a,b c,,\"1,5\",\"dit \"\"oui\"\"\",\"deux\nlignes\",\" bord\"\n");
}

TEST(Csv, CellsSayNullAsNothing) {
    EXPECT_EQ(cell(Value{}), "");
    EXPECT_EQ(cell(Value{std::int64_t{12}}), "12");
    EXPECT_EQ(cell(Value{1.25}), "1.25");
    EXPECT_EQ(cell(Value{std::vector<std::string>{"01", "2A"}}), "01 2A");
}

}  // namespace
}  // namespace maillage::formats
