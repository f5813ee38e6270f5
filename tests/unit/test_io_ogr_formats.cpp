// The same features in every format, written by GDAL or by hand, against the GeoJSON they were made from.
#include <gdal_utils.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "io/ogr_source.hpp"
#include "io/open.hpp"
#include "test_io_files.hpp"
#include "support/zip.hpp"

extern "C" {
void RegisterOGRGeoJSON();
void RegisterOGRGeoPackage();
void RegisterOGRShape();
void RegisterOGRFlatGeobuf();
void RegisterOGRLIBKML();
void RegisterOGRGML();
void RegisterOGRTopoJSON();
}

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// A square with a hole, a multipolygon, and a row without geometry; codes with leading zeros and letters, accents.
const char* const territories = R"({"type":"FeatureCollection","name":"pays","features":[
{"type":"Feature","properties":{"code":"01004","nom":"Pays d'Aurillac-Éloyes","pop":832},"geometry":{"type":"Polygon","coordinates":[
 [[2,46],[3,46],[3,47],[2,47],[2,46]],[[2.25,46.25],[2.25,46.75],[2.75,46.75],[2.75,46.25],[2.25,46.25]]]}},
{"type":"Feature","properties":{"code":"2A004","nom":"Île & Cœur","pop":12},"geometry":{"type":"MultiPolygon","coordinates":[
 [[[4,46],[5,46],[5,47],[4,47],[4,46]]],[[[6,46],[7,46],[7,47],[6,47],[6,46]]]]}},
{"type":"Feature","properties":{"code":"97411","nom":"Saint-Denis","pop":null},"geometry":null}]})";

class Formats : public testing::Test {
protected:
    Formats() {
        RegisterOGRGeoJSON();
        RegisterOGRGeoPackage();
        RegisterOGRShape();
        RegisterOGRFlatGeobuf();
        RegisterOGRLIBKML();
        RegisterOGRGML();
        m_made = m_folder.write("source/pays.geojson", territories);
    }

    /// `m_made` in another format, by GDAL's own writer.
    std::string written(const std::string& name, std::vector<std::string> arguments) {
        std::vector<char*> pointers;
        for (std::string& argument : arguments) {
            pointers.push_back(argument.data());
        }
        pointers.push_back(nullptr);
        std::filesystem::create_directories(std::filesystem::path(m_folder.path(name)).parent_path());
        GDALDatasetH source = GDALOpenEx(m_made.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
        GDALVectorTranslateOptions* options = GDALVectorTranslateOptionsNew(pointers.data(), nullptr);
        GDALDatasetH made = GDALVectorTranslate(m_folder.path(name).c_str(), nullptr, 1, &source, options, nullptr);
        EXPECT_NE(made, nullptr) << name;
        GDALClose(made);
        GDALVectorTranslateOptionsFree(options);
        GDALClose(source);
        return m_folder.path(name);
    }

    /// Every code of the file with its name, population and outline is that of the GeoJSON. GDAL's writer of FlatGeobuf leaves
    /// rows without geometry out, and sorts the others along a curve.
    void expect_same(Layer layer) {
        const std::string code = "code";
        const std::string nom = "nom";
        const std::string pop = "pop";
        Layer source = read_layer(m_made);
        if (layer.path.ends_with(".fgb")) {
            source.rows.pop_back();
            const std::size_t by = layer.column("code");
            std::sort(layer.rows.begin(), layer.rows.end(),
                      [&](const LayerRow& a, const LayerRow& b) { return a.cells.at(by) < b.cells.at(by); });
            layer.rows[0].number = 1;
            layer.rows[1].number = 2;
        }
        ASSERT_EQ(layer.rows.size(), source.rows.size());
        for (const std::string& title : {code, nom, pop}) {
            ASSERT_NE(layer.column(title), Layer::npos) << title;
        }
        for (std::size_t i = 0; i < source.rows.size(); ++i) {
            const LayerRow& row = layer.rows[i];
            EXPECT_EQ(row.number, i + 1);
            EXPECT_EQ(row.cells.at(layer.column(code)), source.rows[i].cells.at(0));
            EXPECT_EQ(row.cells.at(layer.column(nom)), source.rows[i].cells.at(1));
            EXPECT_EQ(row.cells.at(layer.column(pop)), source.rows[i].cells.at(2));
            EXPECT_EQ(row.shape.kind, source.rows[i].shape.kind);
            ASSERT_EQ(row.shape.polygons.size(), source.rows[i].shape.polygons.size());
            for (std::size_t j = 0; j < row.shape.polygons.size(); ++j) {
                expect_same_ring(row.shape.polygons[j].shell, source.rows[i].shape.polygons[j].shell);
                ASSERT_EQ(row.shape.polygons[j].holes.size(), source.rows[i].shape.polygons[j].holes.size());
                for (std::size_t k = 0; k < row.shape.polygons[j].holes.size(); ++k) {
                    expect_same_ring(row.shape.polygons[j].holes[k], source.rows[i].shape.polygons[j].holes[k]);
                }
            }
        }
    }

    /// The same positions round, whatever the direction and the start.
    static void expect_same_ring(Ring one, Ring other) {
        ASSERT_EQ(one.size(), other.size());
        const auto less = [](Point a, Point b) { return a.lon != b.lon ? a.lon < b.lon : a.lat < b.lat; };
        one.pop_back();
        other.pop_back();
        std::sort(one.begin(), one.end(), less);
        std::sort(other.begin(), other.end(), less);
        EXPECT_EQ(one, other);
    }

    static std::vector<FindingCode> codes(const Layer& layer) {
        std::vector<FindingCode> found;
        for (const Finding& finding : layer.findings) {
            found.push_back(finding.code);
        }
        return found;
    }

    TemporaryFolder m_folder;
    std::string m_made;
};

std::string bytes_of(const std::string& path) { return read_file(path); }

TEST_F(Formats, GdalsOwnWritersGiveTheSameFeatures) {
    expect_same(read_layer(written("gpkg/f.gpkg", {"-f", "GPKG"})));
    expect_same(read_layer(written("fgb/f.fgb", {"-f", "FlatGeobuf", "-nlt", "PROMOTE_TO_MULTI"})));
    expect_same(read_layer(written("shp/f.shp", {"-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"})));
    expect_same(read_layer(written("kml/f.kml", {"-f", "LIBKML"})));
    expect_same(read_layer(written("gml/f.gml", {"-f", "GML", "-dsco", "FORMAT=GML3.2", "-a_srs", "EPSG:4326"})));
    expect_same(read_layer(written("gml2/f.gml", {"-f", "GML", "-dsco", "FORMAT=GML2"})));
}

TEST_F(Formats, SystemsOfReferenceAreThoseStated) {
    EXPECT_EQ(read_layer(written("a.shp", {"-f", "ESRI Shapefile", "-t_srs", "EPSG:2154"})).crs, "EPSG:2154");
    EXPECT_EQ(read_layer(written("a.fgb", {"-f", "FlatGeobuf", "-t_srs", "EPSG:2154"})).crs, "EPSG:2154");
    EXPECT_EQ(read_layer(written("a.gml", {"-f", "GML", "-t_srs", "EPSG:2154"})).crs, "EPSG:2154");
    EXPECT_EQ(read_layer(written("a.kml", {"-f", "LIBKML"})).crs, "EPSG:4326");
    std::filesystem::remove(m_folder.path("a.prj"));
    EXPECT_EQ(read_layer(m_folder.path("a.shp")).crs, "");
}

TEST_F(Formats, NothingIsWrittenBesideTheData) {
    written("a.shp", {"-f", "ESRI Shapefile"});
    written("a.gml", {"-f", "GML"});
    written("a.gpkg", {"-f", "GPKG"});
    written("a.fgb", {"-f", "FlatGeobuf"});
    written("a.kml", {"-f", "LIBKML"});
    for (const char* name : {"a.shx", "a.xsd"}) {
        std::filesystem::remove(m_folder.path(name));
    }
    const auto before = m_folder.all();
    const auto touched = std::filesystem::last_write_time(m_folder.path());
    for (const char* name : {"a.shp", "a.gml", "a.gpkg", "a.fgb", "a.kml"}) {
        EXPECT_GE(read_layer(m_folder.path(name)).rows.size(), 2U) << name;
    }
    EXPECT_EQ(m_folder.all(), before);
    EXPECT_EQ(std::filesystem::last_write_time(m_folder.path()), touched);
}

TEST_F(Formats, AGeopackageWithALogIsReadWithoutTouchingItsFolder) {
    const std::string path = written("a.gpkg", {"-f", "GPKG"});
    std::string bytes = bytes_of(path);
    bytes[18] = bytes[19] = 2;  // SQLite's file format: write-ahead log
    m_folder.write("a.gpkg", bytes);
    const auto before = m_folder.all();
    const auto touched = std::filesystem::last_write_time(m_folder.path());  // a file made and removed would show there
    expect_same(read_layer(path));
    EXPECT_EQ(m_folder.all(), before);
    EXPECT_EQ(std::filesystem::last_write_time(m_folder.path()), touched);
    m_folder.write("a.gpkg-wal", "x");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }), HasSubstr("fermez le logiciel"));
    std::filesystem::create_symlink(path, m_folder.path("lien.gpkg"));
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(m_folder.path("lien.gpkg")); }), HasSubstr("fermez le logiciel"));
    std::filesystem::rename(m_folder.path("a.gpkg-wal"), m_folder.path("a.gpkg-journal"));
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }), HasSubstr("fermez le logiciel"));
}

TEST_F(Formats, AllComeOutOfAnArchiveAsFromTheDisk) {
    const std::string shp = written("s/Pays.shp", {"-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"});
    std::vector<ZipEntry> entries{
        {"__MACOSX/._Pays.shp", "x"}, {".DS_Store", "x"}, {"données/LISEZMOI.txt", "Notes"}, {"données/notice.pdf", "x"}};
    for (const char* ending : {"shp", "shx", "dbf", "prj", "cpg"}) {
        entries.push_back({"données/Pays." + std::string(ending),
                           deflated(bytes_of(m_folder.path("s/Pays." + std::string(ending)))),
                           bytes_of(m_folder.path("s/Pays." + std::string(ending))), 8});
    }
    const std::string zip = m_folder.write("communes.zip", zip_of(entries));
    const Layer layer = read_layer(zip);
    expect_same(layer);
    EXPECT_EQ(layer.path, zip + ":données/Pays.shp");
    EXPECT_THAT(layer.files, ElementsAre(zip));
    EXPECT_TRUE(layer.findings.empty());
    for (const auto& [name, driver] :
         std::map<std::string, std::string>{{"a.gpkg", "GPKG"}, {"a.fgb", "FlatGeobuf"}, {"a.kml", "LIBKML"}, {"a.gml", "GML"}}) {
        const std::string inside =
            m_folder.write(name + ".zip", zip_of({{name, bytes_of(written("z/" + name, {"-f", driver}))}}));
        expect_same(read_layer(inside));
        expect_same(read_layer(inside + ":" + name));
    }
    EXPECT_EQ(read_layer(m_folder.path("a.gpkg.zip") + ":a.gpkg:pays").name, "pays");
}

TEST_F(Formats, AShapefileInLambert93AndLatin1WithoutCpgInASubfolderOfAnArchive) {
    const std::string shp = written("s/c.shp", {"-f", "ESRI Shapefile", "-t_srs", "EPSG:2154", "-lco", "ENCODING=CP1252"});
    std::vector<ZipEntry> entries;
    for (const char* ending : {"shp", "shx", "dbf", "prj"}) {
        entries.push_back({"COMMUNES/c." + std::string(ending), bytes_of(m_folder.path("s/c." + std::string(ending)))});
    }
    const Layer layer = read_layer(m_folder.write("c.zip", zip_of(entries)));
    EXPECT_EQ(layer.crs, "EPSG:2154");
    EXPECT_EQ(layer.rows.at(0).cells.at(1), "Pays d'Aurillac-Éloyes");
    EXPECT_THAT(codes(layer), ElementsAre(FindingCode::encoding_cp1252));
    const Point corner = layer.rows.at(0).shape.polygons.at(0).shell.at(0);
    EXPECT_GT(corner.lon, 600000);  // 2° E 46° N is near 622 800, 6 544 200 in Lambert-93
    EXPECT_LT(corner.lon, 700000);
    EXPECT_GT(corner.lat, 6500000);
    EXPECT_LT(corner.lat, 6660000);
}

TEST_F(Formats, EncodingOfAShapefileFollowsItsCpg) {
    written("s/c.shp", {"-f", "ESRI Shapefile", "-lco", "ENCODING=CP1252"});
    const std::string path = m_folder.path("s/c.shp");
    for (const char* cpg : {"1252", "ANSI 1252", "ISO-8859-1", "windows-1252\r\n"}) {
        m_folder.write("s/c.cpg", cpg);
        EXPECT_EQ(read_layer(path).rows.at(1).cells.at(1), "Île & Cœur") << cpg;
        EXPECT_TRUE(read_layer(path).findings.empty()) << cpg;
    }
    m_folder.write("s/c.cpg", "UTF-8");  // it is not
    EXPECT_EQ(read_layer(path).rows.at(1).cells.at(1), "Île & Cœur");
    EXPECT_THAT(codes(read_layer(path)), ElementsAre(FindingCode::encoding_cp1252));
    written("t/c.shp", {"-f", "ESRI Shapefile", "-lco", "ENCODING=CP850", "-where", "code = '01004'"});
    m_folder.write("t/c.cpg", "CP850");
    EXPECT_EQ(read_layer(m_folder.path("t/c.shp")).rows.at(0).cells.at(1), "Pays d'Aurillac-Éloyes");
}

TEST_F(Formats, SidecarsOfAShapefile) {
    const std::string path = written("s/c.shp", {"-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"});
    m_folder.write("s/c2.dbf", "x");
    m_folder.write("s/c.qix", "x");
    EXPECT_THAT(read_layer(path).files, ElementsAre(path, m_folder.path("s/c.shx"), m_folder.path("s/c.dbf"),
                                                    m_folder.path("s/c.prj"), m_folder.path("s/c.cpg")));
    std::filesystem::rename(m_folder.path("s/c.dbf"), m_folder.path("s/C.DBF"));
    expect_same(read_layer(path));
    m_folder.write("s/c.Dbf", "x");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }), HasSubstr(".dbf"));
    std::filesystem::remove(m_folder.path("s/c.Dbf"));
    std::filesystem::remove(m_folder.path("s/c.shx"));
    const Layer rebuilt = read_layer(path);
    expect_same(rebuilt);
    EXPECT_THAT(codes(rebuilt), ElementsAre(FindingCode::index_rebuilt));
    const std::string whole = bytes_of(m_folder.path("s/C.DBF"));
    m_folder.write("s/C.DBF", whole.substr(0, whole.size() - 40));
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }), HasSubstr("abîmé ou coupé"));
    std::filesystem::remove(m_folder.path("s/C.DBF"));
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }),
                AllOf(HasSubstr(".dbf du même nom manque"), HasSubstr("is missing")));
}

TEST_F(Formats, AShapefileCutShortIsRefused) {
    const std::string path = written("s/c.shp", {"-f", "ESRI Shapefile"});
    const std::string whole = bytes_of(path);
    m_folder.write("s/c.shp", whole.substr(0, whole.size() - 60));
    EXPECT_THROW((void)read_layer(path), InputError);
    std::filesystem::remove(m_folder.path("s/c.shx"));
    EXPECT_THROW((void)read_layer(path), InputError);
    m_folder.write("s/c.shp", "pas un shapefile");
    EXPECT_THROW((void)read_layer(path), InputError);
}

TEST_F(Formats, KmlAsDrawnByHand) {
    const std::string path = m_folder.write("a.kml", R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>PTCE</name>
<Schema name="s" id="s"><SimpleField name="INSEE_COM" type="int"/><SimpleField name="note" type="string"/></Schema>
<Placemark><name>Pôle A</name><ExtendedData><Data name="statut"><value>actif</value></Data>
 <SchemaData schemaUrl="#s"><SimpleData name="INSEE_COM">01004</SimpleData><SimpleData name="note"/></SchemaData></ExtendedData>
 <Point><coordinates>5.25,46.5,0</coordinates></Point></Placemark>
<Placemark><name>Pôle B</name><ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="INSEE_COM">2A004</SimpleData>
 <SimpleData name="note">a &amp; b</SimpleData></SchemaData></ExtendedData><Point><coordinates>9,42</coordinates></Point></Placemark>
<NetworkLink><name>suite</name><Link><href>autre.kml</href></Link></NetworkLink>
</Document></kml>)");
    m_folder.write(
        "autre.kml",
        R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Canari</name><Point><coordinates>1,1</coordinates></Point></Placemark></kml>)");
    const Layer layer = read_layer(path);
    ASSERT_EQ(layer.rows.size(), 2U);
    const auto cell = [&](std::size_t row, const char* title) { return layer.rows.at(row).cells.at(layer.column(title)); };
    EXPECT_THAT(layer.columns, testing::UnorderedElementsAre("Name", "statut", "INSEE_COM", "note"));
    EXPECT_EQ(cell(0, "Name"), "Pôle A");
    EXPECT_EQ(cell(0, "INSEE_COM"), "01004");
    EXPECT_EQ(cell(0, "statut"), "actif");
    EXPECT_EQ(cell(1, "INSEE_COM"), "2A004");
    EXPECT_EQ(cell(1, "note"), "a & b");
    EXPECT_EQ(layer.rows.at(0).shape.point, (Point{5.25, 46.5}));
    EXPECT_THAT(codes(layer), ElementsAre(FindingCode::network_link_not_followed));
}

TEST_F(Formats, PlacemarksInFoldersAreAllThere) {
    const auto placemark = [](const std::string& name) {
        return "<Placemark><name>" + name + "</name><Point><coordinates>1,2</coordinates></Point></Placemark>";
    };
    const std::string path =
        m_folder.write("a.kml", R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Document>)" + placemark("racine") +
                                    "<Folder><name>F</name>" + placemark("f1") + placemark("f2") + "</Folder></Document></kml>");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }), AllOf(HasSubstr("F (?, 2)"), HasSubstr("FICHIER:COUCHE")));
    EXPECT_EQ(read_layer(path + ":F").rows.size(), 2U);
}

TEST_F(Formats, GmlAsDrawnByHandWithLatitudeFirst) {
    const std::string path = m_folder.write("a.gml", R"(<?xml version="1.0" encoding="UTF-8"?>
<c:FeatureCollection xmlns:c="http://a.fr/c" xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="a">
<gml:featureMember><c:commune gml:id="x1"><c:insee>01004</c:insee><c:pop>1e5</c:pop><c:lieu><gml:Point gml:id="p1" srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>46 5</gml:pos></gml:Point></c:lieu></c:commune></gml:featureMember>
<gml:featureMember><c:commune gml:id="x2"><c:insee>2A004</c:insee><c:pop>0.30</c:pop><c:lieu><gml:Point gml:id="p2" srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>42 9</gml:pos></gml:Point></c:lieu></c:commune></gml:featureMember>
</c:FeatureCollection>)");
    const Layer layer = read_layer(path);
    ASSERT_EQ(layer.rows.size(), 2U);
    EXPECT_EQ(layer.rows[0].cells.at(layer.column("insee")), "01004");
    EXPECT_EQ(layer.rows[0].cells.at(layer.column("pop")), "1e5");
    EXPECT_EQ(layer.rows[1].cells.at(layer.column("pop")), "0.30");
    EXPECT_EQ(layer.rows[0].shape.point, (Point{5, 46}));
    EXPECT_EQ(layer.crs, "EPSG:4326");
}

TEST_F(Formats, HostileXmlReachesNoOtherFile) {
    m_folder.write("secret.txt", "canari");
    const std::string secret = "file://" + m_folder.path("secret.txt");
    const std::string canary = m_folder.write(
        "canari.gml",
        R"(<x xmlns:gml="http://www.opengis.net/gml"><gml:Point gml:id="p"><gml:pos>7 7</gml:pos></gml:Point></x>)");
    m_folder.write("a.xsd", "<pas un schéma");
    m_folder.write("a.gfs", "<GMLFeatureClassList><GMLFeatureClass><Name>piege</Name></GMLFeatureClass></GMLFeatureClassList>");
    for (const char* kind : {"kml", "gml"}) {
        const std::string path = m_folder.write(
            "b." + std::string(kind), "<!DOCTYPE a [<!ENTITY e SYSTEM \"" + secret + "\">]><" + kind + ">&e;</" + kind + ">");
        EXPECT_THAT(thrown<InputError>([&] { (void)read_layer(path); }),
                    AllOf(HasSubstr("DOCTYPE"), testing::Not(HasSubstr("canari"))))
            << kind;
    }
    const std::string path = m_folder.write(
        "a.gml",
        R"(<c:FeatureCollection xmlns:c="http://a.fr/c" xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://a.fr/c a.xsd">
<gml:featureMember><c:commune><c:insee>01004</c:insee><c:lieu xlink:href="canari.gml#p"/><c:autre xlink:href=")" +
            secret + R"("/></c:commune></gml:featureMember></c:FeatureCollection>)");
    const auto before = m_folder.all();
    std::filesystem::permissions(canary, std::filesystem::perms::none);
    const auto touched = std::filesystem::last_write_time(canary);
    const Layer layer = read_layer(path);
    ASSERT_EQ(layer.rows.size(), 1U);
    EXPECT_EQ(layer.name, "commune");  // not the .gfs's "piege"
    EXPECT_EQ(layer.rows[0].shape.kind, Shape::Kind::none);
    for (const std::string& text : layer.rows[0].cells) {
        EXPECT_EQ(text.find("canari\n"), std::string::npos);
    }
    EXPECT_EQ(std::filesystem::last_write_time(canary), touched);
    std::filesystem::permissions(canary, std::filesystem::perms::owner_all);
    EXPECT_EQ(m_folder.all(), before);
}

TEST_F(Formats, ATextThatIsNoFileOfItsKindIsRefused) {
    for (const char* name : {"a.shp", "a.fgb", "a.kml", "a.gml", "a.topojson", "a.geojsonl", "a.xlsx", "a.ods", "a.zip"}) {
        EXPECT_THROW((void)read_layer(m_folder.write(name, "<OGRVRTDataSource/>")), InputError) << name;
        EXPECT_THROW((void)read_layer(m_folder.write(name, "a,b\n1,2\n")), InputError) << name;
    }
}

}  // namespace
}  // namespace maillage::io
