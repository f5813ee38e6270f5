// Rules 1, 2 and 10 of the design, for maps and lists drawn at random.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "geo/geodesic.hpp"
#include "geo/point_locator.hpp"
#include "geo/precision.hpp"
#include "geo/validity.hpp"
#include "model/catalogue.hpp"
#include "stages/publish.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::test {
namespace {

constexpr int side = 5;

/// A map of five by five cells: up to four territories, land of none, sea.
std::vector<std::string> any_lines() {
    std::vector<std::string> lines;
    for (int line = 0; line < side; ++line) {
        lines.push_back(*rc::gen::container<std::string>(side, rc::gen::element('A', 'B', 'C', 'D', '.', ' ')));
    }
    lines[0][0] = 'A';  // at least one territory
    return lines;
}

std::vector<std::string> any_departements() {
    std::vector<std::string> lines;
    for (int line = 0; line < side; ++line) {
        lines.push_back(*rc::gen::container<std::string>(side, rc::gen::element('1', '2', '5')));
    }
    return lines;
}

/// A row of any kind: by point (corners and borders too), commune, EPCI, département, région or nothing; of any stage.
Facility any_facility(const Grid& grid, int number) {
    const std::string id = "f" + std::to_string(*rc::gen::inRange(0, number + 2));  // now and then twice
    const auto line = static_cast<std::size_t>(*rc::gen::inRange(0, side));
    const auto column = static_cast<std::size_t>(*rc::gen::inRange(0, side));
    Facility facility;
    switch (*rc::gen::inRange(0, 7)) {
        case 0: facility = at(id, grid.centre(line, column)); break;
        case 1: facility = at(id, grid.corner(line, column)); break;
        case 2: facility = in_commune(id, grid.commune(line, column)); break;
        case 3: facility = in_epci(id, "200000003"); break;
        case 4: facility = in_departement(id, "01"); break;
        case 5: facility = in_region(id, "20"); break;
        default: facility = in_commune(id, "99999"); break;
    }
    facility.name = *rc::gen::element<std::string>("un", "deux");
    return with_stage(facility, *rc::gen::elementOf(std::vector<Stage>(std::begin(catalogue::all_stages), std::end(catalogue::all_stages))));
}

stages::Inputs any_inputs(bool with_composition) {
    const std::vector<std::string> lines = any_lines();
    Grid grid(lines);
    grid.departements(any_departements());
    stages::Inputs inputs = grid.inputs();
    if (with_composition) {
        inputs.composition = grid.composition();
    }
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
        add(inputs, any_facility(grid, i));
    }
    return inputs;
}

TEST(Rules, EveryRowEndsInExactlyOneBucketAndTheySum) {
    EXPECT_TRUE(rc::check([] {
        stages::Inputs inputs = any_inputs(*rc::gen::arbitrary<bool>());
        const std::size_t rows = inputs.facilities.rows.size();
        const Staged run(std::move(inputs));
        RC_ASSERT(run.placements.size() == rows);
        int sum = 0;
        for (const auto& [bucket, count] : run.coverage.ledger.facilities) {
            sum += count;
        }
        RC_ASSERT(sum == static_cast<int>(rows));
        RC_ASSERT(run.coverage.ledger.facilities_read == static_cast<int>(rows));
        for (const Placement& placement : run.placements) {
            const bool assigned = placement.bucket == Bucket::assigned;
            const bool imprecise = placement.bucket == Bucket::imprecise;
            RC_ASSERT(!assigned || (placement.territory.has_value() && placement.candidates.empty() && !placement.may_be_outside));
            RC_ASSERT(!imprecise || (!placement.territory && placement.candidates.size() + (placement.may_be_outside ? 1 : 0) >= 2));
        }
    }));
}

TEST(Rules, StatutsSumToTheTerritoriesAndTheRangeHolds) {
    EXPECT_TRUE(rc::check([] {
        const Staged run(any_inputs(*rc::gen::arbitrary<bool>()));
        const AreaCoverage& all = run.coverage.national;
        RC_ASSERT(all.covered + all.emerging + all.possible + all.uncovered == all.territories);
        RC_ASSERT(all.covered <= all.covered_max && all.covered_max <= all.territories);
        RC_ASSERT(all.covered_max - all.covered <= all.facilities_imprecise);
        int territories = 0;
        int facilities = 0;
        for (const AreaCoverage& region : run.coverage.regions) {
            territories += region.territories;
            facilities += region.facilities;
        }
        RC_ASSERT(territories == all.territories);
        RC_ASSERT(facilities <= all.facilities);
    }));
}

/// What a run says of each territory and facility, whatever the order of its rows.
std::map<std::string, std::string> said(const Staged& run) {
    std::map<std::string, std::string> words;
    for (const Territory& territory : run.inputs.territories) {
        const TerritoryCoverage& one = run.covered(territory.code);
        words["pays " + territory.code] = std::string(catalogue::id(one.status)) + " " + std::to_string(one.counted) + " " +
                                          std::to_string(one.emerging) + " " + std::to_string(one.possible) + " " +
                                          std::to_string(one.population.value_or(-1)) + " " +
                                          (one.nearest ? fixed(one.nearest->distance_km, 9) : "none");
    }
    return words;
}

TEST(Rules, TheOrderOfRowsAndTerritoriesDoesNotMatter) {
    EXPECT_TRUE(rc::check([] {
        stages::Inputs inputs = any_inputs(*rc::gen::arbitrary<bool>());
        // one id, one row: which of two duplicates is kept does depend on the order
        std::set<std::string> ids;
        std::erase_if(inputs.facilities.rows, [&](const Facility& facility) { return !ids.insert(facility.id).second; });
        stages::Inputs shuffled = inputs;
        std::mt19937 order(*rc::gen::arbitrary<unsigned>());
        std::shuffle(shuffled.facilities.rows.begin(), shuffled.facilities.rows.end(), order);
        std::shuffle(shuffled.territories.begin(), shuffled.territories.end(), order);
        const Staged one(std::move(inputs));
        const Staged other(std::move(shuffled));
        RC_ASSERT(said(one) == said(other));
    }));
}

TEST(Rules, APointHasOnePaysAndOnABorderTheLowestCode) {
    EXPECT_TRUE(rc::check([] {
        const std::vector<std::string> lines = any_lines();
        const Grid grid(lines);
        const auto line = static_cast<std::size_t>(*rc::gen::inRange(0, side));
        const auto column = static_cast<std::size_t>(*rc::gen::inRange(0, side));
        stages::Inputs inputs = grid.inputs();
        add(inputs, at("corner", grid.corner(line, column)));
        // closed cells: a cell's north-west corner belongs to it and to its neighbours north, west and north-west
        std::set<char> around;
        for (const std::size_t l : {line, line - 1}) {
            for (const std::size_t c : {column, column - 1}) {
                if (l < side && c < side && lines[l][c] >= 'A' && lines[l][c] <= 'D') {
                    around.insert(lines[l][c]);
                }
            }
        }
        const Staged run(std::move(inputs));
        RC_ASSERT(run.territory("corner") == (around.empty() ? "" : std::string(1, *around.begin())));
        RC_ASSERT(run.bucket("corner") == (around.empty() ? Bucket::outside : Bucket::assigned));
        RC_ASSERT(run.found(FindingCode::point_on_border).size() == (around.size() > 1 ? 1U : 0U));
    }));
}

/// A ring around a centre with random radii: valid, star-shaped, with as many decimals as doubles have.
MultiPolygon any_star() {
    const int corners = *rc::gen::inRange(3, 40);
    const double size = std::pow(10.0, *rc::gen::inRange(-5, 0));
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double radius = size * (0.05 + *rc::gen::inRange(0, 100000) / 100000.0);
        const double angle = 2 * 3.14159265358979323846 * i / corners;
        ring.push_back({2 + radius * std::cos(angle), 47 + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {{ring, {}}};
}

TEST(Rules, PublishedRingsAreValidAsPrinted) {
    EXPECT_TRUE(rc::check([] {
        const MultiPolygon star = any_star();
        RC_PRE(!geo::invalidity(star));
        const MultiPolygon rounded = geo::rounded(star);
        for (const Polygon& polygon : rounded) {
            for (const Point& point : polygon.shell) {
                RC_ASSERT(parse_number(fixed(point.lon, 6)) == point.lon);
                RC_ASSERT(parse_number(fixed(point.lat, 6)) == point.lat);
            }
        }
        RC_ASSERT(rounded.empty() || !geo::invalidity(rounded));
        const double perimeter_km = 40 * geo::distance_km({2, 47}, {3, 47});  // more than any star's
        RC_ASSERT(std::fabs(geo::area_km2(rounded) - geo::area_km2(star)) < perimeter_km * 1e-3);
    }));
}

TEST(Rules, TheSameInputsGiveTheSameBytes) {
    EXPECT_TRUE(rc::check([] {
        const stages::Inputs inputs = any_inputs(true);
        const auto bytes = [&] {
            stages::Inputs copy = inputs;
            Staged run(std::move(copy));
            std::string all;
            for (const io::OutputFile& file : stages::drawn_up(run.result())) {
                all += file.path + "\n" + file.bytes;
            }
            return all;
        };
        RC_ASSERT(bytes() == bytes());
    }));
}

}  // namespace
}  // namespace maillage::test
