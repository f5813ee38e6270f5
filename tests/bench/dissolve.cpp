// Dissolving the communes of a layer by one of its columns, beside GEOS's unary union of the same groups; the two take turns.
// Usage: bench_dissolve LAYER COLUMN [RUNS]      (default 5). Prints medians of processor time; judges nothing.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "timing.hpp"

#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "geo/validity.hpp"
#include "io/open.hpp"

using namespace maillage;
using bench::seconds;
using bench::spread;

int main(int count, char** arguments) {
    if (count < 3) {
        fmt::print(stderr, "usage: bench_dissolve LAYER COLUMN [RUNS]\n");
        return 2;
    }
    const Layer layer = io::read_layer(arguments[1]);
    const std::size_t by = layer.column(arguments[2]);
    if (by == Layer::npos) {
        fmt::print(stderr, "no column {}\n", arguments[2]);
        return 3;
    }
    std::map<std::string, std::size_t> groups;
    std::vector<MultiPolygon> outlines;
    std::vector<std::size_t> group_of;
    for (const LayerRow& row : layer.rows) {
        const MultiPolygon closed = geo::close_rings(row.shape.polygons);
        outlines.push_back(geo::invalidity(closed) ? geo::repaired(closed) : closed);
        group_of.push_back(groups.try_emplace(row.cells[by], groups.size()).first->second);
    }
    std::vector<const MultiPolygon*> pointers;
    std::vector<MultiPolygon> together(groups.size());
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        pointers.push_back(&outlines[i]);
        together[group_of[i]].insert(together[group_of[i]].end(), outlines[i].begin(), outlines[i].end());
    }
    std::vector<double> ours;
    std::vector<double> theirs;
    std::size_t mismatches = 0;
    for (int run = count > 3 ? std::atoi(arguments[3]) : 5; run > 0; --run) {
        ours.push_back(seconds([&] { mismatches = geo::dissolve(pointers, group_of, groups.size()).mismatches.size(); }));
        theirs.push_back(seconds([&] {
            const geo::Geos geos;
            for (const MultiPolygon& group : together) {
                const auto united = geos.own(GEOSUnaryUnion_r(geos.context(), geos.geometry(group).get()));
            }
        }));
    }
    fmt::print("{} outlines in {} groups, {} by overlay\n  dissolve         {}\n  GEOS unary union {}\n", outlines.size(), groups.size(),
               mismatches, spread(ours), spread(theirs));
}
