// jobs/locator from C++, timed: what tests/bench/locate_table.py holds the Python package beside.
//
// usage: bench_locator PAYS CODE POINTS RUNS THREADS — POINTS: the longitudes, then the latitudes, float64. Prints the seconds of each run.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <cstring>

#include "io/open.hpp"
#include "jobs/locator.hpp"

int main(int argc, char** argv) {
    if (argc != 6) {
        return 2;
    }
    using namespace maillage;
    const std::string bytes = io::read_file(argv[3], io::Limits{std::uint64_t{64} << 30U});
    std::vector<double> numbers(bytes.size() / sizeof(double));
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(double));
    const std::size_t rows = numbers.size() / 2;
    const jobs::Locator locator({{argv[1], argv[2], "", ""}, 5, {}});
    const io::PointColumns points{rows, numbers.data(), numbers.data() + rows, 1, 1, {}};
    for (int run = 0; run < std::atoi(argv[4]); ++run) {
        const auto began = std::chrono::steady_clock::now();
        const jobs::LocatedColumns located = locator.locate(points, "", false, static_cast<std::size_t>(std::atoi(argv[5])));
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
        fmt::print("{:.4f} {}\n", seconds.count(), located.territories.empty() ? 0 : located.territories.back());
    }
    return 0;
}
