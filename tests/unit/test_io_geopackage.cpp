// read_ogr on GeoPackages made here with GDAL's C API and SQL.
#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <memory>

#include "io/ogr_crs.hpp"
#include "io/ogr_source.hpp"
#include "test_io_files.hpp"

extern "C" void RegisterOGRGeoPackage();

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct FreeSrs {
    void operator()(OGRSpatialReferenceH srs) const { OSRDestroySpatialReference(srs); }
};
using OwnSrs = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, FreeSrs>;

OwnSrs srs_of(const char* text) {
    OwnSrs srs(OSRNewSpatialReference(nullptr));
    EXPECT_EQ(OSRSetFromUserInput(srs.get(), text), OGRERR_NONE);
    return srs;
}

class Geopackage {
public:
    explicit Geopackage(const std::string& path) {
        RegisterOGRGeoPackage();
        m_dataset = GDALCreate(GDALGetDriverByName("GPKG"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    }
    ~Geopackage() { GDALClose(m_dataset); }
    Geopackage(const Geopackage&) = delete;
    Geopackage& operator=(const Geopackage&) = delete;

    OGRLayerH layer(const char* name, OGRSpatialReferenceH srs, OGRwkbGeometryType type = wkbUnknown) {
        const char* options[] = {"SPATIAL_INDEX=NO", nullptr};
        return GDALDatasetCreateLayer(m_dataset, name, srs, type, const_cast<char**>(options));
    }

    /// Adds a row with that WKT ("" for null) and texts, which OGR turns into the fields' types.
    static void add(OGRLayerH layer, const std::string& wkt, const std::vector<std::string>& texts = {}) {
        const OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            OGR_F_SetFieldString(row, static_cast<int>(i), texts[i].c_str());
        }
        std::string text = wkt;
        char* rest = text.data();
        OGRGeometryH geometry = nullptr;
        if (!wkt.empty() && OGR_G_CreateFromWkt(&rest, nullptr, &geometry) == OGRERR_NONE) {
            OGR_F_SetGeometryDirectly(row, geometry);
        }
        EXPECT_EQ(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
        OGR_F_Destroy(row);
    }

    static void field(OGRLayerH layer, const char* name, OGRFieldType type, OGRFieldSubType subtype = OFSTNone) {
        const OGRFieldDefnH definition = OGR_Fld_Create(name, type);
        OGR_Fld_SetSubType(definition, subtype);
        EXPECT_EQ(OGR_L_CreateField(layer, definition, 1), OGRERR_NONE);
        OGR_Fld_Destroy(definition);
    }

    void sql(const char* statement) {
        GDALDatasetReleaseResultSet(m_dataset, GDALDatasetExecuteSQL(m_dataset, statement, nullptr, nullptr));
    }

private:
    GDALDatasetH m_dataset;
};

class GeopackageSource : public testing::Test {
protected:
    [[nodiscard]] std::string refusal(const std::string& layer = "") const {
        return thrown<InputError>([&] { (void)read_ogr(m_path, layer); });
    }
    TemporaryFolder m_folder;
    std::string m_path = m_folder.path("f.gpkg");
};

TEST_F(GeopackageSource, FieldsOfEveryKindAreText) {
    {
        Geopackage file(m_path);
        const OGRLayerH layer = file.layer("pays", nullptr);
        Geopackage::field(layer, "code", OFTString);
        Geopackage::field(layer, "n", OFTInteger64);
        Geopackage::field(layer, "x", OFTReal);
        Geopackage::field(layer, "f", OFTReal, OFSTFloat32);
        Geopackage::field(layer, "b", OFTInteger, OFSTBoolean);
        Geopackage::field(layer, "d", OFTDate);
        Geopackage::add(layer, "", {"01004", "9007199254740993", "0.1", "0.10000000149011612", "1", "2021/05/12"});
        Geopackage::add(layer, "", {" é ", "-5", "3"});
    }
    const Layer layer = read_ogr(m_path, "");
    EXPECT_EQ(layer.name, "pays");
    EXPECT_THAT(layer.columns, ElementsAre("code", "n", "x", "f", "b", "d"));
    EXPECT_THAT(layer.rows.at(0).cells, ElementsAre("01004", "9007199254740993", "0.1", "0.1", "true", "2021/05/12"));
    EXPECT_THAT(layer.rows.at(1).cells, ElementsAre("é", "-5", "3", "", "", ""));
    EXPECT_EQ(layer.rows.at(1).number, 2U);
}

TEST_F(GeopackageSource, GeometriesOfEveryKind) {
    {
        Geopackage file(m_path);
        const OGRLayerH layer = file.layer("a", srs_of("EPSG:2154").get());
        for (const char* wkt :
             {"POINT Z (700000 6600000 12)", "POINT EMPTY", "", "POLYGON ((0 0,1 0,1 1,0 0),EMPTY)", "MULTIPOLYGON EMPTY",
              "CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0))", "LINESTRING M (0 0 1,1 1 1)"}) {
            Geopackage::add(layer, wkt);
        }
    }
    const Layer layer = read_ogr(m_path, "a");
    EXPECT_EQ(layer.crs, "EPSG:2154");
    EXPECT_TRUE(layer.has_geometry);
    EXPECT_EQ(layer.rows.at(0).shape.kind, Shape::Kind::point);
    EXPECT_EQ(layer.rows.at(0).shape.point, (Point{700000, 6600000}));
    EXPECT_EQ(layer.rows.at(1).shape.kind, Shape::Kind::none);
    EXPECT_EQ(layer.rows.at(2).shape.kind, Shape::Kind::none);
    EXPECT_EQ(layer.rows.at(3).shape.polygons, (MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, {}}}));
    EXPECT_EQ(layer.rows.at(4).shape.kind, Shape::Kind::none);
    ASSERT_EQ(layer.rows.at(5).shape.kind, Shape::Kind::polygon);
    EXPECT_GT(layer.rows.at(5).shape.polygons.at(0).shell.size(), 20U);  // the circle of radius 1 around (1, 0)
    for (const Point& point : layer.rows.at(5).shape.polygons.at(0).shell) {
        EXPECT_NEAR((point.lon - 1) * (point.lon - 1) + point.lat * point.lat, 1, 1e-9);
    }
    EXPECT_TRUE(layer.rows.at(0).shape.has_z);
    EXPECT_TRUE(layer.rows.at(5).shape.curved);
    EXPECT_EQ(layer.rows.at(5).shape.type, "CURVEPOLYGON");
    EXPECT_FALSE(layer.rows.at(3).shape.curved);
    EXPECT_EQ(layer.rows.at(6).shape.kind, Shape::Kind::other);
    EXPECT_TRUE(layer.rows.at(6).shape.has_m);
    EXPECT_EQ(layer.rows.at(6).shape.lines, (std::vector<Ring>{{{0, 0}, {1, 1}}}));
}

TEST_F(GeopackageSource, AxesStayAsInTheFileWhateverTheCrsSays) {
    {
        Geopackage file(m_path);
        const OwnSrs srs = srs_of("EPSG:4326");  // latitude first, in EPSG's table
        OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
        Geopackage::add(file.layer("a", srs.get()), "POINT (2 48)");
    }
    const Layer layer = read_ogr(m_path, "");
    EXPECT_EQ(layer.crs, "EPSG:4326");
    EXPECT_EQ(layer.rows.at(0).shape.point, (Point{2, 48}));
}

TEST_F(GeopackageSource, UndefinedCrsIsNone) {
    {
        Geopackage file(m_path);
        for (const char* name : {"moins_un", "zero", "rien"}) {
            Geopackage::add(file.layer(name, nullptr), "POINT (2 48)");
        }
        file.sql("UPDATE gpkg_geometry_columns SET srs_id = -1 WHERE table_name = 'moins_un'");
        file.sql("UPDATE gpkg_geometry_columns SET srs_id = 0 WHERE table_name = 'zero'");
    }
    EXPECT_EQ(read_ogr(m_path, "moins_un").crs, "");
    EXPECT_EQ(read_ogr(m_path, "zero").crs, "");
}

TEST(OgrCrs, AnAuthorityWhenSureElseWkt) {
    EXPECT_EQ(crs_text(nullptr), "");
    EXPECT_EQ(crs_text(srs_of("EPSG:2154").get()), "EPSG:2154");
    const OwnSrs esri = srs_of(
        "PROJCS[\"RGF_1993_Lambert_93\",GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\",6378137.0,298."
        "257222101]],"
        "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic\"],"
        "PARAMETER[\"False_Easting\",700000.0],PARAMETER[\"False_Northing\",6600000.0],PARAMETER[\"Central_Meridian\",3.0],"
        "PARAMETER[\"Standard_Parallel_1\",49.0],PARAMETER[\"Standard_Parallel_2\",44.0],PARAMETER[\"Latitude_Of_Origin\",46.5],"
        "UNIT[\"Meter\",1.0]]");
    EXPECT_THAT(crs_text(esri.get()), testing::AnyOf("EPSG:2154", StartsWith("PROJCRS[\"RGF_1993_Lambert_93\"")));
    const OwnSrs own = srs_of("+proj=lcc +lat_1=45.5 +lat_2=46.2 +lat_0=46 +lon_0=3.3 +ellps=GRS80 +units=m");
    EXPECT_THAT(crs_text(own.get()), AllOf(StartsWith("PROJCRS["), HasSubstr("46.2")));
}

TEST_F(GeopackageSource, TheOnlyLayerWithFeaturesIsReadElseTheyAreListed) {
    {
        Geopackage file(m_path);
        (void)file.layer("vide", nullptr);
        Geopackage::add(file.layer("layer_styles", nullptr, wkbNone), "");
        Geopackage::add(file.layer("pays", nullptr), "POINT (1 2)");
    }
    EXPECT_EQ(read_ogr(m_path, "").name, "pays");
    EXPECT_EQ(read_ogr(m_path, "layer_styles").name, "layer_styles");
    EXPECT_EQ(read_layer(m_path + ":pays").name, "pays");
    EXPECT_THAT(refusal("vide"), HasSubstr("vide: la couche est vide"));
    EXPECT_THAT(refusal("autre"), AllOf(HasSubstr("couche introuvable"), HasSubstr("layer_styles (–, 1), pays (?, 1), vide (?, 0)")));
}

TEST_F(GeopackageSource, SeveralLayersAskForOne) {
    {
        Geopackage file(m_path);
        Geopackage::add(file.layer("pays", nullptr), "POINT (1 2)");
        Geopackage::add(file.layer("ptce", nullptr), "POINT (1 2)");
    }
    EXPECT_THAT(refusal(), AllOf(HasSubstr("FICHIER:COUCHE"), HasSubstr("pays (?, 1), ptce (?, 1)")));
    EXPECT_EQ(read_ogr(m_path, "ptce").name, "ptce");
}

TEST_F(GeopackageSource, AFileWithoutFeaturesIsEmpty) {
    {
        Geopackage file(m_path);
        (void)file.layer("vide", nullptr);
    }
    EXPECT_THAT(refusal(), HasSubstr("la couche est vide"));
}

TEST_F(GeopackageSource, ASpoiltGeometryIsRefusedWithItsRow) {
    {
        Geopackage file(m_path);
        const OGRLayerH layer = file.layer("a", nullptr);
        Geopackage::add(layer, "POINT (1 2)");
        Geopackage::add(layer, "POINT (3 4)");
        file.sql("UPDATE a SET geom = x'47500001' WHERE fid = 2");
    }
    EXPECT_THAT(refusal(), HasSubstr("f.gpkg: a: ligne 2: GDAL"));
}

TEST_F(GeopackageSource, AKeyWithANameOfItsOwnIsAColumn) {
    {
        Geopackage file(m_path);
        Geopackage::add(file.layer("a", nullptr), "POINT (1 2)");
        file.sql("CREATE TABLE t (gid INTEGER PRIMARY KEY, nom TEXT)");
        file.sql("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('t', 'attributes', 't')");
        file.sql("INSERT INTO t VALUES (17, 'x')");
    }
    const Layer layer = read_ogr(m_path, "t");
    EXPECT_THAT(layer.columns, ElementsAre("nom", "gid"));
    EXPECT_THAT(layer.rows.at(0).cells, ElementsAre("x", "17"));
    EXPECT_FALSE(layer.has_geometry);
}

TEST_F(GeopackageSource, AViewMayNotCallFunctionsOfGdal) {
    {
        Geopackage file(m_path);
        Geopackage::add(file.layer("a", nullptr), "POINT (1 2)");
        file.sql("CREATE VIEW v AS SELECT fid, ST_MinX(geom) AS x FROM a");
        file.sql("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')");
        file.sql("CREATE VIEW w AS SELECT fid, 5 AS x FROM a");
        file.sql("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('w', 'attributes', 'w')");
    }
    EXPECT_THROW((void)read_ogr(m_path, "v"), InputError);
    EXPECT_EQ(read_ogr(m_path, "w").rows.size(), 1U);
}

TEST_F(GeopackageSource, AFileNamedAsAConnectionStringIsRefusedButReadByPath) {
    const std::string odd = m_folder.path("GPKG:f.gpkg");
    {
        Geopackage file(m_path);
        Geopackage::add(file.layer("a", nullptr), "POINT (1 2)");
    }
    std::filesystem::rename(m_path, odd);
    EXPECT_EQ(read_ogr(odd, "").name, "a");
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(m_folder.path());
    EXPECT_THROW((void)read_ogr("GPKG:f.gpkg", ""), InputError);
    std::filesystem::rename(odd, m_folder.path("file:f.gpkg"));  // which SQLite takes for a URI
    EXPECT_EQ(read_ogr("file:f.gpkg", "").name, "a");
    std::filesystem::current_path(before);
}

TEST_F(GeopackageSource, NotADatabaseIsRefused) {
    m_folder.write("f.gpkg", "SQLite format 3");
    EXPECT_THAT(refusal(), HasSubstr("n'est pas un fichier vectoriel lisible"));
}

TEST_F(GeopackageSource, ReadingLeavesNothingBeside) {
    {
        Geopackage file(m_path);
        Geopackage::add(file.layer("a", nullptr), "POINT (1 2)");
    }
    const auto before = m_folder.all();
    (void)read_ogr(m_path, "");
    EXPECT_EQ(m_folder.all(), before);
}

}  // namespace
}  // namespace maillage::io
