#include "model/catalogue.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

namespace maillage::catalogue {
namespace {

std::multiset<std::string> holes(std::string_view text) {
    std::multiset<std::string> names;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        names.insert(std::string(text.substr(at + 1, text.find('}', at) - at - 1)));
    }
    return names;
}

TEST(Catalogue, EveryFindingCodeHasOneKindInItsOrder) {
    std::set<std::string_view> ids;
    int next = 0;
    for (const FindingKind& one : finding_kinds()) {
        EXPECT_EQ(static_cast<int>(one.code), next++) << one.id;
        EXPECT_TRUE(ids.insert(one.id).second) << one.id;
        EXPECT_EQ(&kind(one.code), &one);
    }
    EXPECT_EQ(next, static_cast<int>(FindingCode::correction_without_row) + 1);  // the last of the enumeration
}

TEST(Catalogue, BothLanguagesSayTheSame) {
    for (const FindingKind& one : finding_kinds()) {
        EXPECT_FALSE(one.sentence.fr.empty() || one.sentence.en.empty() || one.advice.fr.empty() || one.advice.en.empty()) << one.id;
        EXPECT_EQ(one.advice.fr.find('{'), std::string_view::npos) << one.id;  // nothing fills in an advice
        EXPECT_EQ(one.advice.en.find('{'), std::string_view::npos) << one.id;
        EXPECT_NE(one.sentence.fr, one.sentence.en) << one.id;
        EXPECT_EQ(holes(one.sentence.fr), holes(one.sentence.en)) << one.id;
    }
}

TEST(Catalogue, ParametersAreFilledInAndUnknownOnesLeft) {
    EXPECT_EQ(filled("{a} et {b}, {a}", {{"a", "1"}, {"b", "{a}"}}), "1 et {a}, 1");
    EXPECT_EQ(filled("{c}", {{"a", "1"}}), "{c}");
    EXPECT_EQ(filled("rien", {}), "rien");
}

TEST(Catalogue, ControlCharactersOfValuesAreShownNotSent) {
    EXPECT_EQ(filled("{a}", {{"a", "\x1b[31mrouge\x07\x7f"}}), "\uFFFD[31mrouge\uFFFD\uFFFD");
    EXPECT_EQ(filled("{a}", {{"a", "\u009b31m"}}), "\uFFFD31m");  // one C1 character, two bytes
    EXPECT_EQ(filled("{a}", {{"a", "à\tÂ£\n\u00a0"}}), "à\tÂ£\n\u00a0");
}

TEST(Catalogue, ValuesThatAreWordsAreInTheSentencesLanguage) {
    const auto both = [](FindingCode code, std::vector<std::pair<std::string, std::string>> parameters) {
        const Finding finding{code, "", "", 0, std::move(parameters), std::nullopt};
        return std::pair(sentence(finding, Language::french), sentence(finding, Language::english));
    };
    const auto duplicate = both(FindingCode::territory_duplicate, {{"code", "identique"}, {"name", "identique"}, {"first", "2"}, {"outline", "identique"}});
    EXPECT_EQ(duplicate.first, "Le territoire identique « identique » figure déjà à la ligne 2 ; cette ligne est un doublon (contour identique).");
    EXPECT_EQ(duplicate.second, "Territory identique \"identique\" already stands at row 2; this row is a duplicate (identical outline).");
    const auto invalid = both(FindingCode::territory_unrepairable, {{"code", "A"}, {"reason", "Nested shells"}});
    EXPECT_EQ(invalid.first, "Le contour du territoire A est invalide (des parties sont l'une dans l'autre) et rien de surfacique n'en reste ; il est rejeté.");
}

template <typename Enumeration, std::size_t Count>
void expect_distinct(const Enumeration (&all)[Count]) {
    std::set<std::string_view> names;
    for (const Enumeration one : all) {
        EXPECT_FALSE(id(one).empty());
        EXPECT_TRUE(names.insert(id(one)).second) << id(one);
    }
}

TEST(Catalogue, EveryWordOfAnEnumerationIsItsOwn) {
    expect_distinct(all_stages);
    expect_distinct(all_precisions);
    expect_distinct(all_buckets);
    expect_distinct(all_statuses);
    expect_distinct(all_methods);
    expect_distinct(all_defect_kinds);
}

TEST(Catalogue, LayersAreThoseOfTheDesignWithDistinctColumns) {
    std::vector<std::string_view> names;
    for (const LayerKind& one : layers()) {
        names.push_back(one.name);
        std::set<std::string_view> columns;
        for (const Column& column : one.columns) {
            EXPECT_TRUE(columns.insert(column.name).second) << one.name << "." << column.name;
            EXPECT_FALSE(column.title.fr.empty() || column.title.en.empty()) << one.name << "." << column.name;
        }
    }
    EXPECT_EQ(names, (std::vector<std::string_view>{"pays", "ptce", "gaps", "white_zones", "links", "outline_defects", "findings"}));
    EXPECT_THROW((void)layer("routes"), std::logic_error);
}

TEST(Catalogue, UnknownWordsAreAFault) {
    EXPECT_EQ(holes(words("report.partial").fr), holes(words("report.partial").en));
    EXPECT_THROW((void)words("report.nothing"), std::logic_error);
}

}  // namespace
}  // namespace maillage::catalogue
