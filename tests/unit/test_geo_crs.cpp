#include "geo/crs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace maillage::geo {
namespace {

const std::string esri_wgs84 = R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],)"
                               R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";

/// Lambert-93's parameters on a datum and an ellipsoid of one's choice, in ESRI's words.
std::string lambert(const std::string& datum, const std::string& spheroid) {
    return R"(PROJCS["mine",GEOGCS["mine",DATUM[")" + datum + R"(",SPHEROID[)" + spheroid +
           R"(]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],)"
           R"(PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],)"
           R"(PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],)"
           R"(UNIT["Meter",1.0]])";
}
const std::string grs80 = R"("GRS_1980",6378137.0,298.257222101)";
const std::string clarke = R"("Clarke_1866",6378206.4,294.9786982)";

TEST(GeoCrs, LongitudeLatitudeIsKnown) {
    for (const std::string& crs :
         {std::string("OGC:CRS84"), std::string("EPSG:4326"), std::string("EPSG:4171"), std::string("EPSG:4258"), esri_wgs84}) {
        EXPECT_TRUE(is_lonlat(crs)) << crs;
    }
    for (const std::string crs : {"EPSG:2154", "EPSG:4807", "EPSG:4275", "", "nonsense", "EPSG:4978"}) {
        EXPECT_FALSE(is_lonlat(crs)) << crs;
    }
}

TEST(GeoCrs, KnownIsWhatProjCanRead) {
    for (const std::string& crs :
         {std::string("EPSG:2154"), std::string("OGC:CRS84"), std::string("IGNF:LAMB93"), lambert("D_RGF_1993", grs80)}) {
        EXPECT_TRUE(is_known_crs(crs)) << crs;
    }
    // the last is an operation, and the one before it an ellipsoid: PROJ reads them, but they are no CRS
    for (const std::string crs : {"", "EPSG:999999", "Lambert 93 carto", "urn:ogc:def:ellipsoid:EPSG::7030",
                                  "+proj=pipeline +step +proj=axisswap +order=2,1"}) {
        EXPECT_FALSE(is_known_crs(crs)) << crs;
        EXPECT_EQ(facts(crs).kind, CrsKind::unknown) << crs;
    }
}

TEST(GeoCrs, KindsAsTheRegisterHasThem) {
    EXPECT_EQ(facts("EPSG:4171").kind, CrsKind::geographic);
    EXPECT_EQ(facts("EPSG:4965").kind, CrsKind::geographic);  // with an ellipsoidal height
    EXPECT_EQ(facts("EPSG:2154").kind, CrsKind::projected);
    EXPECT_EQ(facts("EPSG:4978").kind, CrsKind::other);  // geocentric
    EXPECT_EQ(facts("EPSG:5720").kind, CrsKind::other);  // NGF-IGN69, a height
    EXPECT_EQ(facts(R"(ENGCRS["chantier",EDATUM["borne"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]])").kind,
              CrsKind::other);
    const CrsFacts both = facts("EPSG:5698");  // Lambert-93 and NGF-IGN69
    EXPECT_EQ(both.kind, CrsKind::compound);
    EXPECT_TRUE(is_same_crs(both.horizontal, "EPSG:2154"));
}

TEST(GeoCrs, AreasOfUseAreThoseOfTheRegister) {
    // EPSG dataset: area 1096 (France, on- and offshore with Corsica)
    const CrsFacts facts = geo::facts("EPSG:2154");
    ASSERT_TRUE(facts.area);
    EXPECT_DOUBLE_EQ(facts.area->west, -9.86);
    EXPECT_DOUBLE_EQ(facts.area->south, 41.15);
    EXPECT_DOUBLE_EQ(facts.area->east, 10.38);
    EXPECT_DOUBLE_EQ(facts.area->north, 51.56);
    EXPECT_FALSE(facts.area->everywhere());
    EXPECT_TRUE(geo::facts("EPSG:4326").area->everywhere());
    // a .prj states none: that of the registered system it describes
    const CrsFacts prj = geo::facts(lambert("D_RGF_1993", grs80));
    ASSERT_TRUE(prj.area);
    EXPECT_DOUBLE_EQ(prj.area->north, 51.56);
    EXPECT_FALSE(geo::facts("+proj=laea +lat_0=10 +lon_0=20 +datum=WGS84 +type=crs").area);
}

TEST(GeoCrs, AnAreaMayCrossTheAntimeridian) {
    const Area area{170, -20, -170, -10};
    EXPECT_TRUE(area.contains({175, -15}, 0));
    EXPECT_TRUE(area.contains({-175, -15}, 0));
    EXPECT_FALSE(area.contains({0, -15}, 0));
    EXPECT_FALSE(area.contains({175, -9}, 0.5));
    EXPECT_TRUE(area.contains({175, -9.6}, 0.5));
    EXPECT_TRUE(area.contains({169.6, -15}, 0.5));
    EXPECT_FALSE(area.contains({std::nan(""), -15}, 0.5));
}

TEST(GeoCrs, ADatumWithoutAWayToWgs84IsSeen) {
    for (const std::string crs : {"EPSG:2154", "EPSG:27572", "EPSG:2973", "EPSG:3857", "EPSG:4326", "EPSG:4171", "EPSG:5490", "IGNF:LAMBE"}) {
        EXPECT_EQ(facts(crs).datum, DatumPath::known) << crs;
    }
    EXPECT_EQ(facts(lambert("D_unknown", grs80)).datum, DatumPath::alike);
    EXPECT_EQ(facts(lambert("D_unknown", clarke)).datum, DatumPath::none);
}

TEST(GeoCrs, TheSameSystemMayBeWrittenInSeveralWays) {
    EXPECT_TRUE(is_same_crs("EPSG:2154", "EPSG:2154"));
    EXPECT_TRUE(is_same_crs("OGC:CRS84", "EPSG:4326"));
    EXPECT_TRUE(is_same_crs("EPSG:4171", "EPSG:4326"));
    EXPECT_FALSE(is_same_crs("EPSG:2154", "EPSG:3949"));
    EXPECT_FALSE(is_same_crs("EPSG:5490", "EPSG:2975"));
    EXPECT_FALSE(is_same_crs("EPSG:2154", "nonsense"));
}

}  // namespace
}  // namespace maillage::geo
