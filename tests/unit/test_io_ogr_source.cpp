#include "io/ogr_source.hpp"

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <cmath>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::string feature(const std::string& geometry, const std::string& properties = "{}", const std::string& more = "") {
    return R"({"type":"Feature",)" + more + R"("geometry":)" + geometry + R"(,"properties":)" + properties + "}";
}

std::string collection(const std::string& features, const std::string& more = "") {
    return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}

std::string geometry(const std::string& type, const std::string& coordinates) {
    return R"({"type":")" + type + R"(","coordinates":)" + coordinates + "}";
}

const std::string square = "[[0,0],[1,0],[1,1],[0,1],[0,0]]";
const Ring square_ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};

class OgrSource : public testing::Test {
protected:
    [[nodiscard]] Layer read(const std::string& text) const { return read_ogr(m_folder.write("f.geojson", text), ""); }
    [[nodiscard]] std::string refusal(const std::string& text) const {
        return thrown<InputError>([&] { (void)read(text); });
    }
    /// The cell of the only row.
    [[nodiscard]] std::string cell(const std::string& json_value) const {
        const Layer layer = read(collection(feature("null", R"({"a":)" + json_value + "}")));
        return layer.rows.at(0).cells.at(layer.column("a"));
    }
    [[nodiscard]] Shape shape(const std::string& json_geometry) const {
        return read(collection(feature(json_geometry))).rows.at(0).shape;
    }

    TemporaryFolder m_folder;
};

TEST_F(OgrSource, StringsStayAsWritten) {
    EXPECT_EQ(cell(R"("01004")"), "01004");
    EXPECT_EQ(cell(R"("2021-05-12")"), "2021-05-12");
    EXPECT_EQ(cell(R"("2021/05/12 10:00")"), "2021/05/12 10:00");
    EXPECT_EQ(cell(R"("L'Île\u002dSaint")"), "L'Île-Saint");
    EXPECT_EQ(cell(R"(" bord ")"), "bord");
}

TEST_F(OgrSource, NumbersAreShortestAndWholeOnesWithoutDecimals) {
    EXPECT_EQ(cell("832"), "832");
    EXPECT_EQ(cell("832.0"), "832");
    EXPECT_EQ(cell("-0.0"), "0");
    EXPECT_EQ(cell("0.1"), "0.1");
    EXPECT_EQ(cell("45.764043123456789"), "45.76404312345679");
    EXPECT_EQ(cell("12345678901234"), "12345678901234");  // a SIRET
    EXPECT_EQ(cell("9007199254740993"), "9007199254740993");
}

TEST_F(OgrSource, OtherJsonValues) {
    EXPECT_EQ(cell("true"), "true");
    EXPECT_EQ(cell("false"), "false");
    EXPECT_EQ(cell("null"), "");
    EXPECT_EQ(cell(R"("")"), "");
    EXPECT_EQ(cell(R"({"x":[1,"y"]})"), R"({ "x": [ 1, "y" ] })");
    EXPECT_EQ(cell("[11111111,11111111,11111111,11111111,11111111,11111111,11111111,11111111,22222222]"),
              "[ 11111111, 11111111, 11111111, 11111111, 11111111, 11111111, 11111111, 11111111, 22222222 ]");
}

TEST_F(OgrSource, ColumnsOfMixedKindsLoseNothing) {
    const Layer layer =
        read(collection(feature("null", R"({"code":1,"n":84})") + "," + feature("null", R"({"code":"01004","n":1.5})") + "," +
                        feature("null", R"({"autre":2})")));
    EXPECT_THAT(layer.columns, UnorderedElementsAre("code", "n", "autre"));
    const auto cells = [&](const std::string& column) {
        return std::vector<std::string>{layer.rows.at(0).cells.at(layer.column(column)),
                                        layer.rows.at(1).cells.at(layer.column(column)),
                                        layer.rows.at(2).cells.at(layer.column(column))};
    };
    EXPECT_THAT(cells("code"), ElementsAre("1", "01004", ""));
    EXPECT_THAT(cells("n"), ElementsAre("84", "1.5", ""));
    EXPECT_THAT(cells("autre"), ElementsAre("", "", "2"));
}

TEST_F(OgrSource, ANumberBeyond64BitsIsRefusedNotClamped) {
    EXPECT_THAT(refusal(collection(feature("null", R"({"a":99999999999999999999})"))), HasSubstr("64bit"));
}

TEST_F(OgrSource, ANullCharacterInATextIsRefusedNotCut) {
    EXPECT_THAT(refusal(collection(feature("null", R"({"a":"x\u0000y"})"))), HasSubstr("ligne 1: caractère nul"));
    EXPECT_THAT(refusal(collection(feature("null", std::string("{\"a\":\"x\0y\"}", 11)))), HasSubstr("ligne 1: caractère nul"));
    EXPECT_EQ(cell(R"("x\\u0000y")"), R"(x\u0000y)");
}

TEST_F(OgrSource, TextThatIsNotUtf8IsWindows1252AndSaid) {
    const Layer layer = read(collection(feature("null", "{\"nom\":\"p\xF4le\"}")));
    EXPECT_THAT(layer.rows.at(0).cells, ElementsAre("pôle"));
    ASSERT_EQ(layer.findings.size(), 1U);
    EXPECT_EQ(layer.findings[0].code, FindingCode::encoding_cp1252);
    EXPECT_THAT(read(collection(feature("null", R"({"nom":"pôle"})"))).findings, IsEmpty());
}

TEST_F(OgrSource, RowsKeepTheFilesOrderAndCountFromOne) {
    const Layer layer =
        read(collection(feature("null", R"({"a":"z"})", R"("id":9,)") + "," + feature("null", R"({"a":"y"})", R"("id":3,)")));
    EXPECT_THAT(layer.rows.at(0).cells.at(0), "z");
    EXPECT_EQ(layer.rows.at(0).number, 1U);
    EXPECT_EQ(layer.rows.at(1).number, 2U);
    EXPECT_EQ(layer.path, m_folder.path("f.geojson"));
    EXPECT_EQ(layer.name, "");
}

TEST_F(OgrSource, AFeatureIdIsAColumnWhenNoPropertyIs) {
    const Layer numbers =
        read(collection(feature("null", R"({"a":1})", R"("id":7,)") + "," + feature("null", R"({"a":2})", R"("id":7,)")));
    ASSERT_NE(numbers.column("id"), Layer::npos);
    EXPECT_EQ(numbers.rows.at(0).cells.at(numbers.column("id")), "7");
    EXPECT_EQ(numbers.rows.at(1).cells.at(numbers.column("id")), "7");
    const Layer texts = read(collection(feature("null", R"({"a":1})", R"("id":"ptce-007",)")));
    EXPECT_EQ(texts.rows.at(0).cells.at(texts.column("id")), "ptce-007");
    const Layer both = read(collection(feature("null", R"({"id":"p"})", R"("id":"x",)")));
    EXPECT_THAT(both.rows.at(0).cells, ElementsAre("p"));
    EXPECT_EQ(read(collection(feature("null", R"({"a":1})"))).column("id"), Layer::npos);
}

TEST_F(OgrSource, PointsAndSingleMultiPointsArePoints) {
    for (const std::string& text :
         {geometry("Point", "[2.5,48]"), geometry("Point", "[2.5,48,100]"), geometry("MultiPoint", "[[2.5,48]]")}) {
        const Shape point = shape(text);
        EXPECT_EQ(point.kind, Shape::Kind::point) << text;
        EXPECT_EQ(point.point, (Point{2.5, 48})) << text;
    }
    EXPECT_EQ(shape(geometry("MultiPoint", "[[1,2],[3,4]]")).kind, Shape::Kind::other);
    EXPECT_EQ(shape(geometry("MultiPoint", "[[1,2],[3,4]]")).type, "MultiPoint");
}

TEST_F(OgrSource, PolygonsKeepTheirRings) {
    const std::string hole = "[[0.2,0.2],[0.2,0.4],[0.4,0.4],[0.2,0.2]]";
    const MultiPolygon expected{{square_ring, {{{0.2, 0.2}, {0.2, 0.4}, {0.4, 0.4}, {0.2, 0.2}}}}};
    const std::string rings = "[" + square + "," + hole + "]";
    EXPECT_EQ(shape(geometry("Polygon", rings)).polygons, expected);
    const Shape multi = shape(geometry("MultiPolygon", "[" + rings + ",[" + square + "]]"));
    EXPECT_EQ(multi.kind, Shape::Kind::polygon);
    EXPECT_EQ(multi.type, "MultiPolygon");
    EXPECT_EQ(multi.polygons, (MultiPolygon{expected[0], {square_ring, {}}}));
}

TEST_F(OgrSource, OfACollectionThePolygonsAreTakenAndTheRestCounted) {
    const std::string polygon = geometry("Polygon", "[" + square + "]");
    const std::string multi = geometry("MultiPolygon", "[[" + square + "]]");
    const Shape all = shape(R"({"type":"GeometryCollection","geometries":[)" + polygon + "," + multi + "]}");
    EXPECT_EQ(all.kind, Shape::Kind::polygon);
    EXPECT_EQ(all.polygons.size(), 2U);
    EXPECT_EQ(all.ignored_points + all.ignored_lines, 0U);
    const Shape mixed = shape(R"({"type":"GeometryCollection","geometries":[)" + polygon + "," + geometry("MultiPoint", "[[1,2],[3,4]]") + "," +
                              geometry("LineString", "[[1,2],[3,4]]") + "]}");
    EXPECT_EQ(mixed.kind, Shape::Kind::polygon);
    EXPECT_EQ(mixed.type, "GeometryCollection");
    EXPECT_EQ(mixed.polygons, (MultiPolygon{{square_ring, {}}}));
    EXPECT_EQ(mixed.ignored_points, 2U);
    EXPECT_EQ(mixed.ignored_lines, 1U);
    EXPECT_TRUE(mixed.lines.empty());
}

TEST_F(OgrSource, LinesAloneAreKeptAsLines) {
    const Shape line = shape(geometry("LineString", "[[1,2],[3,4]]"));
    EXPECT_EQ(line.kind, Shape::Kind::other);
    EXPECT_EQ(line.type, "LineString");
    EXPECT_EQ(line.lines, (std::vector<Ring>{{{1, 2}, {3, 4}}}));
    EXPECT_EQ(shape(geometry("MultiLineString", "[[[1,2],[3,4]],[[5,6],[7,8]]]")).lines.size(), 2U);
    EXPECT_TRUE(shape(R"({"type":"GeometryCollection","geometries":[)" + geometry("Point", "[1,2]") + "," +
                      geometry("LineString", "[[1,2],[3,4]]") + "]}")
                    .lines.empty());
}

TEST_F(OgrSource, HeightsAreLeftOutAndSeen) {
    const Shape high = shape(geometry("Polygon", "[[[0,0,5],[1,0,5],[1,1,5],[0,1,5],[0,0,5]]]"));
    EXPECT_TRUE(high.has_z);
    EXPECT_FALSE(high.has_m);
    EXPECT_EQ(high.polygons, (MultiPolygon{{square_ring, {}}}));
    EXPECT_FALSE(shape(geometry("Polygon", "[" + square + "]")).has_z);
}

TEST_F(OgrSource, OpenAndShortRingsAreReadAsTheyAre) {
    const Shape open = shape(geometry("Polygon", "[[[0,0],[1,0],[1,1]]]"));
    ASSERT_EQ(open.kind, Shape::Kind::polygon);
    EXPECT_EQ(open.polygons.at(0).shell, (Ring{{0, 0}, {1, 0}, {1, 1}}));
}

TEST_F(OgrSource, EmptyAndNullGeometriesAreNone) {
    for (const std::string& text : {std::string("null"), geometry("Point", "[]"), geometry("Polygon", "[]"),
                                    std::string(R"({"type":"GeometryCollection","geometries":[]})")}) {
        const Layer layer = read(collection(feature(text)));
        EXPECT_EQ(layer.rows.at(0).shape.kind, Shape::Kind::none) << text;
        EXPECT_FALSE(layer.has_geometry) << text;
    }
}

TEST_F(OgrSource, APointWithoutGoodCoordinatesIsNaNNeverNone) {
    for (const char* coordinates :
         {"[NaN,48]", "[2,NaN]", "[null,48]", R"(["2",48])", "[2]", "[[2,48]]", R"({"x":2})", R"("2 48")"}) {
        const Layer layer = read(collection(feature(geometry("Point", coordinates))));
        const Shape& point = layer.rows.at(0).shape;
        EXPECT_EQ(point.kind, Shape::Kind::point) << coordinates;
        EXPECT_TRUE(std::isnan(point.point.lon) && std::isnan(point.point.lat)) << coordinates;
    }
}

TEST_F(OgrSource, AGeometryReadInPartIsNotDrawn) {
    const std::string spoilt = "[[0,0],[1,null],[1,1],[0,0]]";
    for (const std::string& text :
         {geometry("MultiPolygon", "[[" + square + "],[" + spoilt + "]]"), geometry("Polygon", "[" + square + "," + spoilt + "]"),
          geometry("Polygon", "[" + spoilt + "]"), geometry("Circle", "[1,2]"), geometry("MultiPoint", "[[0,0],[null,1]]")}) {
        const Shape part = shape(text);
        EXPECT_EQ(part.kind, Shape::Kind::other) << text;
        EXPECT_THAT(part.type, HasSubstr("(?)")) << text;
    }
    EXPECT_EQ(shape("\"POINT(1 2)\"").kind, Shape::Kind::other);
}

TEST_F(OgrSource, EveryElementOfFeaturesIsARow) {
    const std::string point = feature(geometry("Point", "[1,2]"));
    EXPECT_EQ(read(collection(point + ",{}," + point)).rows.size(), 3U);
    for (const char* odd : {"null", "3", "[1]", R"("x")"}) {
        EXPECT_THAT(refusal(collection(point + "," + odd + "," + point)), HasSubstr("ligne 2: n'est pas une entité")) << odd;
    }
}

TEST_F(OgrSource, CrsIsCrs84UnlessStated) {
    const std::string point = feature(geometry("Point", "[1,2]"));
    EXPECT_EQ(read(collection(point)).crs, "OGC:CRS84");
    EXPECT_EQ(read(collection(feature(geometry("Point", "[1,2,3]")))).crs, "OGC:CRS84");
    EXPECT_EQ(read(collection(point, R"("crs":null,)")).crs, "");
    const auto crs_named = [&](const std::string& name) {
        return read(collection(point, R"("crs":{"type":"name","properties":{"name":")" + name + R"("}},)")).crs;
    };
    EXPECT_EQ(crs_named("urn:ogc:def:crs:OGC:1.3:CRS84"), "OGC:CRS84");
    EXPECT_EQ(crs_named("urn:ogc:def:crs:EPSG::2154"), "EPSG:2154");
    EXPECT_EQ(crs_named("epsg:4326"), "EPSG:4326");
    EXPECT_EQ(crs_named("Lambert 93 maison"), "Lambert 93 maison");
}

TEST_F(OgrSource, ACrsAtTheEndOfTheFileCounts) {
    EXPECT_EQ(read(R"({"type":"FeatureCollection","features":[)" + feature(geometry("Point", "[1,2]")) +
                   R"(],"crs":{"type":"name","properties":{"name":"EPSG:2154"}}})")
                  .crs,
              "EPSG:2154");
}

TEST_F(OgrSource, WhatIsNoGeojsonIsRefused) {
    for (const char* text : {"<OGRVRTDataSource/>", "code;nom\n1;2\n", "[1]", "{\"a\":1}", "{", "\"x\"", "   "}) {
        EXPECT_THAT(refusal(text), HasSubstr("n'est pas un fichier vectoriel lisible (GeoJSON)")) << text;
    }
}

TEST_F(OgrSource, ATruncatedOrDoubledFileIsRefusedUnderItsOwnName) {
    const std::string point = feature(geometry("Point", "[1,2]"));
    const std::string whole = collection(point + "," + point);
    EXPECT_THAT(refusal(whole.substr(0, whole.size() - 20)), Not(HasSubstr("/vsimem")));
    EXPECT_THAT(refusal(whole + whole), HasSubstr("f.geojson: n'est pas un fichier vectoriel"));
    EXPECT_THROW((void)read(point + "\n" + point), InputError);
}

TEST_F(OgrSource, AnEmptyLayerIsRefused) { EXPECT_THAT(refusal(collection("")), HasSubstr("la couche est vide")); }

TEST_F(OgrSource, ABomAndALoneFeatureAreRead) {
    EXPECT_EQ(read("\xEF\xBB\xBF" + feature(geometry("Point", "[1,2]"))).rows.size(), 1U);
    EXPECT_EQ(read(geometry("Point", "[1,2]")).rows.at(0).shape.point, (Point{1, 2}));
}

TEST_F(OgrSource, LayersOfGeojsonAreNamedAsTheFileOrItsNameMember) {
    const std::string point = feature(geometry("Point", "[1,2]"));
    const std::string file = m_folder.write("pays.geojson", collection(point));
    EXPECT_EQ(read_ogr(file, "pays").rows.size(), 1U);
    EXPECT_EQ(read_ogr(m_folder.write("x.geojson", collection(point, R"("name":"mes pays",)")), "mes pays").rows.size(), 1U);
    EXPECT_THAT(thrown<InputError>([&] { (void)read_ogr(file, "autre"); }), HasSubstr("le fichier contient : pays"));
}

TEST_F(OgrSource, RowsAreBounded) {
    Limits limits;
    limits.rows = 1;
    const std::string point = feature(geometry("Point", "[1,2]"));
    EXPECT_EQ(read_ogr(m_folder.write("un.geojson", collection(point)), "", limits).rows.size(), 1U);
    const std::string two = m_folder.write("deux.geojson", collection(point + "," + point));
    EXPECT_THAT(thrown<InputError>([&] { (void)read_ogr(two, "", limits); }), HasSubstr("trop de lignes (limite : 1 ; --allow rows="));
}

TEST_F(OgrSource, NoOtherDriverIsEverUsedAndNothingGoesToStderr) {
    GDALAllRegister();  // as a host program may have done
    const std::string real = m_folder.write("vrai.csv", "a\n1\n");
    const std::string vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"vrai\"><SrcDataSource>" + real +
                            "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    testing::internal::CaptureStderr();
    EXPECT_THROW((void)read(vrt), InputError);
    EXPECT_THROW((void)read_ogr(m_folder.write("f.gpkg", vrt), ""), InputError);
    EXPECT_THROW((void)read_ogr(m_folder.write("g.gpkg", "a,b\n1,2\n"), ""), InputError);
    EXPECT_THROW((void)read_ogr(m_folder.write("h.gpkg", collection(feature("null"))), ""), InputError);
    (void)read(collection(feature(geometry("Polygon", "[[[0,0],[1,0],[1,1]]]"))));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(OgrSource, ATableIsNoLayer) {
    EXPECT_THROW((void)read_ogr(m_folder.write("a.csv", "a\n1\n"), ""), InputError);
    EXPECT_THAT(thrown<InputError>([] { (void)read_ogr("/vsicurl/http://a.fr/a.geojson", ""); }), HasSubstr("pas un fichier"));
}

}  // namespace
}  // namespace maillage::io
