#include "stages/look_up.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Two pays over two départements, a third in the second: communes named below, EPCI 1 the left half of A, EPCI 2 astride A and B.
Grid map() {
    Grid grid({"AABBC"});
    grid.departements({"11888"});
    grid.epcis({"12234"});
    return grid;
}

stages::Inputs named() {
    const Grid grid = map();
    stages::Inputs inputs = grid.inputs();
    inputs.composition = grid.composition();
    const std::vector<std::string> names{"Nantes", "Sainte-Colombe", "Sainte-Colombe", "Le Mans", "Vertou"};
    for (std::size_t column = 0; column < names.size(); ++column) {
        for (Commune& commune : inputs.gazetteer.communes) {
            if (commune.code == grid.commune(0, column)) {
                commune.name = names[column];
            }
        }
    }
    inputs.gazetteer.epci_names = {{"200000001", "CC du Pays de Retz"}, {"200000002", "CC Sud"}, {"200000003", "CA Mancelle"}};
    inputs.gazetteer.by_postal_code = {{"44000", {0}}, {"72000", {2, 3}}};
    return inputs;
}

Facility in(const std::string& id, const std::string& commune_name, const std::string& departement = "", const std::string& postal_code = "") {
    Facility facility = in_commune(id, "");
    facility.commune_name = commune_name;
    facility.departement = departement;
    facility.postal_code = postal_code;
    return facility;
}

Facility acting(const std::string& id, const std::string& territory, Precision precision = Precision::territoire) {
    Facility facility = in_departement(id, "");
    facility.territory_name = territory;
    facility.precision = precision;
    return facility;
}

Staged run_of(const std::vector<Facility>& facilities) {
    stages::Inputs inputs = named();
    for (const Facility& facility : facilities) {
        add(inputs, facility);
    }
    return Staged(std::move(inputs));
}

TEST(LookUp, AUniqueNameGivesItsCommune) {
    const Staged run = run_of({in("a", "NANTES"), in("b", "Mans (Le)")});
    EXPECT_EQ(run.facility("a").commune, map().commune(0, 0));
    EXPECT_EQ(run.territory("a"), "A");
    EXPECT_EQ(run.territory("b"), "B");
    EXPECT_EQ(run.placement("a").method, Method::code);
    ASSERT_THAT(run.placement("a").steps, SizeIs(1));
    EXPECT_EQ(run.placement("a").steps[0].kind, StepKind::name);
    EXPECT_EQ(run.placement("a").steps[0].from, "NANTES");
}

TEST(LookUp, AnAmbiguousNameIsAllItMayMeanUnlessTheContextTells) {
    const Staged run = run_of({in("both", "Sainte-Colombe"), in("by-departement", "Sainte-Colombe", "08"), in("by-name", "Sainte-Colombe (01)")});
    EXPECT_EQ(run.bucket("both"), Bucket::imprecise);
    EXPECT_THAT(run.candidates("both"), ElementsAre("A", "B"));
    EXPECT_FALSE(run.placement("both").one_departement);
    EXPECT_EQ(run.territory("by-departement"), "B");
    EXPECT_EQ(run.territory("by-name"), "A");
    const auto said = run.found(FindingCode::facility_name_ambiguous);
    ASSERT_THAT(said, SizeIs(1));
    EXPECT_EQ(parameter(said[0], "count"), "2");
}

TEST(LookUp, APostalCodeIsContextAndElseTheCommunesItServes) {
    const Staged run = run_of({in("one", "", "", "44000"), in("several", "", "", "72000"), in("with-name", "Sainte-Colombe", "", "72 000"), in("none", "", "", "99999")});
    EXPECT_EQ(run.territory("one"), "A");
    EXPECT_EQ(run.territory("with-name"), "B");
    EXPECT_EQ(run.territory("several"), "B") << "both its communes are in B";
    EXPECT_EQ(run.bucket("none"), Bucket::without_location);
    EXPECT_THAT(run.found(FindingCode::facility_name_unknown), SizeIs(1));
}

TEST(LookUp, WhatIsMostAlikeIsProposedAndNotTaken) {
    const Staged run = run_of({in("a", "Nanttes", "01")});
    EXPECT_EQ(run.facility("a").commune, "");
    EXPECT_EQ(run.bucket("a"), Bucket::assigned) << "by its département, which lies in A";
    EXPECT_EQ(run.placement("a").method, Method::departement);
    const auto said = run.found(FindingCode::facility_name_like);
    ASSERT_THAT(said, SizeIs(1));
    EXPECT_EQ(parameter(said[0], "code"), map().commune(0, 0));
    EXPECT_EQ(parameter(said[0], "score"), "86");  // one letter of seven
}

TEST(LookUp, AContradictionIsToldAndTheNameIsNotTaken) {
    const Staged run = run_of({in("a", "Vertou", "01")});
    EXPECT_EQ(run.facility("a").commune, "");
    EXPECT_THAT(run.found(FindingCode::facility_name_elsewhere), SizeIs(1));
}

TEST(LookUp, ADepartementInParenthesesAtOddsWithTheColumn) {
    const Staged run = run_of({in("a", "Sainte-Colombe (01)", "08")});
    EXPECT_EQ(run.facility("a").commune, "");
    EXPECT_EQ(run.placement("a").method, Method::departement) << "the row goes by its own column";
    EXPECT_THAT(run.found(FindingCode::facility_name_elsewhere), SizeIs(1));
}

TEST(LookUp, ANameOfAFewYearsAgoIsAsGoodAsOneOfToday) {
    stages::Inputs inputs = named();
    inputs.gazetteer.former_names = {{map().commune(0, 4), "Nantes", true}, {map().commune(0, 0), "Condevicnum", false}, {map().commune(0, 4), "Le Mans", false}};
    for (const Facility& facility : {in("recent", "Nantes"), in("old", "Condevicnum"), in("old-and-new", "Le Mans"), in("told", "Nantes", "01")}) {
        add(inputs, facility);
    }
    const Staged run(std::move(inputs));
    EXPECT_EQ(run.bucket("recent"), Bucket::imprecise);
    EXPECT_THAT(run.candidates("recent"), ElementsAre("A", "C"));
    EXPECT_EQ(run.territory("told"), "A");
    EXPECT_EQ(run.territory("old"), "A") << "nothing else is so called";
    EXPECT_EQ(run.territory("old-and-new"), "B") << "a name of long ago gives way to one of today";
}

TEST(LookUp, ASirenInTheColumnOfTerritories) {
    const Staged run = run_of({acting("a", "200000001")});
    EXPECT_EQ(run.territory("a"), "A");
    EXPECT_EQ(run.placement("a").method, Method::epci);
}

TEST(LookUp, ACodeDecidesOverTheOtherColumns) {
    Facility far = in_commune("far", map().commune(0, 0));
    far.departement = "08";
    Facility other = in_commune("other", map().commune(0, 0));
    other.commune_name = "Vertou";
    Facility same = in_commune("same", map().commune(0, 0));
    same.commune_name = "nantes";
    const Staged run = run_of({far, other, same});
    for (const char* const id : {"far", "other", "same"}) {
        EXPECT_EQ(run.territory(id), "A") << id;
    }
    const auto said = run.found(FindingCode::facility_place_contradiction);
    ASSERT_THAT(said, SizeIs(2));
    EXPECT_EQ(said[0].subject, "far");
    EXPECT_EQ(said[1].subject, "other");
}

TEST(LookUp, ANamedTerritoryIsThePaysOfThatNameElseTheEpci) {
    const Staged run = run_of({acting("pays", "pays a"), acting("epci", "Communauté de communes du Pays de Retz"), acting("astride", "CC Sud"), acting("nothing", "Val perdu")});
    EXPECT_EQ(run.territory("pays"), "A");
    EXPECT_EQ(run.placement("pays").method, Method::territory);
    EXPECT_EQ(run.territory("epci"), "A");
    EXPECT_EQ(run.placement("epci").method, Method::epci);
    EXPECT_THAT(run.candidates("astride"), ElementsAre("A", "B")) << "an EPCI in two pays";
    EXPECT_EQ(run.bucket("nothing"), Bucket::without_location);
    EXPECT_THAT(run.found(FindingCode::facility_territory_unknown), SizeIs(1));
}

TEST(LookUp, ARowThatNamesATerritoryIsNotLocatedAtItsMainTown) {
    Facility facility = acting("a", "Val perdu");
    facility.commune_name = "Nantes";
    facility.departement = "08";
    const Staged run = run_of({facility});
    EXPECT_EQ(run.facility("a").commune, "");
    EXPECT_THAT(run.candidates("a"), ElementsAre("B", "C"));
}

TEST(LookUp, ACodeInTheColumnOfNamesIsACode) {
    const Staged run = run_of({in("a", map().commune(0, 4))});
    EXPECT_EQ(run.territory("a"), "C");
    EXPECT_THAT(run.inputs.findings, testing::Not(testing::Contains(testing::Field(&Finding::code, FindingCode::facility_name_unknown))));
}

TEST(LookUp, ASplitCodeMeansEachUnlessItsYearTells) {
    const auto split = [](std::optional<Years> years, bool composed, bool with_point) {
        const Grid grid = map();
        stages::Inputs inputs = named();
        if (!composed) {
            inputs.composition.reset();
        }
        inputs.gazetteer.year = 2026;
        inputs.gazetteer.passages.add(2024, grid.commune(0, 1), grid.commune(0, 1), StepKind::split);
        inputs.gazetteer.passages.add(2024, grid.commune(0, 1), grid.commune(0, 2), StepKind::split);
        inputs.list_years = years;
        inputs.composition_year = composed ? std::optional(2026) : std::nullopt;
        Facility facility = in_commune("a", grid.commune(0, 1));
        if (with_point) {
            facility.point = grid.centre(0, 2);
        }
        add(inputs, facility);
        return Staged(std::move(inputs));
    };
    for (const bool composed : {true, false}) {
        const Staged before = split(Years{2022, 2023}, composed, false);
        EXPECT_EQ(before.bucket("a"), Bucket::imprecise) << composed;
        EXPECT_THAT(before.candidates("a"), ElementsAre("A", "B")) << composed;
        EXPECT_FALSE(before.placement("a").may_be_outside) << composed;
        EXPECT_THAT(before.found(FindingCode::facility_split_code), SizeIs(1)) << composed;
        EXPECT_EQ(before.placement("a").steps.at(0).kind, StepKind::split) << composed;
        const Staged after = split(Years{2024, 2026}, composed, false);
        EXPECT_EQ(after.territory("a"), "A") << composed;
        EXPECT_THAT(after.found(FindingCode::facility_split_code), IsEmpty()) << composed;
        EXPECT_EQ(split(Years{2023, 2023}, composed, true).territory("a"), "B") << "its own point tells which";
    }
}

}  // namespace
}  // namespace maillage::test
