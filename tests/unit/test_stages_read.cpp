#include "stages/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"
#include "support/zip.hpp"

namespace maillage::stages {
namespace {

using testing::ElementsAre;

std::vector<std::string> named(const Inputs& inputs) {
    std::vector<std::string> paths;
    for (const SourceFile& source : inputs.sources) {
        paths.push_back(source.path);
    }
    return paths;
}

/// A shapefile of one point, 2 E 46 N, with one text "01004" (ESRI's white paper of July 1998): big-endian lengths in words.
std::string big(std::uint32_t value) {
    return std::string{static_cast<char>(value >> 24U), static_cast<char>(value >> 16U), static_cast<char>(value >> 8U),
                       static_cast<char>(value)};
}
const std::string two(std::string("\0\0\0\0\0\0\0\x40", 8));
const std::string forty_six(std::string("\0\0\0\0\0\0\x47\x40", 8));
std::string header(std::uint32_t words) {
    return big(9994) + std::string(20, '\0') + big(words) + io::little(1000, 4) + io::little(1, 4) + two + forty_six + two +
           forty_six + std::string(32, '\0');
}

TEST(ReadTable, EveryFileReadIsInTheLineage) {
    const io::TemporaryFolder folder;
    const std::string shp = folder.write("a.shp", header(64) + big(1) + big(10) + io::little(1, 4) + two + forty_six);
    const std::string shx = folder.write("a.shx", header(54) + big(50) + big(10));
    const std::string dbf =
        folder.write("a.DBF", std::string("\x03\x7C\x01\x01", 4) + io::little(1, 4) + io::little(65, 2) + io::little(6, 2) +
                                  std::string(20, '\0') + std::string("code\0\0\0\0\0\0\0C\0\0\0\0\x05", 17) +
                                  std::string(15, '\0') + "\r 01004\x1A");
    folder.write("b.prj", "x");
    Inputs inputs;
    const Layer layer = read_table(inputs, shp);
    EXPECT_EQ(layer.rows.at(0).cells.at(0), "01004");
    EXPECT_EQ(layer.rows.at(0).shape.point, (Point{2, 46}));
    EXPECT_THAT(named(inputs), ElementsAre(shp, shx, dbf));
    EXPECT_EQ(inputs.sources[2].bytes, 72U);
    (void)read_table(inputs, shp);
    EXPECT_THAT(named(inputs), ElementsAre(shp, shx, dbf));
}

TEST(ReadTable, FindingsOfEachLayerOfAFileOnce) {
    const io::TemporaryFolder folder;
    const std::string zip = folder.write("a.zip", io::zip_of({{"a.csv", "code;nom\n1;A\n"}, {"b.csv", "code;nom\n1;A\n\n"}}));
    Inputs inputs;
    (void)read_table(inputs, zip + ":a.csv");
    (void)read_table(inputs, zip + ":b.csv");
    (void)read_table(inputs, zip + ":a.csv");
    EXPECT_THAT(named(inputs), ElementsAre(zip));
    ASSERT_EQ(inputs.findings.size(), 3U);
    EXPECT_EQ(inputs.findings[0].path, zip + ":a.csv");
    EXPECT_EQ(inputs.findings[2].code, FindingCode::blank_row);
}

}  // namespace
}  // namespace maillage::stages
