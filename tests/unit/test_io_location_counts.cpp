#include "io/location_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/location_counts.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

LocationCounts example() {
    LocationCounts counts{"ab12", 10, 6, 2, 1, 3, 1, {}};
    counts.territories = {{"01", "L'Île \"d'Or\"", 5, {-61.1, 0.1, 0.30000000000000004, 46.5}}, {"02", "", 1, {2, 3, 2, 3}}, {"03", "Vide", 0, {}}};
    return counts;
}

TEST(IoLocationCounts, AreReadAsTheyWereWritten) {
    const TemporaryFolder folder;
    const std::string text = formats::counts_json(example());
    EXPECT_EQ(read_counts(folder.write("c.json", text)), example());
    EXPECT_EQ(formats::counts_json(read_counts(folder.path("c.json"))), text);
}

TEST(IoLocationCounts, SumsThatDoNotHoldAndOtherFilesAreRefused) {
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& from, const std::string& to) {
        std::string text = formats::counts_json(example());
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        const std::string path = folder.write("c.json", text.replace(at, from.size(), to));
        EXPECT_THAT(thrown<InputError>([&] { (void)read_counts(path); }), testing::HasSubstr("is not counts written by")) << to;
    };
    refused("\"read\": 10", "\"read\": 11");
    refused("\"nb_points\": 5", "\"nb_points\": 4");
    refused("\"nb_points\": 5", "\"nb_points\": -5");
    refused("\"nb_points\": 5", "\"nb_points\": 5.0");
    refused("\"emprise\": null", "\"emprise\": [1, 2, 3]");
    refused("\"maillage\": \"locate\"", "\"maillage\": \"run\"");
    refused("\"territories\"", "\"autre\"");
    EXPECT_THAT(thrown<InputError>([&] { (void)read_counts(folder.write("d.json", "[1")); }), testing::HasSubstr("is not counts"));
}

TEST(IoLocationCounts, TheTableSumsToTheRowsRead) {
    EXPECT_EQ(formats::counts_csv(example()),
              "situation,code,nom,nb_points,lon_min,lat_min,lon_max,lat_max\n"
              "dans,01,\"L'Île \"\"d'Or\"\"\",5,-61.1,0.1,0.30000000000000004,46.5\n"
              "dans,02,,1,2,3,2,3\n"
              "dans,03,Vide,0,,,,\n"
              "hors_pays,,,3,,,,\n"
              "rejete,,,1,,,,\n");
}

}  // namespace
}  // namespace maillage::io
