#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "stages/membership.hpp"
#include "stages/validate.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

void validate(stages::Inputs& inputs) {
    const geo::PointLocator locator = stages::locator_of(inputs.territories);
    stages::validate_facilities(inputs, locator);
}

Facility named(Facility facility, const std::string& name) {
    facility.name = name;
    return facility;
}

std::vector<std::string> ids(const stages::Inputs& inputs) {
    std::vector<std::string> all;
    for (const Facility& one : inputs.facilities.rows) {
        all.push_back(one.id);
    }
    return all;
}

TEST(ValidateFacilities, SameIdAndSameNameIsADuplicateOfTheFirst) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("p", grid.centre(0, 0)));
    add(inputs, at("p", grid.centre(0, 1)));
    validate(inputs);
    EXPECT_FALSE(inputs.facilities.rows[0].settled.has_value());
    EXPECT_EQ(inputs.facilities.rows[1].settled, Bucket::duplicate);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_duplicate);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].row, 3U);
    EXPECT_EQ(parameter(findings[0], "first"), "2");
}

TEST(ValidateFacilities, SameIdAndOtherNameAreKeptApartInTheOrderOfTheNames) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, named(at("p", grid.centre(0, 0)), "Zinc"));
    add(inputs, named(at("p", grid.centre(0, 1)), "Acier"));
    validate(inputs);
    EXPECT_THAT(ids(inputs), ElementsAre("p~2", "p~1"));
    EXPECT_THAT(found(inputs.findings, FindingCode::facility_same_id), SizeIs(2));
}

TEST(ValidateFacilities, AnIdMadeUpNeverMeetsOneThatIsThere) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, named(at("p", grid.centre(0, 0)), "Zinc"));
    add(inputs, named(at("p", grid.centre(0, 1)), "Acier"));
    add(inputs, named(at("p~1", grid.centre(0, 1)), "Bois"));
    validate(inputs);
    const std::vector<std::string> all = ids(inputs);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 3U) << testing::PrintToString(all);
}

TEST(ValidateFacilities, TwoIdsOfOneNameAtOnePlaceAreBothKeptAndSaid) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, named(at("p", grid.centre(0, 0)), "Le Pôle"));
    add(inputs, named(at("q", grid.centre(0, 0)), "le pole"));
    add(inputs, named(at("elsewhere", grid.centre(0, 1)), "Le Pôle"));
    add(inputs, named(in_commune("r", grid.commune(0, 0)), "Atelier"));
    add(inputs, named(in_commune("s", grid.commune(0, 0)), "Atelier"));
    add(inputs, named(in_departement("t", "01"), "Atelier"));
    add(inputs, named(in_departement("u", "01"), "Atelier"));  // a département is no place
    validate(inputs);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_same_place);
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_EQ(findings[0].subject, "q");
    EXPECT_EQ(parameter(findings[0], "other"), "p");
    EXPECT_EQ(findings[1].subject, "s");
    for (const Facility& one : inputs.facilities.rows) {
        EXPECT_FALSE(one.settled.has_value()) << one.id;
    }
}

TEST(ValidateFacilities, ALostZeroIsPutBack) {
    const Grid grid({"AA"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, in_commune("p", "1001"));
    add(inputs, in_commune("q", "1001.0"));
    add(inputs, in_commune("r", "01001.0"));
    add(inputs, in_commune("whole", "01001"));
    validate(inputs);
    for (const Facility& one : inputs.facilities.rows) {
        EXPECT_EQ(one.commune, "01001") << one.id;
    }
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_code_zero_restored);
    ASSERT_THAT(findings, SizeIs(3));
    EXPECT_EQ(parameter(findings[0], "written"), "1001");
    EXPECT_EQ(parameter(findings[0], "code"), "01001");
    EXPECT_THAT(found(inputs.findings, FindingCode::facility_unknown_code), IsEmpty());
}

TEST(ValidateFacilities, CodesOfCorseMayBeInLowerCaseAndWordsStayWords) {
    stages::Inputs inputs = Grid({"AA"}).inputs();
    Commune ajaccio = inputs.gazetteer.communes.front();
    ajaccio.code = "2A004";
    inputs.gazetteer.communes.push_back(ajaccio);
    inputs.gazetteer.index();
    add(inputs, in_commune("p", "2a004"));
    add(inputs, in_commune("q", "mairie"));
    validate(inputs);
    EXPECT_EQ(inputs.facilities.rows[0].commune, "2A004");
    const std::vector<Finding> unknown = found(inputs.findings, FindingCode::facility_unknown_code);
    ASSERT_THAT(unknown, SizeIs(1));
    EXPECT_EQ(parameter(unknown[0], "code"), "mairie");
}

TEST(ValidateFacilities, ACodeThatIsNotKnownStaysAsWrittenAndIsSaid) {
    stages::Inputs inputs = Grid({"AA"}).inputs();
    add(inputs, in_commune("p", "9999"));
    add(inputs, in_commune("q", "2A004"));
    add(inputs, in_epci("r", "123456789"));
    add(inputs, in_departement("s", "Atlantide"));
    add(inputs, in_region("t", "99"));
    validate(inputs);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_unknown_code);
    ASSERT_THAT(findings, SizeIs(5));
    EXPECT_EQ(inputs.facilities.rows[0].commune, "9999");
    EXPECT_EQ(parameter(findings[2], "field"), "EPCI");
    EXPECT_EQ(parameter(findings[3], "code"), "Atlantide");
    EXPECT_EQ(inputs.facilities.rows[2].epci, "");
    EXPECT_EQ(inputs.facilities.rows[3].departement, "");
    EXPECT_EQ(inputs.facilities.rows[4].region, "");
}

TEST(ValidateFacilities, DepartementsAndRegionsMayBeNamed) {
    stages::Inputs inputs = Grid({"AA"}).inputs();
    add(inputs, in_departement("p", "DÉPARTEMENT-01"));
    add(inputs, in_departement("q", "1"));
    add(inputs, in_region("r", "nord"));
    validate(inputs);
    EXPECT_EQ(inputs.facilities.rows[0].departement, "01");
    EXPECT_EQ(inputs.facilities.rows[1].departement, "01");
    EXPECT_EQ(inputs.facilities.rows[2].region, "10");
    EXPECT_THAT(inputs.findings, IsEmpty());
}

TEST(ValidateFacilities, AFormerCodeIsKeptAndSaid) {
    stages::Inputs inputs = Grid({"AA"}).inputs();
    inputs.gazetteer.add_former("01999", "01001");
    add(inputs, in_commune("p", "01999"));
    add(inputs, in_commune("q", "1999"));
    validate(inputs);
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_former_code);
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_EQ(parameter(findings[0], "current"), "01001 Commune 01001");
    EXPECT_EQ(inputs.facilities.rows[0].commune, "01999");
    EXPECT_EQ(inputs.facilities.rows[1].commune, "01999");
}

TEST(ValidateFacilities, SwappedCoordinatesArePutInOrderOnlyWhereThatHelps) {
    const Grid grid({"A."});
    stages::Inputs inputs = grid.inputs();
    const auto swapped = [](Point point) { return Point{point.lat, point.lon}; };
    add(inputs, at("swapped", swapped(grid.centre(0, 0))));
    add(inputs, at("swapped-outside", swapped(grid.centre(0, 1))));
    add(inputs, at("right", grid.centre(0, 0)));
    add(inputs, at("outside", grid.centre(0, 1)));
    validate(inputs);
    EXPECT_EQ(inputs.facilities.rows[0].point, grid.centre(0, 0));
    EXPECT_EQ(inputs.facilities.rows[1].point, swapped(grid.centre(0, 1)));
    EXPECT_EQ(inputs.facilities.rows[2].point, grid.centre(0, 0));
    EXPECT_EQ(inputs.facilities.rows[3].point, grid.centre(0, 1));
    const std::vector<Finding> findings = found(inputs.findings, FindingCode::facility_swapped_coordinates);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(parameter(findings[0], "lon"), "47.937500");
    EXPECT_EQ(parameter(findings[0], "lat"), "2.062500");
}

TEST(ValidateFacilities, RowsAlreadySettledAreLeftAlone) {
    stages::Inputs inputs = Grid({"AA"}).inputs();
    Facility rejected = in_commune("p", "9999");
    rejected.settled = Bucket::rejected;
    add(inputs, rejected);
    add(inputs, at("p", Grid({"AA"}).centre(0, 0)));
    validate(inputs);
    EXPECT_EQ(inputs.facilities.rows[0].settled, Bucket::rejected);
    EXPECT_FALSE(inputs.facilities.rows[1].settled.has_value());  // a rejected row has no duplicates
    EXPECT_THAT(inputs.findings, IsEmpty());
}

TEST(ValidateFacilities, AMissingNameIsSaid) {
    const Grid grid({"A"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, named(at("p", grid.centre(0, 0)), ""));
    add(inputs, named(at("q", grid.centre(0, 0)), ""));
    validate(inputs);
    EXPECT_THAT(found(inputs.findings, FindingCode::facility_without_name), SizeIs(2));
    EXPECT_THAT(found(inputs.findings, FindingCode::facility_same_place), IsEmpty());  // no name is not one name
}

}  // namespace
}  // namespace maillage::test
