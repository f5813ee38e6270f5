#include "stages/membership.hpp"

#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

std::vector<std::string> codes(const Staged& run, const std::string& commune) {
    std::vector<std::string> found;
    for (const std::size_t one : run.members->of(commune).territories) {
        found.push_back(run.inputs.territories[one].code);
    }
    return found;
}

using Codes = std::vector<std::string>;

TEST(Membership, TheCompositionsWordGoesBeforeTheDrawing) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{grid.commune(0, 0), "B"}, {grid.commune(0, 1), "B"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(codes(run, grid.commune(0, 0)), Codes{"B"});
}

TEST(Membership, AKnownCommuneInNoListIsOutsideAnUnknownOneIsNotKnown) {
    const Grid grid({"A."});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{grid.commune(0, 0), "A"}});
    const Staged run(std::move(inputs));
    EXPECT_TRUE(run.members->of(grid.commune(0, 1)).known);
    EXPECT_TRUE(codes(run, grid.commune(0, 1)).empty());
    EXPECT_FALSE(run.members->of("99999").known);
}

TEST(Membership, FormerCodesLeadBothWays) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    inputs.gazetteer.add_former("01901", grid.commune(0, 1));  // asked for by its former code
    inputs.gazetteer.add_former("01902", grid.commune(0, 2));  // listed under its former code
    inputs.composition = composition({{grid.commune(0, 0), "A"}, {grid.commune(0, 1), "B"}, {"01902", "A"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(codes(run, "01901"), Codes{"B"});
    EXPECT_EQ(codes(run, grid.commune(0, 2)), Codes{"A"});
}

TEST(Membership, AnEpciBringsAllItsCommunes) {
    Grid grid({"AAB"});
    grid.epcis({"113"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{"200000001", "A"}, {"200000003", "B"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(codes(run, grid.commune(0, 1)), Codes{"A"});
    EXPECT_EQ(run.covered("A").population, 2 * Grid::people);
}

TEST(Membership, ACommuneListedTwiceIsAFindingAndInEither) {
    const Grid grid({"AB"});
    stages::Inputs inputs = grid.inputs();
    inputs.composition = composition({{grid.commune(0, 0), "A"}, {grid.commune(0, 0), "B"}, {grid.commune(0, 1), "Z"}});
    const Staged run(std::move(inputs));
    EXPECT_EQ(codes(run, grid.commune(0, 0)), (Codes{"A", "B"}));
    EXPECT_EQ(run.found(FindingCode::composition_conflict).size(), 1U);
    EXPECT_EQ(run.found(FindingCode::composition_unknown_territory).size(), 1U);
}

TEST(Membership, WithoutACompositionThePointDecidesAndABorderIsSaid) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    demand(inputs, grid.commune(0, 1)).point = grid.corner(0, 1);  // where A and B meet
    const Staged run(std::move(inputs));
    EXPECT_EQ(codes(run, grid.commune(0, 1)), Codes{"A"});
    EXPECT_TRUE(codes(run, grid.commune(0, 2)).empty());
    EXPECT_EQ(run.found(FindingCode::commune_on_border).size(), 1U);
}

}  // namespace
}  // namespace maillage::test
