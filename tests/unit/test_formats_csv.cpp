#include "formats/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace maillage::formats {
namespace {

using testing::ElementsAre;

TEST(FormatsCsv, TitlesAreReadBackFromBothWays) {
    EXPECT_THAT(csv_titles(csv_line({"code", "a,b", "c\"d", "e\nf", ""}) + "x,y\n"), ElementsAre("code", "a,b", "c\"d", "e\nf", ""));
    EXPECT_THAT(csv_titles(std::string(byte_order_mark) + excel_line({Value{"code"}, Value{"a;b"}, Value{"c,d"}}) + "x;y\n"), ElementsAre("code", "a;b", "c,d"));
    EXPECT_THAT(csv_titles("seule"), ElementsAre("seule"));
}

}  // namespace
}  // namespace maillage::formats
