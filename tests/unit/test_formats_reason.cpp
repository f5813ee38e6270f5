#include "formats/reason.hpp"

#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

stages::Inputs composed(const Grid& grid) {
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    return inputs;
}

TEST(Reason, SaysWhatWeighsMostFirst) {
    // people: A 300, B 100; A is farther from the PTCE of c
    Study study;
    study.priorities = {1, 2, 1, 1, {}, Normalisation::rank};
    Result result = Staged(composed(Grid({"AAABc"})), study).result();
    const double km = result.coverage.territories[0].nearest->distance_km;
    const std::string distance = readable(km, 1, Language::french);
    EXPECT_EQ(formats::reason(result, 0), "Rang 1 sur 2 : PTCE compté le plus proche à " + distance +
                                              " km (n° 1), 300 habitants (n° 1), zone blanche ZB1 de 400 habitants (n° 1 ex æquo), "
                                              "aucun PTCE imprécis ne peut y être (n° 1 ex æquo).");
    result.study.language = Language::english;
    EXPECT_EQ(formats::reason(result, 1).substr(0, 13), "Rank 2 of 2: ");
    EXPECT_NE(formats::reason(result, 1).find("100 people (no. 2)"), std::string::npos);
}

TEST(Reason, SaysWhatIsUnknownLast) {
    Study study;
    study.priorities = {1, 1, 0, 1, {{CriterionKind::column, 1, "chômage"}}, Normalisation::rank};
    const Grid grid({"AB"});
    stages::Inputs inputs = composed(grid);
    demand(inputs, "01000").population.reset();
    inputs.territories[0].columns = {std::nullopt};
    inputs.territories[1].columns = {7.25};
    add(inputs, in_departement("somewhere", "01"));
    const Result result = Staged(std::move(inputs), study).result();
    // B: alone known on two criteria, no counted PTCE with a place anywhere, one chance in two for both: 1/2 each, in the order of the criteria
    EXPECT_EQ(formats::reason(result, 0), "Rang 1 sur 2 : 100 habitants (n° 1), aucun PTCE compté sur la même terre (n° 1 ex æquo), "
                                          "50 % de chances qu'un PTCE imprécis y soit déjà (n° 1 ex æquo), chômage : 7,25 (n° 1).");
    EXPECT_EQ(formats::reason(result, 1), "Rang 2 sur 2 : aucun PTCE compté sur la même terre (n° 1 ex æquo), "
                                          "50 % de chances qu'un PTCE imprécis y soit déjà (n° 1 ex æquo), population inconnue (critère écarté), chômage : inconnu (critère écarté).");
}

}  // namespace
}  // namespace maillage::test
