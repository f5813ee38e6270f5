#include "stages/list_changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/grid.hpp"

namespace maillage::test {
namespace {

using stages::ListChanges;
using stages::list_changes;
using testing::ElementsAre;
using testing::IsEmpty;

Facility row(const std::string& id, const std::string& name, const std::string& commune = "01000") {
    Facility facility = in_commune(id, commune);
    facility.name = name;
    return facility;
}

/// Names of the rows concerned at the step of a cause.
std::vector<std::string> changed(const ListChanges& changes, Cause cause) {
    std::vector<std::string> names;
    for (const stages::ListStep& step : changes.steps) {
        for (const std::size_t number : step.cause == cause ? step.changed : std::vector<std::size_t>()) {
            names.push_back(changes.facilities[number].name);
        }
    }
    return names;
}

std::vector<std::string> names(const stages::NumberedList& list) {
    std::vector<std::string> all;
    for (const Facility& one : list.rows) {
        all.push_back(one.name);
    }
    return all;
}

TEST(ListChanges, RowsAreTheSameByTheirId) {
    const ListChanges changes = list_changes({row("1", "un"), row("2", "deux")}, {row("2", "deux bis"), row("3", "trois")}, {});
    EXPECT_THAT(changed(changes, Cause::added), ElementsAre("trois"));
    EXPECT_THAT(changed(changes, Cause::closed), ElementsAre("un"));
    EXPECT_THAT(changed(changes, Cause::other), ElementsAre("deux bis"));
    EXPECT_THAT(names(changes.steps[0].list), ElementsAre("un", "deux", "trois"));
    EXPECT_THAT(names(changes.steps[1].list), ElementsAre("deux", "trois"));
    EXPECT_THAT(names(changes.steps.back().list), ElementsAre("deux bis", "trois"));
}

TEST(ListChanges, OfSeveralOfOneIdThoseOfTheSameNameArePairs) {
    const ListChanges changes = list_changes({row("1", "un"), row("1", "deux")}, {row("1", "deux", "01001")}, {});
    EXPECT_THAT(changed(changes, Cause::closed), ElementsAre("un"));
    EXPECT_THAT(changed(changes, Cause::moved), ElementsAre("deux"));
}

TEST(ListChanges, RowsWithoutIdAreToldByTheirName) {
    // a row put in first shifts the ids made up for the others
    const ListChanges changes = list_changes({row("ligne-2", "un"), row("ligne-3", "deux")},
                                             {row("ligne-2", "zéro"), row("ligne-3", "un"), row("ligne-4", "deux")}, {});
    EXPECT_THAT(changed(changes, Cause::added), ElementsAre("zéro"));
    EXPECT_THAT(changed(changes, Cause::closed), IsEmpty());
    EXPECT_THAT(changed(changes, Cause::moved), IsEmpty());
}

TEST(ListChanges, AStageThatIsSetAsideIsAClosureUnlessItCounts) {
    const std::vector<Facility> before{row("1", "un"), row("2", "deux"), with_stage(row("3", "trois"), Stage::candidat)};
    const std::vector<Facility> after{with_stage(row("1", "un"), Stage::cite), with_stage(row("2", "deux"), Stage::emergent),
                                      with_stage(row("3", "trois"), Stage::ferme)};
    const ListChanges changes = list_changes(before, after, {});
    EXPECT_THAT(changed(changes, Cause::closed), ElementsAre("un"));
    EXPECT_THAT(changed(changes, Cause::restaged), ElementsAre("deux", "trois"));  // the third was set aside already
    Study counting;
    counting.counted.push_back(Stage::cite);
    EXPECT_THAT(changed(list_changes(before, after, counting), Cause::closed), IsEmpty());
}

TEST(ListChanges, APlaceToldByOtherMeansIsLocatedOtherwise) {
    const Facility by_code = row("1", "un");
    Facility by_point = by_code;
    by_point.point = Point{2, 48};
    Facility elsewhere = by_point;
    elsewhere.point = Point{3, 48};
    EXPECT_THAT(changed(list_changes({by_code}, {by_point}, {}), Cause::relocated), ElementsAre("un"));
    EXPECT_THAT(changed(list_changes({by_point}, {elsewhere}, {}), Cause::moved), ElementsAre("un"));
    EXPECT_THAT(changed(list_changes({by_point}, {elsewhere}, {}), Cause::relocated), IsEmpty());
    Facility vague = by_code;
    vague.precision = Precision::epci;
    EXPECT_THAT(changed(list_changes({by_code}, {vague}, {}), Cause::relocated), ElementsAre("un"));
}

TEST(ListChanges, ARowThatChangesInManyWaysDoesSoAtEachStep) {
    Facility is = with_stage(row("1", "un", "01001"), Stage::emergent);
    is.year = 2025;
    const ListChanges changes = list_changes({row("1", "un")}, {is}, {});
    EXPECT_THAT(changed(changes, Cause::restaged), ElementsAre("un"));
    EXPECT_THAT(changed(changes, Cause::moved), ElementsAre("un"));
    EXPECT_THAT(changed(changes, Cause::other), ElementsAre("un"));
    const Facility& restaged = changes.steps[2].list.rows[0];
    EXPECT_EQ(restaged.stage, Stage::emergent);
    EXPECT_EQ(restaged.commune, "01000");
    const Facility& moved = changes.steps[3].list.rows[0];
    EXPECT_EQ(moved.commune, "01001");
    EXPECT_FALSE(moved.year.has_value());
}

}  // namespace
}  // namespace maillage::test
