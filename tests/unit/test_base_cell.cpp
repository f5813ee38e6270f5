#include "base/cell.hpp"

#include <gtest/gtest.h>

namespace maillage {
namespace {

TEST(Cell, WhatBeginsLikeAFormulaIsNeutralised) {
    EXPECT_EQ(neutralised("=1+1"), "'=1+1");
    EXPECT_EQ(neutralised("+33 1 23"), "'+33 1 23");
    EXPECT_EQ(neutralised("-Pôle"), "'-Pôle");
    EXPECT_EQ(neutralised("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(neutralised("\t=1"), "'\t=1");
    EXPECT_EQ(neutralised("\r=1"), "'\r=1");
}

TEST(Cell, NumbersAndOrdinaryTextStay) {
    for (const char* const text : {"", "-4.5", "+3", "-1,25", "a=b", "Pôle", "'", "'Pôle'"}) {
        EXPECT_EQ(neutralised(text), text);
        EXPECT_EQ(as_written(text), text);
    }
}

TEST(Cell, NothingIsLost) {
    for (const char* const text : {"=1", "'=1", "''@x", "-", "- a", "+", "'-4.5"}) {
        EXPECT_EQ(as_written(neutralised(text)), text);
        EXPECT_NE(neutralised(text), text);
    }
}

}  // namespace
}  // namespace maillage
