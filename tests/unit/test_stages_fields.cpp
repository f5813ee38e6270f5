#include "stages/fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using catalogue::Role;
using io::thrown;
using testing::HasSubstr;
using testing::Not;

Layer with(std::vector<std::string> columns) {
    Layer layer;
    layer.path = "pays.csv";
    layer.columns = std::move(columns);
    return layer;
}

TEST(Fields, TheNamedColumnComesFirst) {
    const Layer layer = with({"code", "ZE2020"});
    EXPECT_EQ(find_field(layer, "ZE2020", Role::pays_code).index(), 1U);
    EXPECT_EQ(find_field(layer, "", Role::pays_code).index(), 0U);
}

TEST(Fields, ANamedColumnIsNeverReplacedByARecognisedOne) {
    const std::string said = thrown<InputError>([] { (void)find_field(with({"code", "ZE2020", "nom"}), "ZE2002", Role::pays_code); });
    EXPECT_THAT(said, HasSubstr("pays.csv"));
    EXPECT_THAT(said, HasSubstr("« ZE2002 »"));
    EXPECT_THAT(said, HasSubstr("did you mean \"ZE2020\"?"));
    EXPECT_THAT(said, HasSubstr("code, ZE2020, nom"));
    EXPECT_THAT(thrown<InputError>([] { (void)find_field(with({"nom"}), "population", Role::pays_code); }), Not(HasSubstr("did you mean")));
}

TEST(Fields, TitlesAreRecognisedWithoutCaseAccentsAndPunctuation) {
    EXPECT_EQ(find_field(with({"x", "ANNÉE"}), "", Role::ptce_year).index(), 1U);
    EXPECT_EQ(find_field(with({"Code INSEE"}), "", Role::ptce_commune).index(), 0U);
    EXPECT_FALSE(find_field(with({"anneee"}), "", Role::ptce_year).found());
}

TEST(Fields, TheRolesOrderDecidesNotTheLayers) {
    // "code" stands before "id" in the list of names
    EXPECT_EQ(find_field(with({"id", "code"}), "", Role::pays_code).index(), 1U);
}

TEST(Fields, AColumnThatIsNotThereIsEmptyInEveryRow) {
    LayerRow row;
    row.cells = {"01004"};
    EXPECT_EQ(Field().of(row), "");
    EXPECT_EQ(Field(0).of(row), "01004");
    EXPECT_FALSE(find_field(with({"a"}), "", Role::ptce_year).found());
}

TEST(Fields, ANeededColumnSaysHowToNameIt) {
    const std::string said = thrown<InputError>([] { (void)need_field(with({"a", "b"}), "", Role::pays_code, "--pays-code"); });
    EXPECT_THAT(said, HasSubstr("--pays-code"));
    EXPECT_THAT(said, HasSubstr("a, b"));
}

}  // namespace
}  // namespace maillage::stages
