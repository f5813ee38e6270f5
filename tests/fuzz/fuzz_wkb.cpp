// Geometries (WKB) through what a row draws to a valid outline: where there is one, GEOS finds it valid, and every number is finite.
#include <ogr_api.h>

#include <cmath>

#include "fuzz.hpp"
#include "geo/dissolve.hpp"
#include "geo/validity.hpp"
#include "io/ogr_shape.hpp"
#include "stages/drawn_outline.hpp"
#include "stages/validate_outlines.hpp"

namespace maillage::fuzz {
namespace {

void hold_sound(const MultiPolygon& outline) {
    hold(!outline.empty(), "an outline that is used draws something");
    for (const Polygon& part : outline) {
        hold(part.shell.size() >= 4 && part.shell.front() == part.shell.back(), "shells are closed");
        for (const Point& point : part.shell) {
            hold(std::isfinite(point.lon) && std::isfinite(point.lat), "positions are finite");
        }
        for (const Ring& hole : part.holes) {
            hold(hole.size() >= 4 && hole.front() == hole.back(), "holes are closed");
        }
    }
    hold(!geo::invalidity(outline), "an outline that is used is valid");
}

/// How far apart numbers may be; where orientation is exact (geo/orientation), and degrees end.
bool is_degrees(const MultiPolygon& outline) {
    const auto fits = [](double value, double most) { return value == 0 || (std::fabs(value) <= most && std::fabs(value) >= 1e-9); };
    for (const Polygon& part : outline) {
        const auto fit = [&](const Ring& ring) {
            for (const Point& point : ring) {
                if (std::isfinite(point.lon) && std::isfinite(point.lat) && !(fits(point.lon, 180) && fits(point.lat, 90))) {
                    return false;
                }
            }
            return true;
        };
        if (!fit(part.shell)) {
            return false;
        }
        for (const Ring& hole : part.holes) {
            if (!fit(hole)) {
                return false;
            }
        }
    }
    return true;
}

void wkb(std::string_view input) {
    OGRGeometryH geometry = nullptr;
    if (OGR_G_CreateFromWkb(const_cast<char*>(input.data()), nullptr, &geometry, static_cast<int>(input.size())) != OGRERR_NONE) {
        OGR_G_DestroyGeometry(geometry);
        return;
    }
    Shape shape = io::shape_of(geometry);
    (void)io::positions_of(geometry);
    OGR_G_DestroyGeometry(geometry);
    if (!is_degrees(shape.polygons) || !is_degrees({Polygon{{}, shape.lines}})) {
        return;  // what is in no place of a CRS is refused before (stages/coordinates)
    }
    goes([&] {
        std::vector<Finding> findings;
        const std::string path = "a.gpkg";
        std::optional<MultiPolygon> drawn = stages::drawn_outline(shape, {path, 1, "A"}, findings);
        if (!drawn) {
            hold(!findings.empty(), "a row without an outline has a finding");
            return;
        }
        Territory territory;
        territory.code = territory.source_code = territory.name = "A";
        territory.row = 1;
        territory.outline = *std::move(drawn);
        stages::OutlineCheck check(path, 1, findings);
        const std::optional<MultiPolygon> outline = check.sound(territory);
        check.finish();
        if (!outline) {
            hold(!findings.empty(), "a row without a valid outline has a finding");
            return;
        }
        hold_sound(*outline);
        hold(!geo::invalidity(geo::dissolve({&*outline})), "its union with nothing is valid");
    });
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::wkb)
