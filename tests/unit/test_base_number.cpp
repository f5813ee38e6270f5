#include "base/number.hpp"

#include <gtest/gtest.h>

namespace maillage {
namespace {

TEST(Number, ParsesPointAndCommaAndRefusesTheRest) {
    EXPECT_EQ(parse_number("1,5"), 1.5);
    EXPECT_EQ(parse_number("-0.25"), -0.25);
    for (const char* bad : {"", "nan", "inf", "1e400", "1 2", "1.2.3", "x"}) {
        EXPECT_EQ(parse_number(bad), std::nullopt) << bad;
    }
}

TEST(Number, IntegersMayBeWrittenAsReals) {
    EXPECT_EQ(parse_integer("832.0"), 832);
    EXPECT_EQ(parse_integer("832.5"), std::nullopt);
}

TEST(Number, FixedNeverPrintsMinusZero) {
    EXPECT_EQ(fixed(-0.0000001, 3), "0.000");
    EXPECT_EQ(fixed(-1.25, 1), "-1.2");
}

TEST(Number, ReadableGroupsThousands) {
    EXPECT_EQ(readable(1234567.5, 1, Language::french), "1\u202F234\u202F567,5");
    EXPECT_EQ(readable(1234567.5, 1, Language::english), "1,234,567.5");
    EXPECT_EQ(readable(999, 0, Language::english), "999");
    EXPECT_EQ(readable(-1000, 0, Language::english), "-1,000");
}

}  // namespace
}  // namespace maillage
