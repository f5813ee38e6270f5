#include "io/ogr_drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_support_layers.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;

TEST(OgrDrawing, NamesAreUnlikeWhateverTheirCase) {
    const catalogue::LayerKind kind = test::liens_kind();
    const PublishedLayer layer{&kind, nullptr, {"CODE", "geom", "Code", "fid"}};
    EXPECT_THAT(column_names(layer), ElementsAre("code", "nombre", "distance_km", "pays", "CODE_2", "geom_2", "Code_3", "fid_2"));
}

TEST(OgrDrawing, NamesAreCutBetweenLetters) {
    const catalogue::LayerKind kind{"a", {}, {"Point"}, {}, true};
    const PublishedLayer layer{&kind, nullptr, {"éééé", "ééééé", "éé", "abcdefgh"}};
    EXPECT_THAT(column_names(layer, 7), ElementsAre("ééé", "éé_2", "éé", "abcdefg"));
}

TEST(OgrDrawing, AreasAreMultipolygonsAndNothingIsNull) {
    EXPECT_FALSE(drawn_geometry(Drawing{}));
    const MultiPolygon none;
    EXPECT_FALSE(drawn_geometry(&none));
    const MultiPolygon square{{{{2, 46}, {3, 46}, {3, 47}, {2, 46}}, {}}};
    EXPECT_EQ(OGR_G_GetGeometryType(drawn_geometry(&square).get()), wkbMultiPolygon);
    EXPECT_EQ(geometry_type(catalogue::layer("pays")), wkbMultiPolygon);
    EXPECT_EQ(geometry_type(catalogue::layer("ptce")), wkbPoint);
    EXPECT_EQ(geometry_type(catalogue::layer("links")), wkbLineString);
    EXPECT_EQ(geometry_type(catalogue::layer("outline_defects")), wkbUnknown);
}

}  // namespace
}  // namespace maillage::io
