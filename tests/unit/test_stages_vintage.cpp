// Ten communes of département 01 in 2020; 01009 merged into 01010 for 2021, 01011 was merged long before 2019.
#include "stages/vintage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/catalogue.hpp"

namespace maillage::stages {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CheckCodes : public testing::Test {
protected:
    CheckCodes() {
        m_inputs.pays_path = "pays.geojson";
        CodeYears years({2020, 2021});
        for (const char* code : {"01001", "01002", "01003", "01004", "01005", "01006", "01007", "01008", "01009", "01010"}) {
            const bool merged = std::string(code) == "01009";
            years.add(code, 0, merged ? 2020 : 9999);
            if (!merged) {
                m_inputs.gazetteer.communes.push_back({code, code, "", "01", "84", 1, {}});
            }
        }
        m_inputs.gazetteer.index();
        m_inputs.gazetteer.add_former("01009", "01010");
        m_inputs.gazetteer.add_former("01011", "01001");
        m_inputs.gazetteer.years[Level::commune] = years;
    }
    void pays(const std::vector<std::string>& codes) {
        for (const std::string& code : codes) {
            Territory territory;
            territory.code = territory.source_code = code;
            territory.row = m_inputs.territories.size() + 1;
            m_inputs.territories.push_back(territory);
        }
    }
    std::vector<std::string> said() {
        check_codes(m_inputs);
        std::vector<std::string> all;
        for (const Finding& finding : m_inputs.findings) {
            all.push_back(finding.path + ":" + std::to_string(finding.row) + " " + catalogue::sentence(finding, Language::english));
        }
        return all;
    }
    Inputs m_inputs;
};

TEST_F(CheckCodes, TheYearOfTheLayerIsSaid) {
    pays({"01001", "01002", "01003", "01004", "01005", "01006", "01007", "01008", "01009", "01010"});
    EXPECT_THAT(said(), ElementsAre("pays.geojson:0 Codes recognised (level: commune): COG 2020, which holds 10 of 10."));
}

TEST_F(CheckCodes, AFormerCodeAmongCurrentOnesSaysWhatItIsToday) {
    pays({"01001", "01002", "01003", "01004", "01005", "01006", "01007", "01008", "01010", "01011"});
    EXPECT_THAT(said(), ElementsAre("pays.geojson:0 Codes recognised (level: commune): COG 2021, which holds 9 of 10.",
                                    "pays.geojson:10 Code 01011 is not of COG 2021 as the others are (… to 2019); today it leads to: 01001."));
}

TEST_F(CheckCodes, AnUnknownCodeIsListedWithItsRow) {
    pays({"01001", "1002", "01003", "01004", "01005"});
    EXPECT_THAT(said(), ElementsAre(HasSubstr("COG 2020-2021, which holds 4 of 5"), "pays.geojson:2 Code 1002 is known of no vintage (level: commune)."));
}

TEST_F(CheckCodes, CodesThatAreNoneOfFranceAreLeftAlone) {
    pays({"A", "B", "C", "D"});
    EXPECT_THAT(said(), IsEmpty());
}

TEST_F(CheckCodes, TheCompositionIsLookedAtByItself) {
    pays({"A", "B", "C"});
    m_inputs.composition.emplace();
    m_inputs.composition->path = "table.csv";
    for (const char* code : {"01001", "01002", "01009", "01003", "XXXXX", "01009"}) {
        m_inputs.composition->rows.push_back({code, "A", m_inputs.composition->rows.size() + 2});
    }
    EXPECT_THAT(said(), ElementsAre("table.csv:0 Codes recognised (level: commune): COG 2020, which holds 4 of 5."))
        << "unknown codes of a composition are counted elsewhere";
}

}  // namespace
}  // namespace maillage::stages
