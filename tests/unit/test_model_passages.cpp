#include "model/passages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace maillage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

//      2018   2019   2021   2023   2024
//      A      A+B    A      A      A + B    B merges into A, and is parted from it again
//      C      C      C+D=E  E      E        C and D make E, a new code
//      X      X      X      Y      Y        X is called Y
Passages drawn() {
    Passages passages;
    passages.add(2019, "A", "A", StepKind::merger);
    passages.add(2019, "B", "A", StepKind::merger);
    passages.add(2021, "C", "E", StepKind::merger);
    passages.add(2021, "D", "E", StepKind::merger);
    passages.add(2023, "X", "Y", StepKind::recoding);
    passages.add(2024, "A", "A", StepKind::split);
    passages.add(2024, "A", "B", StepKind::split);
    return passages;
}

TEST(Passages, ACodeWithoutPassagesIsItself) {
    const Passage passage = drawn().translated("Z", {2018, 2024}, 2024);
    EXPECT_THAT(passage.codes, ElementsAre("Z"));
    EXPECT_THAT(passage.steps, IsEmpty());
}

TEST(Passages, ForwardThroughAMergerAndAChangeOfCode) {
    EXPECT_THAT(drawn().translated("D", {2019, 2019}, 2024).codes, ElementsAre("E"));
    const Passage passage = drawn().translated("X", {2018, 2018}, 2024);
    EXPECT_THAT(passage.codes, ElementsAre("Y"));
    ASSERT_THAT(passage.steps, SizeIs(1));
    EXPECT_EQ(passage.steps[0].kind, StepKind::recoding);
    EXPECT_EQ(passage.steps[0].from, "X");
    EXPECT_EQ(passage.steps[0].to, "Y");
    EXPECT_EQ(passage.steps[0].year, 2023);
}

TEST(Passages, ASplitLeavesSeveral) {
    EXPECT_THAT(drawn().translated("A", {2023, 2023}, 2024).codes, ElementsAre("A", "B"));
    EXPECT_THAT(drawn().translated("A", {2024, 2024}, 2024).codes, ElementsAre("A")) << "once parted, A is A";
    EXPECT_THAT(drawn().translated("A", {2023, 2024}, 2024).codes, ElementsAre("A", "B")) << "of either year: any of them";
}

TEST(Passages, MergedThenSplit) {
    EXPECT_THAT(drawn().translated("B", {2018, 2018}, 2021).codes, ElementsAre("A"));
    EXPECT_THAT(drawn().translated("B", {2018, 2018}, 2024).codes, ElementsAre("A", "B"));
    EXPECT_THAT(drawn().translated("B", {2024, 2024}, 2024).codes, ElementsAre("B"));
}

TEST(Passages, BackwardAMergerCantBeUndone) {
    EXPECT_THAT(drawn().translated("E", {2024, 2024}, 2019).codes, ElementsAre("C", "D"));
    EXPECT_THAT(drawn().translated("A", {2021, 2021}, 2018).codes, ElementsAre("A", "B"));
    EXPECT_THAT(drawn().translated("Y", {2024, 2024}, 2022).codes, ElementsAre("X"));
    EXPECT_THAT(drawn().translated("B", {2024, 2024}, 2021).codes, ElementsAre("A")) << "before it was parted";
}

TEST(Passages, OfTheYearItselfNothingIsPassed) {
    EXPECT_THAT(drawn().translated("C", {2021, 2021}, 2024).codes, ElementsAre("C")) << "in 2021 it had gone already";
    EXPECT_THAT(drawn().translated("C", {2020, 2020}, 2020).codes, ElementsAre("C"));
}

}  // namespace
}  // namespace maillage
