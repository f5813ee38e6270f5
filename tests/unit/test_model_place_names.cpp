#include "model/place_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.hpp"

namespace maillage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const NameIndex::Allowed anywhere = [](std::size_t) { return true; };

NameIndex index_of(NameOf of, const std::vector<std::string>& names) {
    NameIndex index(of);
    for (std::size_t i = 0; i < names.size(); ++i) {
        index.add(i, names[i]);
    }
    return index;
}

TEST(PlaceNames, CaseAccentsHyphensApostrophesAndSaintsDontMatter) {
    const NameIndex index = index_of(NameOf::commune, {"Saint-Étienne-de-Montluc", "L'Haÿ-les-Roses", "Œuilly", "Sainte-Mère-Église"});
    EXPECT_THAT(index.named("ST ETIENNE DE MONTLUC", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("L’Hay les Roses", anywhere), ElementsAre(1));
    EXPECT_THAT(index.named("oeuilly", anywhere), ElementsAre(2));
    EXPECT_THAT(index.named("Ste-Mere-Eglise", anywhere), ElementsAre(3));
    EXPECT_THAT(index.named("Saint-Étienne", anywhere), IsEmpty()) << "a part of a name is none";
}

TEST(PlaceNames, TheWholeNameGoesBeforeTheOneWithoutArticles) {
    const NameIndex index = index_of(NameOf::commune, {"La Rochelle", "Rochelle", "Le Mans"});
    EXPECT_THAT(index.named("La Rochelle", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("Rochelle", anywhere), ElementsAre(1));
    EXPECT_THAT(index.named("Mans", anywhere), ElementsAre(2));
    EXPECT_THAT(index.named("Les Rochelle", anywhere), ElementsAre(0, 1)) << "neither is so called: both may be meant";
}

TEST(PlaceNames, CedexIsNoPartOfAName) {
    EXPECT_THAT(index_of(NameOf::commune, {"Nantes"}).named("Nantes CEDEX 3", anywhere), ElementsAre(0));
}

TEST(PlaceNames, AbbreviationsAndOrdinals) {
    const NameIndex index =
        index_of(NameOf::commune, {"Chalon-sur-Saône", "Fontenay-sous-Bois", "Lyon 3e Arrondissement", "Paris 1er Arrondissement", "Les 7 Laux"});
    EXPECT_THAT(index.named("Chalon s/Saône", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("CHALON S/ SAONE", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("Fontenay s/s Bois", anywhere), ElementsAre(1));
    EXPECT_THAT(index.named("Lyon 3ème arrondissement", anywhere), ElementsAre(2));
    EXPECT_THAT(index.named("Lyon 03", anywhere), ElementsAre(2));
    EXPECT_THAT(index.named("Lyon", anywhere), IsEmpty());
    EXPECT_THAT(index.named("Paris 1ER", anywhere), ElementsAre(3));
    EXPECT_THAT(index.named("Les 7 Laux", anywhere), ElementsAre(4));
}

/// Against the plain rule over every name: nothing that is skipped would have been better.
TEST(PlaceNames, TheMostAlikeIsThatOfAllCompared) {
    std::mt19937 random(11);
    const auto word = [&] {
        std::string letters;
        for (std::size_t i = 0, length = 3 + random() % 9; i < length; ++i) {
            letters += "abcd-"[i == 0 ? random() % 4 : random() % 5];
        }
        return letters;
    };
    std::vector<std::string> names(400);
    std::generate(names.begin(), names.end(), word);
    const NameIndex index = index_of(NameOf::commune, names);
    std::size_t found = 0;
    for (int i = 0; i < 500; ++i) {
        const std::string wanted = word();
        const std::string whole = name_key(wanted, NameOf::commune).whole;
        double best = 0;
        for (const std::string& name : names) {
            const std::string other = name_key(name, NameOf::commune).whole;
            const auto longer = static_cast<double>(std::max(whole.size(), other.size()));
            if (whole.front() == other.front()) {
                best = std::max(best, 1 - static_cast<double>(edit_distance(whole, other)) / longer);
            }
        }
        const auto like = index.like(wanted, anywhere);
        ASSERT_EQ(like.has_value(), best >= NameIndex::least_score - 1e-12) << wanted;
        if (like) {
            ++found;
            EXPECT_NEAR(like->score, best, 1e-12) << wanted;
        }
    }
    EXPECT_GT(found, 20U);
}

TEST(PlaceNames, HomonymsAreAllThereUnlessTheContextTells) {
    const NameIndex index = index_of(NameOf::commune, {"Sainte-Colombe", "Autre", "Sainte Colombe"});
    EXPECT_THAT(index.named("Sainte-Colombe", anywhere), ElementsAre(0, 2));
    EXPECT_THAT(index.named("Sainte-Colombe", [](std::size_t one) { return one == 2; }), ElementsAre(2));
}

TEST(PlaceNames, WhatFollowsANameIsItsContextOrItsArticle) {
    const auto parted = [](const std::string& name) {
        const auto [plain, qualifier] = qualified(name);
        return plain + "|" + qualifier;
    };
    EXPECT_EQ(parted("Bagnols (30)"), "Bagnols|30");
    EXPECT_EQ(parted("Bagnols, Gard"), "Bagnols|Gard");
    EXPECT_EQ(parted("Mans (Le)"), "Le Mans|");
    EXPECT_EQ(parted("Haÿ-les-Roses (L')"), "L'Haÿ-les-Roses|");
    EXPECT_EQ(parted("  Nantes "), "Nantes|");
    EXPECT_EQ(parted("(30)"), "(30)|");
    EXPECT_EQ(parted(""), "|");
}

TEST(PlaceNames, AnEpciIsKnownByItsOwnName) {
    const NameIndex index = index_of(NameOf::epci, {"CC du Pays de Saugues", "CA Roannais Agglomération", "Métropole Européenne de Lille", "CA La Roche-sur-Yon Agglomération"});
    EXPECT_THAT(index.named("Communauté de communes du Pays de Saugues", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("Pays de Saugues", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("Roannais Agglomération", anywhere), ElementsAre(1));
    EXPECT_THAT(index.named("métropole européenne de Lille", anywhere), ElementsAre(2));
    EXPECT_THAT(index.named("agglomération de La Roche-sur-Yon", anywhere), ElementsAre(3));
}

TEST(PlaceNames, ARegionIsNotTheEpciThatBearsItsName) {
    const NameIndex index = index_of(NameOf::epci, {"CA Roannais Agglomération"});
    EXPECT_THAT(index.named("Roannais", anywhere), IsEmpty());
    EXPECT_THAT(index.named("Roannais", anywhere, true), ElementsAre(0)) << "unless the row says it names an EPCI";
}

TEST(PlaceNames, APaysKeepsItsWord) {
    const NameIndex index = index_of(NameOf::territory, {"PETR du Pays d'Ancenis", "Ancenis"});
    EXPECT_THAT(index.named("Pays d'Ancenis", anywhere), ElementsAre(0));
    EXPECT_THAT(index.named("Ancenis", anywhere), ElementsAre(1));
    EXPECT_THAT(index.named("agglomération d'Ancenis", anywhere), IsEmpty());
}

TEST(PlaceNames, TheMostAlikeIsProposedWithItsScore) {
    const NameIndex index = index_of(NameOf::commune, {"Montluc", "Montlucon", "Paris"});
    const auto like = index.like("Montlucom", anywhere);  // one letter of nine
    ASSERT_TRUE(like.has_value());
    EXPECT_EQ(like->index, 1U);
    EXPECT_DOUBLE_EQ(like->score, 1 - 1.0 / 9);
    EXPECT_FALSE(index.like("Marseille", anywhere).has_value());
    EXPECT_FALSE(index.like("Montlucom", [](std::size_t one) { return one != 1; }).has_value()) << "Montluc is 7/9 alike: too little";
    EXPECT_FALSE(index.like("", anywhere).has_value());
}

}  // namespace
}  // namespace maillage
