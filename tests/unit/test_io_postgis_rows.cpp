#include "io/postgis_rows.hpp"

#include <gtest/gtest.h>

#include "test_support_layers.hpp"

namespace maillage::io {
namespace {

TEST(PostgisRows, CopysTextFormatAndEwkb) {
    const catalogue::LayerKind kind = test::liens_kind();
    const std::vector<Feature> features = test::liens();
    const PublishedLayer layer{&kind, &features, {"src_Code", "src_code"}};
    // EWKB (PostGIS 3.3, ST_AsEWKB): order, type 2 with the flag 0x20000000, SRID 4326, two points.
    EXPECT_EQ(copy_lines(layer, true),
              "1\t01004\t7\t1.25\t{\"A\",\"B\"}\t=1+1\tx\\ty\\\\N\t"
              "0102000020E610000002000000" "B6F5D37FD6FC0040" "0000000000004740" "0000000000000840" "0000000000804740\n"
              "2\t\t\\N\t\\N\t{}\t\\N\té\t\\N\n");
    EXPECT_TRUE(copy_lines(layer, false).starts_with("01004\t7"));
}

TEST(PostgisRows, WhatAnArrayOrALineCantHoldIsEscaped) {
    const catalogue::LayerKind kind{"a", {}, {"Point", "null"}, {{"pays", catalogue::Type::list, "", false, {}, {}}, {"nom", catalogue::Type::text, "", false, {}, {}}}, false};
    const std::vector<Feature> features{{Drawing{}, {std::vector<std::string>{"a\"b\\c", "", "d,e}"}, std::string("x\r\ny\0z", 6)}, {}}};
    EXPECT_EQ(copy_lines({&kind, &features, {}}, false), "{\"a\\\\\"b\\\\\\\\c\",\"\",\"d,e}\"}\tx\\r\\ny\xEF\xBF\xBDz\t\\N\n");
}

}  // namespace
}  // namespace maillage::io
