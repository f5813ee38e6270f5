#include "formats/dashboard.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "formats/layers.hpp"
#include "formats/report.hpp"
#include "model/catalogue_page.hpp"
#include "stages/draw.hpp"
#include "stages/screen.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::formats {
namespace {

const std::string plain = "<%MAILLAGE_LANG%|%MAILLAGE_TITLE%|%MAILLAGE_NOSCRIPT%|%MAILLAGE_DATA%>";

Result result_of(std::vector<std::string> lines, Study study = {}) {
    study.ptce.path = "ptce.csv";
    stages::Inputs inputs = test::Grid(std::move(lines)).inputs();
    return stages::drawn(test::Staged(std::move(inputs), study).result());
}

std::string page_of(const Result& result, const std::string& page = plain) {
    return dashboard(page, result, report_json(result), layer_features(result).at("ptce"), stages::screen(result));
}

/// What stands in a slot of `plain`; no content holds a '|' but the data, which is last.
std::string slot(const std::string& page, std::size_t which) {
    std::size_t from = 1;
    for (std::size_t i = 0; i < which; ++i) {
        from = page.find('|', from) + 1;
    }
    return page.substr(from, which == 3 ? page.size() - from - 1 : page.find('|', from) - from);
}

nlohmann::json data_of(const std::string& page) { return nlohmann::json::parse(slot(page, 3)); }

TEST(FormatsDashboard, ATemplateHasEachSlotOnceInTheirOrder) {
    EXPECT_TRUE(is_dashboard_template(plain));
    EXPECT_FALSE(is_dashboard_template(""));
    EXPECT_FALSE(is_dashboard_template("%MAILLAGE_LANG% %MAILLAGE_TITLE% %MAILLAGE_NOSCRIPT%"));
    EXPECT_FALSE(is_dashboard_template(plain + "%MAILLAGE_DATA%"));
    EXPECT_FALSE(is_dashboard_template("%MAILLAGE_TITLE%|%MAILLAGE_LANG%|%MAILLAGE_NOSCRIPT%|%MAILLAGE_DATA%"));
    EXPECT_THROW((void)page_of(result_of({"Ab"}), "no slot"), std::logic_error);
}

TEST(FormatsDashboard, TheDataHoldTheReport) {
    const Result result = result_of({"AAb", "CCc"});
    const nlohmann::json report = nlohmann::json::parse(report_json(result));
    const nlohmann::json data = data_of(page_of(result));
    for (const char* const part : {"target", "national", "regions", "ledger", "source", "white_zones", "concentration"}) {
        EXPECT_EQ(data["report"][part], report[part]) << part;
    }
    const nlohmann::json& table = data["report"]["territories"];
    ASSERT_EQ(table["rows"].size(), report["territories"].size());
    for (std::size_t row = 0; row < table["rows"].size(); ++row) {
        ASSERT_EQ(table["columns"].size(), report["territories"][row].size());
        for (std::size_t c = 0; c < table["columns"].size(); ++c) {
            EXPECT_EQ(table["rows"][row][c], report["territories"][row][table["columns"][c].get<std::string>()]);
        }
    }
    EXPECT_FALSE(data["report"].contains("findings"));
    EXPECT_EQ(data["facilities"]["rows"].size(), 2U);
    EXPECT_EQ(data["topology"]["objects"]["pays"]["geometries"].size(), 3U);
    EXPECT_EQ(data["topology"]["objects"]["pays"]["geometries"][0]["properties"], nlohmann::json({{"code", "A"}}));
    const nlohmann::json& first = data["report"]["priorities"]["ranking"]["rows"][0];
    EXPECT_EQ(first[1], report["priorities"]["ranking"][0]["pays"]);
    EXPECT_EQ(first[4]["fr"], report["priorities"]["ranking"][0]["reason"]);
    EXPECT_EQ(first[4]["en"].get<std::string>().substr(0, 5), "Rank ");
}

TEST(FormatsDashboard, NothingInTheDataMeansAnythingToHtml) {
    Result result = result_of({"Ab"});
    const std::string hostile = "</script><!--<script>&amp;\u2028\u2029 %MAILLAGE_DATA% %MAILLAGE_TITLE% \"|";
    result.territories[0].name = hostile;
    const std::string page = page_of(result);
    const std::string data = page.substr(page.find('{'), page.rfind('}') + 1 - page.find('{'));
    EXPECT_EQ(data.find_first_of("<>&"), std::string::npos);
    EXPECT_EQ(data.find("\u2028"), std::string::npos);
    EXPECT_EQ(data.find("\u2029"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(data)["report"]["territories"]["rows"][0][1], hostile);
}

TEST(FormatsDashboard, TheTitleIsTextInItsLanguage) {
    Study study;
    study.title = "<b>\"A\" & B</b>";
    study.language = Language::english;
    const std::string page = page_of(result_of({"Ab"}, study));
    EXPECT_EQ(slot(page, 0), "en");
    EXPECT_EQ(slot(page, 1), "&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;");
    EXPECT_EQ(slot(page, 2).substr(0, 22), "This page needs JavaSc");
    EXPECT_EQ(slot(page_of(result_of({"Ab"})), 1), "Rapport sur les manques");
}

TEST(FormatsDashboard, OfFindingsOfAKindTwentyAreShownAndAllCounted) {
    Result result = result_of({"Ab"});
    result.findings.clear();
    for (std::size_t row = 1; row <= 25; ++row) {
        result.findings.push_back({FindingCode::facility_unknown_status, "p", "folder/ptce.csv", row, {{"id", "p"}, {"status", "?"}}, std::nullopt});
    }
    const nlohmann::json findings = data_of(page_of(result))["findings"];
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0]["count"], 25);
    EXPECT_EQ(findings[0]["shown"].size(), 20U);
    EXPECT_EQ(findings[0]["shown"][19]["row"], 20);
    EXPECT_EQ(findings[0]["shown"][0]["file"], "ptce.csv");
}

TEST(FormatsDashboard, EveryWordIsInBothLanguagesOnce) {
    std::set<std::string_view> keys;
    for (const auto& [key, words] : catalogue::page_words()) {
        EXPECT_TRUE(keys.insert(key).second) << key;
        EXPECT_TRUE(key.starts_with("page.")) << key;
        EXPECT_FALSE(words.fr.empty() || words.en.empty()) << key;
    }
}

}  // namespace
}  // namespace maillage::formats
