// What each stage of `check` costs on a list of many rows: by name, by code, by misspelt name; embedded zones and composition.
// Usage: bench_placing FOLDER(data/france) [ROWS_BY_NAME ROWS_BY_CODE [RUNS]]     (default 35000 1000000 3)
// Prints medians of wall time; judges nothing.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "stages/area_of_action.hpp"
#include "stages/assign.hpp"
#include "stages/look_up.hpp"
#include "stages/measure.hpp"
#include "stages/membership.hpp"
#include "stages/read.hpp"
#include "stages/resolve.hpp"
#include "stages/validate.hpp"
#include "stages/vintage.hpp"

namespace {

using namespace maillage;
using Clock = std::chrono::steady_clock;
using Times = std::vector<std::pair<std::string, double>>;

/// One pass over the stages that place a list, each timed.
Times pass(const Study& asked, const std::string& assets) {
    Times times;
    const auto timed = [&](const char* name, auto&& work) {
        const Clock::time_point start = Clock::now();
        work();
        times.emplace_back(name, std::chrono::duration<double>(Clock::now() - start).count());
    };
    stages::Inputs inputs;
    timed("read", [&] { inputs = stages::read(asked, assets); });
    const Study study = stages::resolve(asked, inputs);
    timed("year of the codes", [&] { stages::check_codes(inputs, study); });
    timed("validate territories", [&] { (void)stages::validate_territories(inputs, study); });
    const geo::PointLocator locator = stages::locator_of(inputs.territories);
    timed("validate facilities", [&] { stages::validate_facilities(inputs, locator); });
    const stages::Members members(inputs, locator);
    stages::settle_regions(inputs, members);
    timed("look up", [&] { stages::look_up(inputs); });
    std::vector<Placement> placements;
    timed("assign", [&] { placements = stages::assign(inputs, study, members, locator); });
    timed("measure", [&] {
        stages::count_areas(inputs, study, members, placements);
        const std::vector<bool> kept = stages::scope(inputs, study, placements);
        (void)stages::measure(inputs, study, members, placements, kept);
    });
    std::size_t assigned = 0;
    for (const Placement& one : placements) {
        assigned += one.bucket == Bucket::assigned ? 1U : 0U;
    }
    times.emplace_back("rows", static_cast<double>(placements.size()));
    times.emplace_back("rows assigned", static_cast<double>(assigned));
    return times;
}

void print(const std::string& title, const Study& study, const std::string& assets, int runs) {
    std::vector<Times> all;
    for (int run = 0; run < runs; ++run) {
        all.push_back(pass(study, assets));
    }
    fmt::print("{}\n", title);
    for (std::size_t i = 0; i < all.front().size(); ++i) {
        std::vector<double> values;
        for (const Times& one : all) {
            values.push_back(one[i].second);
        }
        std::sort(values.begin(), values.end());
        fmt::print("  {:<22} {:>12.3f}  ({:.3f} to {:.3f})\n", all.front()[i].first, values[values.size() / 2], values.front(), values.back());
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: bench_placing FOLDER [ROWS_BY_NAME ROWS_BY_CODE [RUNS]]\n");
        return 2;
    }
    const std::string folder = arguments[1];
    const std::size_t by_name = count > 3 ? std::strtoul(arguments[2], nullptr, 10) : 35'000;
    const std::size_t by_code = count > 3 ? std::strtoul(arguments[3], nullptr, 10) : 1'000'000;
    const int runs = count > 4 ? std::atoi(arguments[4]) : 3;
    const std::string assets = std::filesystem::path(folder).parent_path().string();

    Study study;
    study.pays.path = folder + "/zones.geojson";
    study.composition = CompositionInput{folder + "/communes.csv", "code", "zone"};
    study.gazetteer = folder;
    stages::Inputs gazetteer;
    stages::read_gazetteer(gazetteer, study, assets);
    std::vector<Commune> communes = gazetteer.gazetteer.communes;
    std::mt19937 random(4);
    std::shuffle(communes.begin(), communes.end(), random);

    const std::filesystem::path place = std::filesystem::temp_directory_path() / fmt::format("bench_placing_{}", std::random_device{}());
    std::filesystem::create_directory(place);
    const auto list = [&](const char* name, const char* titles, std::size_t rows, const std::function<std::string(const Commune&)>& cells) {
        const std::string path = (place / name).string();
        std::ofstream file(path);
        file << "id,nom," << titles << '\n';
        for (std::size_t i = 0; i < rows; ++i) {
            file << i << ",P" << i << ',' << cells(communes[i % communes.size()]) << '\n';
        }
        study.ptce.path = path;
    };
    list("one.csv", "code_insee", 1, [](const Commune& one) { return one.code; });
    print("one row", study, assets, runs);
    list("names.csv", "commune,departement", by_name, [](const Commune& one) { return one.name + ',' + one.departement; });
    print(fmt::format("{} rows by name and département", by_name), study, assets, runs);
    list("misspelt.csv", "commune,departement", by_name, [&](const Commune& one) {
        std::string name = one.name;
        name.insert(1 + random() % name.size(), "w");
        return '"' + name + "\"," + one.departement;
    });
    print(fmt::format("{} rows by misspelt name and département", by_name), study, assets, runs);
    list("codes.csv", "code_insee", by_code, [](const Commune& one) { return one.code; });
    print(fmt::format("{} rows by code", by_code), study, assets, runs);
    std::filesystem::remove_all(place);
    return 0;
}
