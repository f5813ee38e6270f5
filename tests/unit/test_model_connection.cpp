#include "model/connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace maillage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

std::string refusal(const std::string& named) {
    try {
        (void)connection_of(named);
    } catch (const InputError& error) {
        return error.said().fr + error.said().en;
    }
    return "";
}

TEST(Connection, BeginsWithPgAndAColonInAnyCase) {
    EXPECT_TRUE(is_connection("PG:dbname=geo"));
    EXPECT_TRUE(is_connection("pg:"));
    for (const char* const other : {"", "PG", "PGEO:a", "a PG:b", "./PG:dbname=geo", "dossier/PG:a.csv"}) {
        EXPECT_FALSE(is_connection(other)) << other;
    }
}

TEST(Connection, PairsAsLibpqTakesThem) {
    const Connection one = connection_of("PG: dbname = 'ma base' password='l\\'eau \\\\ et' host=a\\ b\ttable=zonages.pays geometry=contour schema=s user=''");
    EXPECT_THAT(one.settings, ElementsAre(Pair("dbname", "ma base"), Pair("password", "l'eau \\ et"), Pair("host", "a b"), Pair("user", "")));
    EXPECT_EQ(one.table, "zonages.pays");
    EXPECT_EQ(one.geometry, "contour");
    EXPECT_EQ(one.schema, "s");
}

TEST(Connection, WhatIsMalformedIsNotRepeated) {
    for (const char* const named : {"PG:", "PG:   ", "PG:dbname", "PG:=a", "PG:password=le secret", "PG:password='secret", "PG:postgresql://moi:secret@b/c",
                                    "PG:dbname=postgresql://moi:secret@b/c", "PG:dbname='host=b password=secret'", "PG:user=secret user=secret"}) {
        EXPECT_THAT(refusal(named), HasSubstr("connexion")) << named;
        EXPECT_THAT(refusal(named), Not(HasSubstr("secret"))) << named;
    }
}

TEST(Connection, PublishedWithNeitherServerNorUserNorPassword) {
    const std::string published = published_connection("pg:password=secret dbname='ma base' host=10.0.0.1 user=moi table=zonages.pays port=5433");
    EXPECT_EQ(published, "PG:dbname='ma base' table=zonages.pays");
    EXPECT_EQ(published_connection(published), published);
    EXPECT_EQ(published_connection("PG:service=geo schema=a"), "PG:schema=a");
    EXPECT_EQ(published_connection("PG:password=le secret"), "PG:");
    const std::string odd = published_connection("PG:dbname='l\\'a\\\\b' table=t");
    EXPECT_EQ(odd, "PG:dbname='l\\'a\\\\b' table=t");
    EXPECT_EQ(published_connection(odd), odd);
}

TEST(Connection, WrittenInAStudyWithoutItsPassword) {
    EXPECT_EQ(without_password("pg:password=secret dbname='ma base' host=10.0.0.1 user=moi sslpassword=s table=zonages.pays port=5433"),
              "PG:dbname='ma base' host=10.0.0.1 user=moi port=5433 table=zonages.pays");
    EXPECT_EQ(without_password("PG:password=le secret"), "PG:");
}

}  // namespace
}  // namespace maillage
