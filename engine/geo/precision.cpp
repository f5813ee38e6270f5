#include "geo/precision.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "geo/validity.hpp"

namespace maillage::geo {

namespace {

constexpr double steps_per_degree = 1e6;
constexpr std::size_t shortest_ring = 4;

/// Whole steps divided once: the double nearest to the decimal number, so that what is printed reads back as the same.
double nearest_step(double degrees) { return std::round(degrees * steps_per_degree) / steps_per_degree + 0.0; }

Ring pointwise(const Ring& ring) {
    Ring result;
    result.reserve(ring.size());
    for (const Point& point : ring) {
        if (const Point next{nearest_step(point.lon), nearest_step(point.lat)}; result.empty() || !(next == result.back())) {
            result.push_back(next);
        }
    }
    return result;
}

MultiPolygon pointwise(const MultiPolygon& outline) {
    MultiPolygon result;
    for (const Polygon& part : outline) {
        Polygon copy{pointwise(part.shell), {}};
        if (copy.shell.size() < shortest_ring) {
            continue;
        }
        for (const Ring& hole : part.holes) {
            if (Ring ring = pointwise(hole); ring.size() >= shortest_ring) {
                copy.holes.push_back(std::move(ring));
            }
        }
        result.push_back(std::move(copy));
    }
    return result;
}

MultiPolygon on_grid(const MultiPolygon& outline) {
    const Geos geos;
    const Geos::Geometry shape = geos.geometry(outline);
    const Geos::Geometry snapped =
        geos.own(GEOSGeom_setPrecision_r(geos.context(), shape.get(), 1 / steps_per_degree, GEOS_PREC_VALID_OUTPUT));
    return pointwise(geos.polygons(snapped.get()));
}

}  // namespace

MultiPolygon rounded(const MultiPolygon& outline) {
    constexpr int repairs = 3;  // each puts at most a few new corners back on the grid
    MultiPolygon result = pointwise(outline);
    if (result == outline) {
        return normalised(result);  // on the grid already, and valid by contract
    }
    std::optional<Invalidity> defect = invalidity(result);
    for (int i = 0; i <= repairs && defect; ++i) {
        result = on_grid(i == 0 ? outline : repaired(result));
        defect = invalidity(result);
    }
    if (defect) {
        throw LibraryError(Said{"GEOS n'a pas su arrondir un contour à 6 décimales : " + defect->reason,
                                "GEOS could not round an outline to 6 decimals: " + defect->reason});
    }
    return normalised(result);
}

Point rounded(Point point) { return {nearest_step(point.lon), nearest_step(point.lat)}; }

}  // namespace maillage::geo
