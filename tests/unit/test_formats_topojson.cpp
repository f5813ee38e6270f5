#include "formats/topojson.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "geo/arcs.hpp"
#include "geo/precision.hpp"
#include "test_geo_partition.hpp"
#include "test_geo_support.hpp"

namespace maillage::formats {
namespace {

using namespace geo_test;

const catalogue::LayerKind& links() { return catalogue::layer("links"); }

Feature named(std::string code, Drawing drawing = {}) { return {drawing, {std::move(code), "p1", 1.5, "population", "possible"}, {}}; }

std::string topojson_of(const std::vector<MultiPolygon>& outlines, const std::optional<Simplification>& simplification = {}) {
    std::vector<Feature> features;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        features.push_back(named("T" + std::to_string(i)));
    }
    return topojson(links(), features, geo::topology(pointers_to(outlines)), simplification);
}

std::string geojson_of(const std::vector<MultiPolygon>& outlines) {
    std::vector<Feature> features;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        features.push_back(named("T" + std::to_string(i), &outlines[i]));
    }
    return geojson(links(), features);
}

/// A text read by GDAL.
class Read {
public:
    Read(const std::string& text, const char* path, const char* driver) : m_text(text), m_path(path) {
        GDALAllRegister();
        VSIFCloseL(VSIFileFromMemBuffer(path, reinterpret_cast<GByte*>(m_text.data()), m_text.size(), FALSE));
        const char* const drivers[] = {driver, nullptr};
        m_dataset.reset(GDALDataset::Open(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers));
    }
    ~Read() {
        m_dataset.reset();
        VSIUnlink(m_path);
    }
    Read(const Read&) = delete;
    Read& operator=(const Read&) = delete;

    [[nodiscard]] OGRLayer* layer() const { return m_dataset ? m_dataset->GetLayer(0) : nullptr; }

private:
    std::string m_text;
    const char* m_path;
    GDALDatasetUniquePtr m_dataset;
};

TEST(Topojson, TwoSquaresByHand) {
    // Steps of 0.5 degree from (-1, 0). Arcs as in test_geo_arcs: around the west, between, around the east.
    const std::string text = topojson_of({box(-1, 0, 0, 0.5), box(0, 0, 0.5, 0.5)});
    EXPECT_EQ(text,
              "{\"type\":\"Topology\",\"transform\":{\"scale\":[0.500000,0.500000],\"translate\":[-1.000000,0.000000]},\"objects\":{\"links\":"
              "{\"type\":\"GeometryCollection\",\"geometries\":[\n"
              "{\"type\":\"Polygon\",\"arcs\":[[1,-1]],\"properties\":{\"code\":\"T0\",\"ptce\":\"p1\",\"distance_km\":1.5,\"centre\":\"population\",\"statut\":\"possible\"}},\n"
              "{\"type\":\"Polygon\",\"arcs\":[[2,-2]],\"properties\":{\"code\":\"T1\",\"ptce\":\"p1\",\"distance_km\":1.5,\"centre\":\"population\",\"statut\":\"possible\"}}\n"
              "]}},\"arcs\":[\n"
              "[[2,0],[-2,0],[0,1],[2,0]],\n"
              "[[2,0],[0,1]],\n"
              "[[2,0],[1,0],[0,1],[-1,0]]\n"
              "]}\n");
}

TEST(Topojson, GdalReadsBackWhatGeojsonSays) {
    std::mt19937 random(31);
    for (int i = 0; i < 12; ++i) {
        const std::vector<MultiPolygon> drawn = geo::rounded(pointers_to(any_partition(random, 12, 2 + i, 0.01, {-1.5, 47})));
        const Read topo(topojson_of(drawn, Simplification{}), "/vsimem/test.topojson", "TopoJSON");
        const Read geo(geojson_of(drawn), "/vsimem/test.geojson", "GeoJSON");
        ASSERT_NE(topo.layer(), nullptr);
        ASSERT_NE(geo.layer(), nullptr);
        ASSERT_EQ(topo.layer()->GetFeatureCount(), static_cast<GIntBig>(drawn.size()));
        for (std::size_t k = 0; k < drawn.size(); ++k) {
            const OGRFeatureUniquePtr one(topo.layer()->GetNextFeature());
            const OGRFeatureUniquePtr other(geo.layer()->GetNextFeature());
            for (const char* name : {"code", "ptce", "distance_km", "centre", "statut"}) {
                ASSERT_STREQ(one->GetFieldAsString(name), other->GetFieldAsString(name));
            }
            ASSERT_TRUE(one->GetGeometryRef()->IsValid());
            ASSERT_EQ(wkbFlatten(one->GetGeometryRef()->getGeometryType()), wkbFlatten(other->GetGeometryRef()->getGeometryType()));
            const std::unique_ptr<OGRGeometry> apart(one->GetGeometryRef()->SymDifference(other->GetGeometryRef()));
            const double area = apart->IsEmpty() ? 0 : OGR_G_Area(OGRGeometry::ToHandle(apart.get()));
            ASSERT_LT(area, 1e-12) << i;  // steps times scale: the last bit of a coordinate
        }
    }
}

TEST(Topojson, AnEmptyOutlineIsNullAndEveryFeatureHasItsOutline) {
    const auto json = nlohmann::json::parse(topojson_of({{}, box(0, 0, 1, 1)}));
    EXPECT_TRUE(json["objects"]["links"]["geometries"][0]["type"].is_null());
    EXPECT_EQ(json["objects"]["links"]["geometries"][1]["arcs"], nlohmann::json::parse("[[-1]]"));
    EXPECT_FALSE(json.contains("simplified_m"));
    EXPECT_EQ(nlohmann::json::parse(topojson_of({}))["arcs"].size(), 0U);
    EXPECT_THROW((void)topojson(links(), {named("A")}, Topology{}), std::logic_error);
}

TEST(Topojson, SaysWithinHowManyMetresItIsSimplified) {
    Simplification simplification;
    simplification.tolerance_m = 299.5;
    EXPECT_EQ(nlohmann::json::parse(topojson_of({box(0, 0, 1, 1)}, simplification))["simplified_m"], 299.5);
    const MultiPolygon outline = box(0, 0, 1, 1);
    EXPECT_EQ(nlohmann::json::parse(geojson(links(), {named("A", &outline)}, simplification))["simplified_m"], 299.5);
}

}  // namespace
}  // namespace maillage::formats
