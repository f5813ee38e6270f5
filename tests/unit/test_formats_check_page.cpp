#include "formats/check_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace maillage::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

Finding finding(FindingCode code, std::size_t row, std::vector<std::pair<std::string, std::string>> parameters) { return {code, "", "d/ptce.csv", row, std::move(parameters), std::nullopt}; }

Result example() {
    Result result;
    result.study.language = Language::english;
    result.readings.push_back({"ptce", "d/ptce.csv", "", 1234, "", {{"id", "Identifiant"}, {"year", "An"}}, {"note", "source"}});
    result.readings.push_back({"pays", "d/pays.gpkg", "pays", 4, "EPSG:2154", {{"code", "c"}}, {}});
    Ledger& ledger = result.coverage.ledger;
    ledger.territories_read = 9;
    ledger.territories_kept = 4;
    ledger.territories_excluded = ledger.territories_rejected = 2;
    ledger.territories_duplicate = 1;
    result.findings = {finding(FindingCode::encoding_cp1252, 0, {}), finding(FindingCode::malformed_row, 7, {{"cells", "2"}, {"expected", "3"}}),
                       finding(FindingCode::facility_bad_year, 3, {{"id", "p3"}, {"year", "MM"}}), finding(FindingCode::facility_bad_year, 4, {{"id", "p4"}, {"year", "MV"}}),
                       finding(FindingCode::facility_bad_year, 5, {{"id", "p5"}, {"year", "MX"}})};
    return result;
}

// By hand: two inputs, then refused 1, repaired 1 (the encoding, though a warning), to check 0, to note 3 of which two shown.
TEST(CheckPage, SaysWhatWasReadThenEachKindWithItsRowsAndAdvice) {
    EXPECT_EQ(check_page(example(), 2), "What was read\n"
                                        "  ptce.csv: 1,234 rows (PTCE)\n"
                                        "    columns read: id = Identifiant, year = An\n"
                                        "    columns without use: note, source\n"
                                        "  pays.gpkg:pays: 4 rows (pays)\n"
                                        "    coordinates: EPSG:2154\n"
                                        "    columns read: code = c\n"
                                        "\n"
                                        "To correct: rows are lost to the figures (1)\n"
                                        "  ptce.csv: row 7: The row has 2 cells instead of 3; it is rejected.\n"
                                        "    → Check the separators and quotes of the row.\n"
                                        "\n"
                                        "Repaired, or read otherwise than written (1)\n"
                                        "  ptce.csv: The file is not UTF-8: what is not was read as Windows-1252.\n"
                                        "    → Check the accents; save a table as UTF-8 CSV, put a .cpg that states the encoding beside a shapefile.\n"
                                        "\n"
                                        "To check (0)\n"
                                        "\n"
                                        "To note (3)\n"
                                        "  ptce.csv: row 3: Unreadable year for p3: MM.\n"
                                        "  ptce.csv: row 4: Unreadable year for p4: MV.\n"
                                        "  … and 1 more of the kind (--limit 0 shows all)\n"
                                        "    → Write the year with four digits.\n"
                                        "\n"
                                        "Outcome\n"
                                        "Pays: 9 read = 4 kept + 2 outside the région + 1 duplicates + 2 rejected.\n");
}

TEST(CheckPage, ZeroShowsAll) {
    EXPECT_THAT(check_page(example(), 0), HasSubstr("p5"));
    EXPECT_THAT(check_page(example(), 0), Not(HasSubstr("more of the kind")));
}

}  // namespace
}  // namespace maillage::formats
