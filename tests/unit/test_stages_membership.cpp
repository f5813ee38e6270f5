#include "stages/membership.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Members over inputs, with what they hold on to.
struct Held {
    explicit Held(stages::Inputs&& given)
        : inputs(std::move(given)), locator(stages::locator_of(inputs.territories)), members(inputs, locator) {}
    /// Codes of the territories; "unknown" where nothing tells.
    [[nodiscard]] std::vector<std::string> of(const std::string& code) const {
        const Membership membership = members.of(code);
        if (!membership.known) {
            return {"unknown"};
        }
        std::vector<std::string> codes;
        for (const std::size_t one : membership.territories) {
            codes.push_back(inputs.territories[one].code);
        }
        return codes;
    }
    stages::Inputs inputs;
    geo::PointLocator locator;
    stages::Members members;
};

TEST(Membership, TheListDecidesWhateverTheOutlineSays) {
    stages::Inputs inputs = Grid({"AB."}).inputs();
    inputs.composition = composition({{"01000", "B"}, {"01002", "A"}});
    const Held held(std::move(inputs));
    EXPECT_TRUE(held.members.has_composition());
    EXPECT_THAT(held.of("01000"), ElementsAre("B"));
    EXPECT_THAT(held.of("01002"), ElementsAre("A"));
    EXPECT_THAT(held.of("01001"), IsEmpty());  // drawn in B, listed nowhere: hors pays
    EXPECT_THAT(held.of("99999"), ElementsAre("unknown"));
    EXPECT_THAT(held.members.listed(0), ElementsAre("01002"));
    EXPECT_THAT(held.members.listed(1), ElementsAre("01000"));
    EXPECT_THAT(held.inputs.findings, IsEmpty());
}

TEST(Membership, AnEpciStandsForItsCommunes) {
    Grid grid({"AAB"});
    grid.epcis({"112"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{"200000001", "A"}, {"200000002", "B"}});
    const Held held(std::move(inputs));
    EXPECT_THAT(held.of("01000"), ElementsAre("A"));
    EXPECT_THAT(held.of("01001"), ElementsAre("A"));
    EXPECT_THAT(held.of("01002"), ElementsAre("B"));
    EXPECT_THAT(held.members.listed(0), ElementsAre("01000", "01001"));
}

TEST(Membership, AFormerCodeStandsForWhatItHasBecome) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.gazetteer.add_former("01900", "01000");
    inputs.composition = composition({{"01000", "A"}, {"01001", "B"}});
    EXPECT_THAT(Held(std::move(inputs)).of("01900"), ElementsAre("A"));
}

TEST(Membership, ATableOfAnOlderVintageIsReadThroughFormerCodes) {
    stages::Inputs inputs = Grid({"ABC"}).inputs();
    inputs.gazetteer.add_former("01900", "01001");
    inputs.gazetteer.add_former("01901", "01002");
    inputs.gazetteer.add_former("01902", "01002");
    inputs.composition = composition({{"01000", "A"}, {"01900", "B"}, {"01901", "A"}, {"01902", "C"}});
    const Held held(std::move(inputs));
    EXPECT_THAT(held.of("01001"), ElementsAre("B"));
    EXPECT_THAT(held.of("01002"), ElementsAre("A", "C"));  // merged from communes of two pays: may be in either
    EXPECT_THAT(held.of("01901"), ElementsAre("A"));       // the old code itself is sure
    EXPECT_THAT(found(held.inputs.findings, FindingCode::composition_unknown_commune), IsEmpty());
}

TEST(Membership, ACodeListedTwiceIsAConflict) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.composition = composition({{"01000", "A"}, {"01000", "B"}, {"01001", "B"}, {"01001", "B"}});
    const Held held(std::move(inputs));
    EXPECT_THAT(held.of("01000"), ElementsAre("A", "B"));
    const std::vector<Finding> findings = found(held.inputs.findings, FindingCode::composition_conflict);
    ASSERT_THAT(findings, SizeIs(1));  // the same row twice is no conflict
    EXPECT_EQ(findings[0].subject, "01000");
    EXPECT_EQ(parameter(findings[0], "territories"), "A, B");
    EXPECT_EQ(findings[0].path, "composition.csv");
}

TEST(Membership, ACodeTwoTerritoriesShareLeavesTheCommuneInEither) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    for (Territory& one : inputs.territories) {
        one.code = one.source_code = "X";
    }
    inputs.composition = composition({{"01000", "X"}});
    EXPECT_EQ(stages::validate_territories(inputs).duplicates, 0);
    const Held held(std::move(inputs));
    EXPECT_THAT(held.of("01000"), ElementsAre("X~1", "X~2"));
    EXPECT_THAT(found(held.inputs.findings, FindingCode::composition_conflict), IsEmpty());
}

TEST(Membership, TerritoriesAndCommunesTheOtherSideLacksAreSaid) {
    stages::Inputs inputs = Grid({"AB"}).inputs();
    inputs.composition = composition({{"01000", "Z"}, {"01001", "Z"}, {"88888", "A"}, {"77777", "A"}, {"123456789", "A"}});
    const Held held(std::move(inputs));
    EXPECT_THAT(held.of("01000"), IsEmpty());
    const std::vector<Finding> strangers = found(held.inputs.findings, FindingCode::composition_unknown_territory);
    ASSERT_THAT(strangers, SizeIs(1));
    EXPECT_EQ(parameter(strangers[0], "code"), "Z");
    EXPECT_EQ(parameter(strangers[0], "count"), "2");
    const std::vector<Finding> unknown = found(held.inputs.findings, FindingCode::composition_unknown_commune);
    ASSERT_THAT(unknown, SizeIs(1));
    EXPECT_EQ(parameter(unknown[0], "count"), "3");
    EXPECT_EQ(parameter(unknown[0], "code"), "123456789");
}

TEST(Membership, WithoutAListThePointTells) {
    stages::Inputs inputs = Grid({"AB."}).inputs();
    inputs.gazetteer.add_former("01900", "01001");
    const Held held(std::move(inputs));
    EXPECT_FALSE(held.members.has_composition());
    EXPECT_THAT(held.of("01000"), ElementsAre("A"));
    EXPECT_THAT(held.of("01900"), ElementsAre("B"));
    EXPECT_THAT(held.of("01002"), IsEmpty());
    EXPECT_THAT(held.of("99999"), ElementsAre("unknown"));
    EXPECT_THAT(held.members.listed(0), IsEmpty());
    EXPECT_THAT(held.members.of_demand(0).territories, ElementsAre(0U));
    EXPECT_TRUE(held.members.of_demand(2).known);
}

TEST(Membership, ACommuneOnABorderGoesToTheLowestCodeAndIsSaid) {
    const Grid grid({"BA"});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, "01000").point = grid.corner(0, 1);
    const Held held(std::move(inputs));
    EXPECT_THAT(held.of("01000"), ElementsAre("A"));
    const std::vector<Finding> findings = found(held.inputs.findings, FindingCode::commune_on_border);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "territories"), "A, B");
    EXPECT_EQ(parameter(findings[0], "territory"), "A");
}

TEST(Membership, PointsAreCompleteWhenOneInAHundredIsMissing) {
    const std::vector<std::string> hundred(4, std::string(25, 'A'));
    stages::Inputs inputs = Grid(hundred).inputs();
    ASSERT_THAT(inputs.demand, SizeIs(100));
    inputs.demand[7].point.reset();
    const Held complete(std::move(inputs));
    EXPECT_TRUE(complete.members.points_complete());
    EXPECT_FALSE(complete.members.of_demand(7).known);
    EXPECT_THAT(found(complete.inputs.findings, FindingCode::communes_without_point), IsEmpty());

    inputs = Grid(hundred).inputs();
    inputs.demand[7].point.reset();
    inputs.demand[8].point.reset();
    const Held incomplete(std::move(inputs));
    EXPECT_FALSE(incomplete.members.points_complete());
    const std::vector<Finding> findings = found(incomplete.inputs.findings, FindingCode::communes_without_point);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "count"), "2");
    EXPECT_EQ(parameter(findings[0], "total"), "100");
}

TEST(Membership, ThePointOfACommuneIsTheDemandTablesElseTheGazetteers) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.gazetteer.add_former("01900", "01001");
    demand(inputs, "01000").point = Point{2.01, 47.99};
    demand(inputs, "01001").point.reset();
    const Held held(std::move(inputs));
    EXPECT_EQ(held.members.point_of("01000"), (Point{2.01, 47.99}));
    EXPECT_EQ(held.members.point_of("01001"), grid.centre(0, 1));
    EXPECT_EQ(held.members.point_of("01900"), grid.centre(0, 1));
    EXPECT_FALSE(held.members.point_of("99999").has_value());
    EXPECT_EQ(held.members.demand_of("01900"), 1U);
    EXPECT_FALSE(held.members.demand_of("99999").has_value());
}

}  // namespace
}  // namespace maillage::test
