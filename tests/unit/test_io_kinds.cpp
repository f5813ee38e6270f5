#include "io/kinds.hpp"

#include <gtest/gtest.h>

#include <set>

namespace maillage::io {
namespace {

TEST(Kinds, AFileIsOfTheKindOfItsEndingInAnyCase) {
    EXPECT_EQ(kind_of("a.csv"), FileKind::csv);
    EXPECT_EQ(kind_of("dossier.zip/PAYS.SHP"), FileKind::shapefile);
    EXPECT_EQ(kind_of("a.b.GeoJsonL"), FileKind::geojson_sequence);
    for (const char* name : {"", "csv", "a.", "a.csv/b", "a.vrt", "a.csv.gz", "a.csvx"}) {
        EXPECT_EQ(kind_of(name), std::nullopt) << name;
    }
}

TEST(Kinds, EveryEndingStandsOnceInLowerCase) {
    std::set<std::string_view> endings;
    for (const Kind& row : kinds()) {
        EXPECT_TRUE(endings.insert(row.ending).second) << row.ending;
        EXPECT_EQ(lower(row.ending), row.ending);
        EXPECT_EQ(kind_of("a" + std::string(row.ending)), row.kind);
        EXPECT_NE((" " + all_endings() + " ").find(" " + std::string(row.ending) + " "), std::string::npos);
    }
}

TEST(Kinds, TheRemedyFollowsTheEnding) {
    EXPECT_NE(remedy_for("a.XLS").fr.find(".xlsx"), std::string::npos);
    EXPECT_NE(remedy_for("a.tar.gz").fr.find("décompressez"), std::string::npos);
    EXPECT_NE(remedy_for("a.7z").en.find("unpack"), std::string::npos);
    for (const char* name : {"a.gdb", "a.tab", "a", "a.x", "a.7"}) {
        EXPECT_NE(remedy_for(name).fr.find("GeoPackage"), std::string::npos) << name;
    }
}

}  // namespace
}  // namespace maillage::io
