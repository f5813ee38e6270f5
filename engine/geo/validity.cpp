#include "geo/validity.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "geo/geodesic.hpp"
#include "geo/geos.hpp"
#include "geo/plain_ring.hpp"
#include "geo/point_locator.hpp"

namespace maillage::geo {

namespace {

constexpr std::size_t shortest_ring = 4;

Ring closed(Ring ring, double near_m) {
    constexpr double metres_per_km = 1000;
    if (ring.empty() || ring.front() == ring.back()) {
        return ring;
    }
    if (near_m > 0 && metres_per_km * distance_km(ring.front(), ring.back()) <= near_m) {
        ring.back() = ring.front();
    } else {
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

Geos::Geometry made_valid(const Geos& geos, const GEOSGeometry* shape, GEOSMakeValidMethods method) {
    const auto release = [&](GEOSMakeValidParams* params) { GEOSMakeValidParams_destroy_r(geos.context(), params); };
    const std::unique_ptr<GEOSMakeValidParams, decltype(release)> params(GEOSMakeValidParams_create_r(geos.context()), release);
    geos.check(params == nullptr ? 0 : 1);
    geos.check(GEOSMakeValidParams_setMethod_r(geos.context(), params.get(), method));
    geos.check(GEOSMakeValidParams_setKeepCollapsed_r(geos.context(), params.get(), 0));
    return geos.own(GEOSMakeValidWithParams_r(geos.context(), shape, params.get()));
}

/// The part's positions in ascending order: the same for the same part, wherever its rings begin and however they turn.
std::vector<std::pair<double, double>> positions_of(const Polygon& part) {
    std::vector<std::pair<double, double>> all;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            all.emplace_back(ring[i].lon, ring[i].lat);
        }
    };
    add(part.shell);
    std::for_each(part.holes.begin(), part.holes.end(), add);
    std::sort(all.begin(), all.end());
    return all;
}

double planar_area(const Geos& geos, const Polygon& part) {
    double area = 0;
    geos.check(GEOSArea_r(geos.context(), geos.geometry({part}).get(), &area));
    return area;
}

}  // namespace

std::optional<Invalidity> invalidity(const MultiPolygon& outline) {
    if (is_plain_ring(outline)) {
        return std::nullopt;
    }
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
    return geos.polygons(made_valid(geos, geos.geometry(outline).get(), GEOS_MAKE_VALID_STRUCTURE).get());
}

double moved_km2(const MultiPolygon& outline, const MultiPolygon& repaired) {
    const Geos geos;
    const auto valid = [&](const MultiPolygon& one, GEOSMakeValidMethods method) {
        return geos.geometry(geos.polygons(made_valid(geos, geos.geometry(one).get(), method).get()));
    };
    MultiPolygon shells;
    MultiPolygon holes;
    for (const Polygon& part : outline) {
        shells.push_back({part.shell, {}});
        for (const Ring& hole : part.holes) {
            holes.push_back({hole, {}});
        }
    }
    const Geos::Geometry structure = geos.geometry(repaired);
    const auto apart_km2 = [&](const Geos::Geometry& reading) {
        return area_km2(geos.polygons(geos.own(GEOSSymDifference_r(geos.context(), reading.get(), structure.get())).get()));
    };
    const Geos::Geometry even_odd = valid(outline, GEOS_MAKE_VALID_LINEWORK);
    const Geos::Geometry land = valid(shells, GEOS_MAKE_VALID_STRUCTURE);
    const Geos::Geometry water = valid(holes, GEOS_MAKE_VALID_STRUCTURE);
    double again_km2 = 0;  // what lies in several parts; an overlap along common edges is in neither reading
    if (outline.size() > 1) {
        std::set<std::vector<std::pair<double, double>>> met;
        again_km2 -= area_km2(repaired);
        for (const Polygon& part : outline) {
            if (met.insert(positions_of(part)).second) {
                again_km2 += area_km2(geos.polygons(valid({part}, GEOS_MAKE_VALID_STRUCTURE).get()));
            }
        }
    }
    return std::max(
        {again_km2, apart_km2(even_odd), apart_km2(geos.own(GEOSDifference_r(geos.context(), land.get(), water.get())))});
}

Enclosed enclosed(const std::vector<Ring>& lines) {
    const Geos geos;
    std::vector<Geos::Geometry> parts;
    for (const Ring& line : lines) {
        if (line.size() > 1) {
            parts.push_back(geos.line(line));
        }
    }
    const Geos::Geometry all = geos.collection(GEOS_MULTILINESTRING, std::move(parts));
    const Geos::Geometry noded = geos.own(GEOSUnaryUnion_r(geos.context(), all.get()));
    GEOSGeometry* cuts = nullptr;
    GEOSGeometry* dangles = nullptr;
    GEOSGeometry* invalid = nullptr;
    const Geos::Geometry faces = geos.own(GEOSPolygonize_full_r(geos.context(), noded.get(), &cuts, &dangles, &invalid));
    const Geos::DestroyGeometry destroy{geos.context()};
    const Geos::Geometry owned_cuts(cuts, destroy);
    const Geos::Geometry owned_dangles(dangles, destroy);
    const Geos::Geometry owned_invalid(invalid, destroy);
    const auto count = [&](const Geos::Geometry& one) {
        return one ? static_cast<std::size_t>(std::max(0, GEOSGetNumGeometries_r(geos.context(), one.get()))) : 0;
    };
    const Geos::Geometry area = geos.own(GEOSBuildArea_r(geos.context(), noded.get()));
    return {geos.polygons(area.get()), count(owned_cuts) + count(owned_dangles)};
}

std::vector<OpenRing> open_rings(const MultiPolygon& outline) {
    constexpr double metres_per_km = 1e3;
    std::vector<OpenRing> open;
    const auto search = [&](const Ring& ring) {
        if (ring.size() < 3 || ring.front() == ring.back()) {
            return;
        }
        double longest_km = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            longest_km = std::max(longest_km, distance_km(ring[i], ring[i + 1]));
        }
        open.push_back({ring.back(), metres_per_km * distance_km(ring.back(), ring.front()), metres_per_km * longest_km});
    };
    for (const Polygon& part : outline) {
        search(part.shell);
        std::for_each(part.holes.begin(), part.holes.end(), search);
    }
    return open;
}

Thinned without_repeats(MultiPolygon outline) {
    std::size_t removed = 0;
    const auto thin = [&](Ring& ring) {
        const auto end = std::unique(ring.begin(), ring.end());
        removed += static_cast<std::size_t>(ring.end() - end);
        ring.erase(end, ring.end());
    };
    for (Polygon& part : outline) {
        thin(part.shell);
        std::for_each(part.holes.begin(), part.holes.end(), thin);
    }
    return {std::move(outline), removed};
}

MultiPolygon close_rings(const MultiPolygon& outline, double near_m) {
    MultiPolygon result;
    for (const Polygon& part : outline) {
        Polygon whole{closed(part.shell, near_m), {}};
        if (whole.shell.size() < shortest_ring) {
            continue;
        }
        for (const Ring& hole : part.holes) {
            if (Ring ring = closed(hole, near_m); ring.size() >= shortest_ring) {
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

MultiPolygon made_valid(const MultiPolygon& outline) {
    MultiPolygon closed = close_rings(outline);
    return !closed.empty() && invalidity(closed) ? repaired(closed) : closed;
}

}  // namespace maillage::geo
