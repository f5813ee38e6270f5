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

/// Headings as published: Admin Express 3 and 4 (IGN), codes géographiques and zonages (Insee), contours (Etalab), BANATIC, France
/// services (ANCT), OpenStreetMap.
TEST(Fields, WhatFrenchBodiesPublishIsRecognised) {
    const auto title = [](const std::vector<std::string>& columns, Role role) {
        const Field field = find_field(with(columns), "", role);
        return field.found() ? columns[field.index()] : "";
    };
    const std::vector<std::string> commune{"ID", "NOM", "NOM_M", "INSEE_COM", "STATUT", "POPULATION", "INSEE_ARR", "INSEE_DEP", "INSEE_REG", "SIREN_EPCI"};
    EXPECT_EQ(title(commune, Role::pays_code), "INSEE_COM");
    EXPECT_EQ(title(commune, Role::commune_code), "INSEE_COM");
    EXPECT_EQ(title(commune, Role::pays_name), "NOM");
    EXPECT_EQ(title(commune, Role::pays_population), "POPULATION");
    EXPECT_EQ(title(commune, Role::departement), "INSEE_DEP");
    EXPECT_EQ(title(commune, Role::region), "INSEE_REG");
    EXPECT_EQ(title({"ID", "CODE_SIREN", "NOM", "NATURE"}, Role::pays_code), "CODE_SIREN");
    EXPECT_EQ(title({"cleabs", "code_insee", "nom_officiel"}, Role::pays_name), "nom_officiel");
    EXPECT_EQ(title({"CODGEO", "LIBGEO", "ZE2020", "LIBZE2020", "DEP", "REG"}, Role::pays_code), "CODGEO");
    EXPECT_EQ(title({"CODGEO", "LIBGEO", "ZE2020", "LIBZE2020", "DEP", "REG"}, Role::pays_name), "LIBGEO");
    EXPECT_EQ(title({"ZE2020", "LIBZE2020", "NB_COM"}, Role::pays_code), "ZE2020");
    EXPECT_EQ(title({"ZE2020", "LIBZE2020", "NB_COM"}, Role::pays_name), "LIBZE2020");
    EXPECT_EQ(title({"EPCI", "LIBEPCI", "NATURE_EPCI"}, Role::pays_code), "EPCI");
    EXPECT_EQ(title({"EPCI", "LIBEPCI", "NATURE_EPCI"}, Role::pays_name), "LIBEPCI");
    EXPECT_EQ(title({"code", "nom", "departement", "region", "epci"}, Role::pays_code), "code");
    EXPECT_EQ(title({"code", "nom", "departement", "region", "epci"}, Role::ptce_epci), "epci");
    EXPECT_EQ(title({"Région siège", "N° SIREN", "Nom du groupement", "Nature juridique"}, Role::pays_code), "N° SIREN");
    EXPECT_EQ(title({"Région siège", "N° SIREN", "Nom du groupement", "Nature juridique"}, Role::pays_name), "Nom du groupement");
    EXPECT_EQ(title({"dept", "siren_epci", "raison_sociale", "siren_membre"}, Role::pays_code), "siren_epci");
    EXPECT_EQ(title({"id_geo", "lib_geo", "id_territoire", "liste_geo", "lib_territoire"}, Role::ptce_commune), "id_geo");
    EXPECT_EQ(title({"id_geo", "lib_geo", "id_territoire", "liste_geo", "lib_territoire"}, Role::ptce_id), "id_territoire");
    EXPECT_EQ(title({"id_geo", "lib_geo", "id_territoire", "liste_geo", "lib_territoire"}, Role::ptce_name), "lib_territoire");
    EXPECT_EQ(title({"osm_id", "name", "ref:INSEE"}, Role::pays_code), "ref:INSEE");
    EXPECT_EQ(title({"osm_id", "name", "ref:FR:SIREN"}, Role::pays_code), "ref:FR:SIREN");
    EXPECT_EQ(title({"nom_petr", "dep", "reg"}, Role::pays_code), "");  // a département is no pays
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
