#include "model/gazetteer.hpp"

#include <gtest/gtest.h>

namespace maillage {
namespace {

Gazetteer small() {
    Gazetteer gazetteer;
    gazetteer.communes = {{"01001", "Un", "200000001", "01", "84", 10, Point{5, 46}}, {"01002", "Deux", "200000001", "01", "84", 20, std::nullopt},
                          {"2A004", "Ajaccio", "", "2A", "94", 30, std::nullopt}};
    gazetteer.departement_names = {{"01", "Ain"}, {"2A", "Corse-du-Sud"}};
    gazetteer.region_names = {{"84", "Auvergne-Rhône-Alpes"}, {"94", "Corse"}};
    gazetteer.index();
    gazetteer.add_former("01999", "01001");
    gazetteer.add_former("01999", "01002");  // split
    gazetteer.add_former("01998", "01002");
    gazetteer.add_former("01002", "01001");  // still in force: not former
    gazetteer.add_former("01997", "77777");  // became nothing known
    return gazetteer;
}

TEST(Gazetteer, ResolvesCurrentFormerAndSplitCodes) {
    const Gazetteer gazetteer = small();
    EXPECT_EQ(gazetteer.resolve("01002"), std::vector<std::size_t>{1});
    EXPECT_EQ(gazetteer.resolve("01998"), std::vector<std::size_t>{1});
    EXPECT_EQ(gazetteer.resolve("01999"), (std::vector<std::size_t>{0, 1}));
    EXPECT_TRUE(gazetteer.resolve("01997").empty());
    EXPECT_TRUE(gazetteer.resolve("1001").empty());
    EXPECT_EQ(gazetteer.former_codes("01002"), (std::vector<std::string>{"01998", "01999"}));
    EXPECT_TRUE(gazetteer.former_codes("01003").empty());
}

TEST(Gazetteer, GroupsByEpciDepartementAndRegion) {
    const Gazetteer gazetteer = small();
    EXPECT_EQ(gazetteer.of_epci("200000001"), (std::vector<std::size_t>{0, 1}));
    EXPECT_TRUE(gazetteer.of_epci("").empty());
    EXPECT_EQ(gazetteer.of_departement("2A"), std::vector<std::size_t>{2});
    EXPECT_EQ(gazetteer.of_region("94"), std::vector<std::size_t>{2});
}

TEST(Gazetteer, AreasAreKnownByCodeOrName) {
    const Gazetteer gazetteer = small();
    EXPECT_EQ(gazetteer.region_code("auvergne rhone alpes"), "84");
    EXPECT_EQ(gazetteer.region_code("84"), "84");
    EXPECT_EQ(gazetteer.departement_code("1"), "01");
    EXPECT_EQ(gazetteer.departement_code("CORSE DU SUD"), "2A");
    EXPECT_EQ(gazetteer.departement_code("Atlantide"), "");
}

}  // namespace
}  // namespace maillage
