// Steps sum to the whole, and both ends are what a whole run says, for maps, lists and edits drawn at random.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "stages/differences.hpp"
#include "stages/substitute.hpp"
#include "support/compared.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

constexpr int side = 4;

std::vector<std::string> any_lines() {
    std::vector<std::string> lines;
    for (int line = 0; line < side; ++line) {
        lines.push_back(*rc::gen::container<std::string>(side, rc::gen::element('A', 'B', 'C', '.')));
    }
    lines[0][0] = 'A';
    return lines;
}

std::vector<std::string> any_digits(const char* among) {
    std::vector<std::string> lines;
    for (int line = 0; line < side; ++line) {
        lines.push_back(*rc::gen::container<std::string>(side, rc::gen::elementOf(std::string(among))));
    }
    return lines;
}

Facility any_row(const Grid& grid, const std::string& id) {
    const auto line = static_cast<std::size_t>(*rc::gen::inRange(0, side));
    const auto column = static_cast<std::size_t>(*rc::gen::inRange(0, side));
    Facility row;
    switch (*rc::gen::inRange(0, 5)) {
        case 0: row = at(id, grid.centre(line, column)); break;
        case 1: row = at(id, grid.corner(line, column)); break;
        case 2: row = in_commune(id, grid.commune(line, column)); break;
        case 3: row = in_epci(id, "200000003"); break;
        default: row = in_departement(id, "01"); break;
    }
    row.name = *rc::gen::element<std::string>("un", "deux");
    row.year = *rc::gen::inRange(2010, 2026);
    return with_stage(row, *rc::gen::element(Stage::actif, Stage::actif, Stage::emergent, Stage::ferme, Stage::cite, Stage::unknown));
}

Study any_study() {
    Study study;
    if (*rc::gen::arbitrary<bool>()) {
        study.counted.push_back(Stage::emergent);
    }
    study.points_only = *rc::gen::arbitrary<bool>();
    study.attested_since = *rc::gen::element<std::optional<int>>(std::nullopt, 2018);
    study.region = *rc::gen::element<std::string>("", "10");
    return study;
}

/// A run, and the same with some of it drawn again.
struct Pair {
    stages::Side before;
    stages::Side after;
};

Pair any_pair() {
    const auto some = [] { return *rc::gen::inRange(0, 3) == 0; };
    const std::vector<std::string> lines = any_lines();
    const std::vector<std::string> departements = any_digits("115");
    const std::vector<std::string> epcis = any_digits("34");
    const auto grid_of = [](const auto& map, const auto& of_departements, const auto& of_epcis) {
        Grid grid(map);
        grid.departements(of_departements).epcis(of_epcis);
        return grid;
    };
    const Grid before = grid_of(lines, departements, epcis);
    const Grid after = grid_of(some() ? any_lines() : lines, some() ? any_digits("115") : departements, some() ? any_digits("34") : epcis);
    Pair pair;
    pair.before = {any_study(), before.inputs()};
    pair.after = {some() ? any_study() : pair.before.study, after.inputs()};
    if (*rc::gen::arbitrary<bool>()) {
        pair.before.inputs.composition = before.composition();
        pair.after.inputs.composition = after.composition();
    }
    const int rows = *rc::gen::inRange(0, 8);
    for (int i = 0; i < rows; ++i) {
        const std::string id = "f" + std::to_string(*rc::gen::inRange(0, 6));  // now and then twice
        const Facility row = any_row(before, id);
        const int fate = *rc::gen::inRange(0, 5);  // kept, kept, drawn again, gone, new
        if (fate < 4) {
            add(pair.before.inputs, row);
        }
        if (fate != 3) {
            add(pair.after.inputs, fate == 2 ? any_row(after, id) : row);
        }
    }
    return pair;
}

/// What a whole run says of each pays within its région.
std::map<std::string, Status> statuts(const stages::Side& one) {
    const Staged run(stages::Inputs(one.inputs), one.study);
    std::map<std::string, Status> all;
    for (std::size_t i = 0; i < run.inputs.territories.size(); ++i) {
        if (run.kept[i]) {
            all[run.inputs.territories[i].code] = run.coverage.territories[i].status;
        }
    }
    return all;
}

std::map<std::string, Status> statuts(const std::vector<PaysState>& state) {
    std::map<std::string, Status> all;
    for (const PaysState& one : state) {
        all[one.code] = one.status;
    }
    return all;
}

int covered(const std::map<std::string, Status>& all) {
    int count = 0;
    for (const auto& [code, status] : all) {
        count += status == Status::couvert ? 1 : 0;
    }
    return count;
}

TEST(Differences, BothEndsAreWholeRunsAndStepsSumToWhatLiesBetween) {
    EXPECT_TRUE(rc::check([] {
        const Pair pair = any_pair();
        const std::map<std::string, Status> was = statuts(pair.before);
        const std::map<std::string, Status> is = statuts(pair.after);
        const Way way = stages::substitute(pair.before, pair.after);
        RC_ASSERT(statuts(way.first) == was);
        RC_ASSERT(statuts(way.steps.back().pays) == is);
        const Difference found = stages::differences(way);
        int net = 0;
        int settled = 0;
        std::map<std::string, std::optional<Status>> state(was.begin(), was.end());
        std::map<std::string, Cause> last;
        for (const StepDifference& step : found.steps) {
            net += step.net_covered;
            settled += step.settled;
            RC_ASSERT(step.net_covered == step.count(Turn::gained) - step.count(Turn::lost) + covered_ones(step.transitions, Turn::appeared) -
                                              covered_ones(step.transitions, Turn::disappeared));
            RC_ASSERT(step.differs || step.transitions.empty());
            for (const Transition& one : step.transitions) {
                RC_ASSERT(state[one.code] == one.before);
                RC_ASSERT(one.before != one.after);
                state[one.code] = one.after;
                last[one.code] = step.cause;
            }
        }
        RC_ASSERT(net == covered(is) - covered(was));
        RC_ASSERT(settled == static_cast<int>(found.changes.size()));
        std::size_t differing = 0;
        for (const auto& [code, status] : state) {
            RC_ASSERT(status == (is.contains(code) ? std::optional(is.at(code)) : std::nullopt));
            differing += status != (was.contains(code) ? std::optional(was.at(code)) : std::nullopt) ? 1U : 0U;
        }
        RC_ASSERT(differing == found.changes.size());
        for (const PaysChange& one : found.changes) {
            RC_ASSERT(one.cause == last.at(one.transition.code));
        }
    }));
}

TEST(Differences, NothingDiffersBetweenARunAndItself) {
    EXPECT_TRUE(rc::check([] {
        const Pair pair = any_pair();
        RC_ASSERT(!compared(pair.before, pair.before).differs());
    }));
}

/// Each state is what a whole run says of inputs put together so: the settings, communes and zoning of either, and its list.
TEST(Differences, StatesOnTheWayAreWholeRuns) {
    EXPECT_TRUE(rc::check([] {
        const Pair pair = any_pair();
        const Way way = stages::substitute(pair.before, pair.after);
        stages::Side mixed = pair.before;
        mixed.study = pair.after.study;
        RC_ASSERT(statuts(way.steps[0].pays) == statuts(mixed));
        mixed.inputs.gazetteer = pair.after.inputs.gazetteer;
        mixed.inputs.demand = pair.after.inputs.demand;
        RC_ASSERT(statuts(way.steps[1].pays) == statuts(mixed));
        mixed.inputs.territories = pair.after.inputs.territories;
        mixed.inputs.territories_read = pair.after.inputs.territories_read;
        mixed.inputs.composition = pair.after.inputs.composition;
        RC_ASSERT(statuts(way.steps[2].pays) == statuts(mixed));
    }));
}

}  // namespace
}  // namespace maillage::test
