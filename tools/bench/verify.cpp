// The locator against GEOS, point by point, at full size. Exits 1 at the first difference.
// Usage: bench_verify LAYER|random POINTS      random: a hundred maps of stars that are no partition
#include <fmt/format.h>

#include <cstdlib>

#include "layers.hpp"
#include "support/locator_beside_geos.hpp"

int main(int count, char** arguments) {
    using namespace maillage;
    if (count != 3) {
        fmt::print(stderr, "usage: bench_verify LAYER|random POINTS\n");
        return 2;
    }
    const std::string what = arguments[1];
    const auto points = static_cast<std::size_t>(std::atof(arguments[2]));
    constexpr unsigned maps = 100;
    test::Compared all;
    for (unsigned seed = 1; seed <= (what == "random" ? maps : 1) && all.difference.empty(); ++seed) {
        const test::Compared one = what == "random" ? test::compare_with_geos(test::random_stars(seed), points / maps, seed)
                                                    : test::compare_with_geos(bench::outlines_of(what).outlines, points, seed);
        all.points += one.points;
        all.on_border += one.on_border;
        all.in_several += one.in_several;
        all.in_none += one.in_none;
        all.difference = one.difference;
    }
    fmt::print("{}: {} points, {} on a border, {} in several outlines, {} in none: {}\n", what, all.points, all.on_border,
               all.in_several, all.in_none, all.difference.empty() ? "all as GEOS has them" : "differs " + all.difference);
    return all.difference.empty() ? 0 : 1;
}
