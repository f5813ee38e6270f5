#include "geo/validity.hpp"

#include <algorithm>
#include <memory>

#include "geo/geos.hpp"
#include "geo/point_locator.hpp"

namespace maillage::geo {

namespace {

constexpr std::size_t shortest_ring = 4;

Ring closed(Ring ring) {
    if (!ring.empty() && !(ring.front() == ring.back())) {
        ring.push_back(ring.front());
    }
    return ring;
}

Point coordinates(const Geos& geos, const GEOSGeometry* geometry) {
    Point point;
    geos.check(GEOSGeomGetX_r(geos.context(), geometry, &point.lon));
    geos.check(GEOSGeomGetY_r(geos.context(), geometry, &point.lat));
    return point;
}

double planar_area(const Geos& geos, const Polygon& part) {
    double area = 0;
    geos.check(GEOSArea_r(geos.context(), geos.geometry({part}).get(), &area));
    return area;
}

}  // namespace

std::optional<Invalidity> invalidity(const MultiPolygon& outline) {
    const Geos geos;
    const Geos::Geometry shape = geos.geometry(outline);
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char answer = GEOSisValidDetail_r(geos.context(), shape.get(), 0, &reason, &where);
    const auto release = [&](char* text) { GEOSFree_r(geos.context(), text); };
    const std::unique_ptr<char, decltype(release)> owned_reason(reason, release);
    const Geos::Geometry owned_where(where, Geos::DestroyGeometry{geos.context()});
    if (geos.test(answer)) {
        return std::nullopt;
    }
    return Invalidity{reason == nullptr ? "" : reason, where == nullptr ? Point{} : coordinates(geos, where)};
}

MultiPolygon repaired(const MultiPolygon& outline) {
    const Geos geos;
    const auto release = [&](GEOSMakeValidParams* params) { GEOSMakeValidParams_destroy_r(geos.context(), params); };
    const std::unique_ptr<GEOSMakeValidParams, decltype(release)> params(GEOSMakeValidParams_create_r(geos.context()), release);
    geos.check(params == nullptr ? 0 : 1);
    geos.check(GEOSMakeValidParams_setMethod_r(geos.context(), params.get(), GEOS_MAKE_VALID_STRUCTURE));
    geos.check(GEOSMakeValidParams_setKeepCollapsed_r(geos.context(), params.get(), 0));
    const Geos::Geometry shape = geos.geometry(outline);
    return geos.polygons(geos.own(GEOSMakeValidWithParams_r(geos.context(), shape.get(), params.get())).get());
}

MultiPolygon close_rings(const MultiPolygon& outline) {
    MultiPolygon result;
    for (const Polygon& part : outline) {
        Polygon whole{closed(part.shell), {}};
        if (whole.shell.size() < shortest_ring) {
            continue;
        }
        for (const Ring& hole : part.holes) {
            if (Ring ring = closed(hole); ring.size() >= shortest_ring) {
                whole.holes.push_back(std::move(ring));
            }
        }
        result.push_back(std::move(whole));
    }
    return result;
}

Point interior_point(const MultiPolygon& outline) {
    const Geos geos;
    const auto largest = std::max_element(outline.begin(), outline.end(), [&](const Polygon& left, const Polygon& right) {
        return planar_area(geos, left) < planar_area(geos, right);
    });
    const MultiPolygon part{*largest};
    const Geos::Geometry shape = geos.geometry(part);
    const Point point = coordinates(geos, geos.own(GEOSPointOnSurface_r(geos.context(), shape.get())).get());
    // On a part thinner than floating point can halve, GEOS's point may fall beside it; a corner never does.
    return PointLocator({&part}).locate(point).holders.empty() ? part.front().shell.front() : point;
}

}  // namespace maillage::geo
