#include "io/layer_sink.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <array>

#include "io/ogr_handles.hpp"
#include "test_io_files.hpp"
#include "test_support_layers.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;

class LayerSink : public testing::Test {
protected:
    [[nodiscard]] std::string write_geopackage(Language language = Language::french) const {
        const std::array<StyledLayer, 1> layers{StyledLayer{m_layer, "<qgis/>"}};
        return geopackage(layers, language);
    }
    catalogue::LayerKind m_kind = test::liens_kind();
    std::vector<Feature> m_features = test::liens();
    PublishedLayer m_layer{&m_kind, &m_features, {"src_Code", "src_code"}};
    TemporaryFolder m_folder;
};

/// "column=value" of each field that is set, by GDAL.
std::vector<std::string> fields(OGRFeatureH feature) {
    std::vector<std::string> texts;
    for (int i = 0; i < OGR_F_GetFieldCount(feature); ++i) {
        if (OGR_F_IsFieldSetAndNotNull(feature, i) != 0) {
            texts.push_back(std::string(OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(feature, i))) + "=" + OGR_F_GetFieldAsString(feature, i));
        }
    }
    return texts;
}

TEST_F(LayerSink, AGeopackageKeepsValuesTitlesAndDrawings) {
    const OwnDataset dataset = open_dataset(m_folder.write("a.gpkg", write_geopackage()), "GPKG", {});
    const OGRLayerH layer = GDALDatasetGetLayerByName(dataset.get(), "liens");
    ASSERT_NE(layer, nullptr);
    EXPECT_EQ(OGR_L_GetFeatureCount(layer, 1), 2);
    const OwnFeature drawn(OGR_L_GetNextFeature(layer));
    EXPECT_THAT(fields(drawn.get()), ElementsAre("code=01004", "nombre=7", "distance_km=1.25", "pays=A B", "src_Code==1+1", "src_code_2=x\ty\\N"));
    EXPECT_EQ(OGR_G_GetX(OGR_F_GetGeometryRef(drawn.get()), 0), 2.123456) << "six decimals";
    const OwnFeature bare(OGR_L_GetNextFeature(layer));
    EXPECT_EQ(OGR_F_GetGeometryRef(bare.get()), nullptr);
    EXPECT_THAT(fields(bare.get()), ElementsAre("code=", "pays=", "src_code_2=é"));
    EXPECT_STREQ(OSRGetAuthorityCode(OGR_L_GetSpatialRef(layer), nullptr), "4326");
}

TEST_F(LayerSink, StylesStandWhereQgisLooksForThem) {
    const OwnDataset dataset = open_dataset(m_folder.write("a.gpkg", write_geopackage()), "GPKG", {});
    const OGRLayerH table = GDALDatasetGetLayerByName(dataset.get(), "layer_styles");
    ASSERT_NE(table, nullptr);
    const OwnFeature style(OGR_L_GetNextFeature(table));
    const auto text = [&](const char* name) { return std::string(OGR_F_GetFieldAsString(style.get(), OGR_F_GetFieldIndex(style.get(), name))); };
    EXPECT_EQ(text("f_table_name"), "liens");
    EXPECT_EQ(text("styleQML"), "<qgis/>");
    EXPECT_EQ(text("useAsDefault"), "1");
}

TEST_F(LayerSink, TheSameLayersGiveTheSameBytesAndTitlesFollowTheLanguage) {
    EXPECT_EQ(write_geopackage(), write_geopackage());
    EXPECT_NE(write_geopackage(), write_geopackage(Language::english));
    EXPECT_EQ(flatgeobuf(m_layer), flatgeobuf(m_layer));
}

TEST_F(LayerSink, AFlatgeobufHoldsWhatIsDrawn) {
    const OwnDataset dataset = open_dataset(m_folder.write("a.fgb", flatgeobuf(m_layer)), "FlatGeobuf", {});
    const OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), 0);
    EXPECT_EQ(OGR_L_GetFeatureCount(layer, 1), 1);
    const OwnFeature drawn(OGR_L_GetNextFeature(layer));
    EXPECT_THAT(fields(drawn.get()), ElementsAre("code=01004", "nombre=7", "distance_km=1.25", "pays=A B", "src_Code==1+1", "src_code_2=x\ty\\N"));
}

TEST_F(LayerSink, ALayerWithoutFeaturesIsStillOne) {
    m_features.clear();
    const OwnDataset dataset = open_dataset(m_folder.write("a.gpkg", write_geopackage()), "GPKG", {});
    EXPECT_EQ(OGR_L_GetFeatureCount(GDALDatasetGetLayerByName(dataset.get(), "liens"), 1), 0);
    EXPECT_FALSE(flatgeobuf(m_layer).empty());
}

}  // namespace
}  // namespace maillage::io
