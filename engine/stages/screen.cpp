#include "stages/screen.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "geo/arcs.hpp"
#include "geo/simplify.hpp"

namespace maillage::stages {

namespace {

constexpr double metres_per_degree = 111'700;  // of latitude, at its longest; of longitude, never more than 111,320

/// What the number of territories allows: the page must stay light.
struct Fineness {
    double tolerance_m;
    double step;  ///< of the grid, degrees
};

Fineness fineness(std::size_t territories) {
    constexpr std::size_t few = 500;
    constexpr std::size_t many = 3000;
    return territories <= few ? Fineness{300, 1e-4} : territories <= many ? Fineness{600, 2e-4} : Fineness{1000, 5e-4};
}

/// How far rounding to the grid moves a point at most.
double moved_m(double step) { return std::hypot(step, step) / 2 * metres_per_degree; }

/// Arcs are rounded, not outlines: both sides of a border stay one line. What falls flat goes unseen on a screen.
void round(Topology& topology, double step) {
    const auto rounded = [step](double degrees) { return std::round(degrees / step) * step; };
    for (std::vector<Point>& arc : topology.arcs) {
        for (Point& point : arc) {
            point = {rounded(point.lon), rounded(point.lat)};
        }
        const Point last = arc.back();
        arc.erase(std::unique(arc.begin(), arc.end()), arc.end());
        if (arc.size() < 2) {
            arc.push_back(last);
        }
    }
}

std::vector<const MultiPolygon*> pointers_to(const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    return pointers;
}

Topology rounded_topology(const std::vector<MultiPolygon>& outlines, double step) {
    Topology topology = geo::topology(pointers_to(outlines));
    round(topology, step);
    return topology;
}

/// Do the pays leave more of the country uncovered than their approximate outlines explain?
bool shows_outside(const Result& result) {
    constexpr double blur = 0.01;
    const AreaFigures& area = result.coverage.national.area;
    return !result.nation.empty() && area.outside_km2 && *area.outside_km2 > blur * area.total_km2;
}

/// What lies under the pays: only to be seen between them.
Topology under(const MultiPolygon& nation) {
    constexpr double tolerance_m = 1000;
    constexpr double step = 1e-3;
    std::vector<MultiPolygon> parts;
    for (const Polygon& part : nation) {
        parts.push_back({part});
    }
    return rounded_topology(geo::simplified(pointers_to(parts), {tolerance_m, std::nullopt}).outlines, step);
}

}  // namespace

Screen screen(const Result& result) {
    std::vector<const MultiPolygon*> outlines;
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        if (result.kept[i]) {
            outlines.push_back(&result.drawn[i]);
        }
    }
    const Fineness fine = fineness(outlines.size());
    const double spent_m = result.simplification ? result.simplification->tolerance_m : 0;
    const double left_m = std::max(1.0, fine.tolerance_m - spent_m - moved_m(fine.step));
    const geo::Simplified simple = geo::simplified(outlines, {left_m, std::nullopt});
    Screen screen;
    if (shows_outside(result)) {
        screen.country = under(result.nation);
    }
    screen.pays = rounded_topology(simple.outlines, fine.step);
    screen.tolerance_m = std::ceil(spent_m + simple.outcome.tolerance_m + moved_m(fine.step));
    screen.read = simple.outcome.read;
    screen.drawn = simple.outcome.drawn;
    return screen;
}

}  // namespace maillage::stages
