#include "stages/what_if.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/grid.hpp"
#include "support/staged.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using test::Grid;
using testing::ElementsAre;
using testing::HasSubstr;

class WhatIfRows : public testing::Test {
protected:
    WhatIfRows() { m_folder.write("france/statuts.csv", "statut,etape\nLauréat,laureat\n"); }
    void add_rows_of(Inputs& inputs, const std::string& bytes) {
        m_study.what_if.with = m_folder.write("plus.csv", bytes);
        add_rows(inputs, m_study, m_folder.path());
    }
    std::vector<std::string> left(const std::vector<std::string>& ids) {
        const Grid grid({"abB"});
        Inputs inputs = grid.inputs();
        test::add(inputs, test::at("b", grid.centre(0, 2)));   // another of that id: told apart once validated
        Facility twice = test::at("a", grid.centre(0, 0));
        test::add(inputs, twice);                              // a duplicate
        inputs.facilities.rows[2].name = "Pôle deux";
        const test::Staged run{Inputs(inputs)};
        leave_out(inputs, run.inputs.facilities.rows, ids);
        std::vector<std::string> names;
        for (const Facility& row : inputs.facilities.rows) {
            names.push_back(row.id + " " + row.name);
        }
        return names;
    }
    Study m_study;
    io::TemporaryFolder m_folder;
};

TEST_F(WhatIfRows, LeftOutByTheIdThatIsPublishedWithItsDuplicates) {
    EXPECT_THAT(left({"a"}), ElementsAre("b Pôle b", "b Pôle deux"));
    EXPECT_THAT(left({"b~2"}), ElementsAre("a Pôle a", "b Pôle b", "a Pôle a"));
    EXPECT_THAT(left({}), testing::SizeIs(4));
}

TEST_F(WhatIfRows, AnIdThatNoRowHasIsNamedWithTheNearest) {
    EXPECT_THAT(thrown<UsageError>([&] { (void)left({"b~3"}); }), HasSubstr("ptce.csv: --without b~3 : aucune ligne n'a cet identifiant ; vouliez-vous dire « b~1 » ?"));
}

TEST_F(WhatIfRows, AddedRowsHaveTheListsColumnsAndTheirs) {
    const Grid grid({"AAB"});
    Inputs inputs = Grid({"aAB"}).inputs();
    add_rows_of(inputs, "nom,remarque,id,code_commune,statut\nNeuf,oui,n1,01002,Lauréat\n");
    ASSERT_EQ(inputs.facilities.rows.size(), 2U);
    EXPECT_THAT(inputs.facilities.columns, ElementsAre("id", "nom", "remarque", "code_commune", "statut"));
    EXPECT_THAT(inputs.facilities.rows[0].source_cells, ElementsAre("a", "Pôle a", "", "", ""));
    const Facility& row = inputs.facilities.rows[1];
    EXPECT_THAT(row.source_cells, ElementsAre("n1", "Neuf", "oui", "01002", "Lauréat"));
    EXPECT_EQ(row.stage, Stage::laureat);
    EXPECT_EQ(row.row, 2U);
    EXPECT_EQ(list_path(inputs, row), m_folder.path("plus.csv"));
    EXPECT_EQ(list_path(inputs, inputs.facilities.rows[0]), "ptce.csv");
    const test::Staged run(std::move(inputs));
    EXPECT_EQ(run.status("B"), Status::couvert);
    EXPECT_EQ(run.territory("n1"), "B");
}

TEST_F(WhatIfRows, ItsFindingsNameItsFile) {
    Inputs inputs = Grid({"aAB"}).inputs();
    add_rows_of(inputs, "nom,code_commune\nSans lieu connu,99999\n");
    const test::Staged run(std::move(inputs));
    const std::vector<Finding> unknown = run.found(FindingCode::facility_unknown_code);
    ASSERT_EQ(unknown.size(), 1U);
    EXPECT_EQ(unknown[0].path, m_folder.path("plus.csv"));
    EXPECT_EQ(unknown[0].subject, "ajout-2");  // it has no id of its own
}

TEST_F(WhatIfRows, ColumnsTheStudyNamesElseThoseRecognised) {
    m_study.ptce.commune = "lieu";
    Inputs inputs = Grid({"aAB"}).inputs();
    add_rows_of(inputs, "id,lieu,code_commune\nn1,01002,01000\n");
    EXPECT_EQ(inputs.facilities.rows[1].commune, "01002");
    add_rows_of(inputs, "id,code_commune\nn2,01000\n");
    EXPECT_EQ(inputs.facilities.rows[2].commune, "01000");
}

TEST_F(WhatIfRows, AnIdOfTheListIsRefusedWithBothRows) {
    Inputs inputs = Grid({"aAB"}).inputs();
    EXPECT_THAT(thrown<InputError>([&] { add_rows_of(inputs, "id,code_commune\nn,01000\na,01002\n"); }),
                HasSubstr("plus.csv: ligne 3: l'identifiant « a » est déjà celui d'une ligne de la liste (ptce.csv, ligne 2)"));
    EXPECT_THAT(thrown<InputError>([&] { add_rows_of(inputs, "id,code_commune\n"); }), HasSubstr("aucune ligne à ajouter"));
}

}  // namespace
}  // namespace maillage::stages
