#include "stages/resolve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Resolve, TheDateIsTheListsLatestYear) {
    const Grid grid({"A"});
    stages::Inputs inputs = grid.inputs();
    add(inputs, at("p", grid.centre(0, 0)));
    EXPECT_FALSE(stages::resolve({}, inputs).date_reference.has_value());
    for (const int year : {2015, 2023, 2021}) {
        inputs.facilities.rows.front().year = year;
        add(inputs, inputs.facilities.rows.front());
    }
    EXPECT_EQ(stages::resolve({}, inputs).date_reference, 2023);
    Study asked;
    asked.date_reference = 2019;
    EXPECT_EQ(stages::resolve(asked, inputs).date_reference, 2019);
}

TEST(Resolve, ARegionBecomesItsCode) {
    const stages::Inputs inputs = Grid({"A"}).inputs();
    Study asked;
    asked.region = "sud";
    EXPECT_EQ(stages::resolve(asked, inputs).region, "20");
    asked.region = "Ouest";
    try {
        static_cast<void>(stages::resolve(asked, inputs));
        FAIL() << "a région nobody knows";
    } catch (const UsageError& error) {
        EXPECT_THAT(error.said().fr, HasSubstr("Ouest"));
        EXPECT_THAT(error.said().fr, HasSubstr("10 Nord, 20 Sud"));
        EXPECT_THAT(error.said().en, HasSubstr("10 Nord, 20 Sud"));
    }
}

/// A ledger in which 3 rows and 4 territories were read and none was lost.
struct Books {
    Books() {
        ledger.facilities_read = 3;
        ledger.facilities = {{Bucket::assigned, 2}, {Bucket::rejected, 1}};
        inputs.territories_read = 5;
        inputs.territories_rejected = 1;
        counts.duplicates = 1;
    }
    void close() { stages::balance(ledger, inputs, counts, kept); }
    Ledger ledger;
    stages::Inputs inputs;
    stages::Counts counts;
    std::vector<bool> kept{true, true, false};
};

TEST(Balance, WhatSumsIsClosed) {
    Books books;
    books.close();
    EXPECT_EQ(books.ledger.territories_read, 5);
    EXPECT_EQ(books.ledger.territories_kept, 2);
    EXPECT_EQ(books.ledger.territories_excluded, 1);
    EXPECT_EQ(books.ledger.territories_duplicate, 1);
    EXPECT_EQ(books.ledger.territories_rejected, 1);
}

TEST(Balance, ALostRowEndsTheRun) {
    Books books;
    books.ledger.facilities[Bucket::assigned] = 1;
    EXPECT_THROW(books.close(), LibraryError);
}

TEST(Balance, ARowTooManyEndsTheRun) {
    Books books;
    books.ledger.facilities[Bucket::outside] = 1;
    EXPECT_THROW(books.close(), LibraryError);
}

TEST(Balance, ALostTerritoryEndsTheRun) {
    Books books;
    books.kept.pop_back();
    EXPECT_THROW(books.close(), LibraryError);
}

TEST(Gather, FindingsAreSortedAndCommunesKnowTheirPays) {
    const Grid grid({"AB."});
    stages::Inputs inputs = grid.inputs();
    const auto note = [&](FindingCode code, const std::string& path, std::size_t row, const std::string& subject) {
        inputs.findings.push_back({code, subject, path, row, {}, std::nullopt});
    };
    note(FindingCode::facility_bad_year, "b.csv", 2, "x");
    note(FindingCode::facility_bad_year, "a.csv", 9, "x");
    note(FindingCode::facility_bad_year, "a.csv", 3, "z");
    note(FindingCode::facility_bad_year, "a.csv", 3, "y");
    note(FindingCode::encoding_cp1252, "z.csv", 0, "");
    Staged run(std::move(inputs));
    const Result result = run.result();
    std::vector<std::string> order;
    for (const Finding& one : result.findings) {
        order.push_back(one.path + ":" + std::to_string(one.row) + one.subject);
    }
    EXPECT_THAT(order, ElementsAre("z.csv:0", "a.csv:3y", "a.csv:3z", "a.csv:9x", "b.csv:2x"));
    EXPECT_THAT(result.demand_pays, ElementsAre("A", "B", ""));
    ASSERT_FALSE(result.versions.empty());
    EXPECT_EQ(result.versions.front().second, "0.0.0-test");
    EXPECT_EQ(result.pays_path, "pays.geojson");
}

}  // namespace
}  // namespace maillage::test
