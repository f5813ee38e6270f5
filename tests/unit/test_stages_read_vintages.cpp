// cog.csv and millesimes.csv of a gazetteer folder, written by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "stages/read.hpp"
#include "test_io_files.hpp"

namespace maillage::stages {
namespace {

using io::thrown;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ReadVintages : public testing::Test {
protected:
    ReadVintages() {
        m_folder.write("cog.csv", "annee,commune,epci,arrondissement\n2019,3,1,\n2020,,2,\n2021,2,2,\n");
        m_folder.write("millesimes.csv", "niveau,code,depuis,jusqu_a\ncommune,01003,,2019\ncommune,01002,2021,\nepci,200000002,2020,\n");
        m_inputs.gazetteer.communes = {{"01001", "Un", "", "01", "84", 1, {}}, {"01002", "Deux", "", "01", "84", 1, {}}};
        m_inputs.gazetteer.epci_names = {{"200000001", "CC"}, {"200000002", "CA"}};
        m_inputs.gazetteer.departement_names = {{"01", "Ain"}};
        m_inputs.gazetteer.region_names = {{"84", "Auvergne-Rhône-Alpes"}};
    }
    Inputs m_inputs;
    io::TemporaryFolder m_folder;
};

TEST_F(ReadVintages, ACodeWithoutARowWasThereEveryYear) {
    read_vintages(m_inputs, m_folder.path(), {"01900", "01003"});
    const CodeYears& communes = m_inputs.gazetteer.years.at(Level::commune);
    EXPECT_THAT(communes.years(), ElementsAre(2018, 2019, 2021));
    EXPECT_TRUE(communes.open());
    EXPECT_EQ(communes.span("01900"), (std::pair{0, 2018}));
    EXPECT_TRUE(communes.held("01001", 2019));
    EXPECT_TRUE(communes.held("01001", 2021));
    EXPECT_TRUE(communes.held("01003", 2019));
    EXPECT_FALSE(communes.held("01003", 2021));
    EXPECT_FALSE(communes.held("01002", 2019));
    EXPECT_TRUE(communes.held("01002", 2021));
    EXPECT_FALSE(communes.known("01999"));
    EXPECT_THAT(m_inputs.gazetteer.years.at(Level::epci).years(), ElementsAre(2019, 2020, 2021));
    EXPECT_FALSE(m_inputs.gazetteer.years.at(Level::epci).held("200000002", 2019));
    EXPECT_FALSE(m_inputs.gazetteer.years.contains(Level::arrondissement)) << "no year counts them";
    EXPECT_TRUE(m_inputs.gazetteer.years.at(Level::region).held("84", 2021));
    EXPECT_EQ(m_inputs.gazetteer.vintage, "COG 2021");
}

TEST_F(ReadVintages, AFolderWithoutThemKnowsNoYears) {
    const io::TemporaryFolder bare;
    read_vintages(m_inputs, bare.path() + "/mien", {});
    EXPECT_THAT(m_inputs.gazetteer.years, IsEmpty());
    EXPECT_EQ(m_inputs.gazetteer.vintage, "mien");
}

TEST_F(ReadVintages, AYearThatIsNoneIsRefusedWithItsRow) {
    m_folder.write("millesimes.csv", "niveau,code,depuis,jusqu_a\ncommune,01003,,2019\ncommune,01002,bientôt,\n");
    EXPECT_THAT(thrown<InputError>([&] { read_vintages(m_inputs, m_folder.path(), {}); }), HasSubstr("millesimes.csv: row 3: unreadable year: bientôt"));
}

TEST_F(ReadVintages, AYearIsNeeded) {
    m_folder.write("cog.csv", "annee,commune,epci,arrondissement\n");
    EXPECT_THAT(thrown<InputError>([&] { read_vintages(m_inputs, m_folder.path(), {}); }), HasSubstr("cog.csv: the gazetteer has no year"));
    m_folder.write("cog.csv", "annee,commune,epci,arrondissement\n2019,3,1,\n,2,2,\n");
    EXPECT_THAT(thrown<InputError>([&] { read_vintages(m_inputs, m_folder.path(), {}); }), HasSubstr("cog.csv: row 3: missing year"));
}

TEST_F(ReadVintages, AMissingColumnIsNamed) {
    m_folder.write("millesimes.csv", "niveau,code,depuis\ncommune,01003,\n");
    EXPECT_THAT(thrown<InputError>([&] { read_vintages(m_inputs, m_folder.path(), {}); }), HasSubstr("jusqu_a"));
}

}  // namespace
}  // namespace maillage::stages
