#include "model/simplify.hpp"

#include <gtest/gtest.h>

namespace maillage {
namespace {

Simplify metres(double value) { return {value, std::nullopt}; }
Simplify vertices(std::size_t count) { return {std::nullopt, count}; }

TEST(ModelSimplify, MetresOrVertices) {
    EXPECT_EQ(simplify_of("300m"), metres(300));
    EXPECT_EQ(simplify_of(" 12,5 m "), metres(12.5));
    EXPECT_EQ(simplify_of("0.25m"), metres(0.25));
    EXPECT_EQ(simplify_of("1000000m"), metres(1e6));
    EXPECT_EQ(simplify_of("20000pts"), vertices(20000));
    EXPECT_EQ(simplify_of("20000 sommets"), vertices(20000));
}

TEST(ModelSimplify, AnythingElseIsNothing) {
    for (const char* text : {"", "m", "pts", "300", "0m", "-5m", "nanm", "1e400m", "infm", "0,3km", "300 mètres", "0pts", "-1pts", "2.5pts", "300M", "pts300", "30000000m",
                             "99999999999pts"}) {
        EXPECT_FALSE(simplify_of(text)) << text;
    }
}

TEST(ModelSimplify, IsWrittenSoThatItReadsBack) {
    EXPECT_EQ(text_of(metres(300)), "300m");
    EXPECT_EQ(text_of(metres(12.5)), "12.5m");
    EXPECT_EQ(text_of(metres(1e6)), "1000000m");
    EXPECT_EQ(text_of(vertices(20000)), "20000pts");
    for (const Simplify& one : {metres(0.1), metres(1e-9), metres(2e7), vertices(1), vertices(1'000'000'000)}) {
        EXPECT_EQ(simplify_of(text_of(one)), one);
    }
}

}  // namespace
}  // namespace maillage
