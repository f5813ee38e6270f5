#include "io/mapped_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "geo/point_locator.hpp"
#include "test_geo_support.hpp"

namespace maillage::io {
namespace {

std::string written(const std::string& name, std::span<const std::byte> bytes) {
    const std::string path = (std::filesystem::path(testing::TempDir()) / name).string();
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path;
}

TEST(IoMappedFile, ALocatorReadsItsBlockWhereItIsMapped) {
    const MultiPolygon west = geo_test::box(0, 0, 1, 1);
    const MultiPolygon east = geo_test::box(1, 0, 2, 1);
    const geo::PointLocator made({&west, &east});
    const std::string path = written("locator_block", made.bytes());
    const MappedFile file(path);
    const geo::PointLocator mapped = geo::PointLocator::over_bytes(file.bytes());
    EXPECT_EQ(mapped.locate({1, 0.5}).holders, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(mapped.locate({1.5, 0.5}).holders, std::vector<std::size_t>{1});
    EXPECT_TRUE(mapped.locate({2.5, 0.5}).holders.empty());
    const MappedFile cut(written("locator_block_cut", made.bytes().first(made.bytes().size() - 1)));
    EXPECT_THROW((void)geo::PointLocator::over_bytes(cut.bytes()), InputError);
}

TEST(IoMappedFile, AnEmptyFileHasNoBytesAndNoIndex) {
    const MappedFile empty(written("nothing", {}));
    EXPECT_TRUE(empty.bytes().empty());
    EXPECT_THROW((void)geo::PointLocator::over_bytes(empty.bytes()), InputError);
}

TEST(IoMappedFile, AMissingFileAndAFolderAreErrors) {
    EXPECT_THROW(MappedFile("/nonexistent/file"), Error);
    EXPECT_THROW((void)MappedFile(testing::TempDir()), Error);
}

}  // namespace
}  // namespace maillage::io
