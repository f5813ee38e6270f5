#include "geo/geos.hpp"

#include <cstddef>
#include <utility>

#include "base/error.hpp"

namespace maillage::geo {

namespace {

void keep_message(const char* message, void* text) { *static_cast<std::string*>(text) = message; }

std::vector<GEOSGeometry*> released(std::vector<Geos::Geometry>& parts) {
    std::vector<GEOSGeometry*> bare;
    bare.reserve(parts.size());
    for (Geos::Geometry& part : parts) {
        bare.push_back(part.release());
    }
    return bare;
}

}  // namespace

Geos::Geos() : m_message(std::make_unique<std::string>()), m_context(GEOS_init_r()) {
    if (!m_context) {
        fail();
    }
    GEOSContext_setErrorMessageHandler_r(context(), keep_message, m_message.get());
}

void Geos::fail() const {
    const std::string message = m_message->empty() ? "?" : *m_message;
    throw LibraryError(Said{"GEOS a échoué : " + message, "GEOS failed: " + message});
}

bool Geos::test(char answer) const {
    if (answer != 0 && answer != 1) {
        fail();
    }
    return answer == 1;
}

Geos::Geometry Geos::own(GEOSGeometry* geometry) const {
    if (geometry == nullptr) {
        fail();
    }
    return {geometry, DestroyGeometry{context()}};
}

void Geos::check(int answer) const {
    if (answer != 1) {
        fail();
    }
}

GEOSCoordSequence* Geos::sequence(const Ring& ring) const {
    std::vector<double> flat;
    flat.reserve(2 * ring.size());
    for (const Point& point : ring) {
        flat.push_back(point.lon);
        flat.push_back(point.lat);
    }
    GEOSCoordSequence* const sequence =
        GEOSCoordSeq_copyFromBuffer_r(context(), flat.data(), static_cast<unsigned>(ring.size()), 0, 0);
    if (sequence == nullptr) {
        fail();
    }
    return sequence;
}

Geos::Geometry Geos::line(const Ring& ring) const { return own(GEOSGeom_createLineString_r(context(), sequence(ring))); }

Geos::Geometry Geos::polygon(const Polygon& polygon) const {
    Geometry shell = own(GEOSGeom_createLinearRing_r(context(), sequence(polygon.shell)));
    std::vector<Geometry> holes;
    holes.reserve(polygon.holes.size());
    for (const Ring& hole : polygon.holes) {
        holes.push_back(own(GEOSGeom_createLinearRing_r(context(), sequence(hole))));
    }
    std::vector<GEOSGeometry*> bare = released(holes);
    return own(GEOSGeom_createPolygon_r(context(), shell.release(), bare.data(), static_cast<unsigned>(bare.size())));
}

Geos::Geometry Geos::collection(int type, std::vector<Geometry> parts) const {
    std::vector<GEOSGeometry*> bare = released(parts);
    return own(GEOSGeom_createCollection_r(context(), type, bare.data(), static_cast<unsigned>(bare.size())));
}

Geos::Geometry Geos::geometry(const MultiPolygon& outline) const {
    std::vector<Geometry> parts;
    parts.reserve(outline.size());
    for (const Polygon& part : outline) {
        parts.push_back(polygon(part));
    }
    return collection(GEOS_MULTIPOLYGON, std::move(parts));
}

Ring Geos::ring(const GEOSGeometry* line) const {
    const GEOSCoordSequence* const sequence = GEOSGeom_getCoordSeq_r(context(), line);
    unsigned size = 0;
    check(sequence == nullptr ? 0 : GEOSCoordSeq_getSize_r(context(), sequence, &size));
    std::vector<double> flat(2 * static_cast<std::size_t>(size));
    check(GEOSCoordSeq_copyToBuffer_r(context(), sequence, flat.data(), 0, 0));
    Ring ring;
    ring.reserve(size);
    for (std::size_t i = 0; i + 1 < flat.size(); i += 2) {
        ring.push_back({flat[i], flat[i + 1]});
    }
    return ring;
}

Polygon Geos::polygon(const GEOSGeometry* geometry) const {
    Polygon polygon{ring(GEOSGetExteriorRing_r(context(), geometry)), {}};
    const int holes = GEOSGetNumInteriorRings_r(context(), geometry);
    for (int i = 0; i < holes; ++i) {
        polygon.holes.push_back(ring(GEOSGetInteriorRingN_r(context(), geometry, i)));
    }
    return polygon;
}

MultiPolygon Geos::polygons(const GEOSGeometry* geometry) const {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (test(GEOSisEmpty_r(context(), geometry))) {
        return {};
    }
    if (type == GEOS_POLYGON) {
        return {polygon(geometry)};
    }
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) {
        return {};
    }
    MultiPolygon outline;
    const int parts = GEOSGetNumGeometries_r(context(), geometry);
    for (int i = 0; i < parts; ++i) {
        for (Polygon& part : polygons(GEOSGetGeometryN_r(context(), geometry, i))) {
            outline.push_back(std::move(part));
        }
    }
    return outline;
}

std::vector<Ring> Geos::lines(const GEOSGeometry* geometry) const {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (test(GEOSisEmpty_r(context(), geometry))) {
        return {};
    }
    if (type == GEOS_LINESTRING || type == GEOS_LINEARRING) {
        return {ring(geometry)};
    }
    if (type != GEOS_MULTILINESTRING && type != GEOS_GEOMETRYCOLLECTION) {
        return {};
    }
    std::vector<Ring> lines_found;
    const int parts = GEOSGetNumGeometries_r(context(), geometry);
    for (int i = 0; i < parts; ++i) {
        for (Ring& line : lines(GEOSGetGeometryN_r(context(), geometry, i))) {
            lines_found.push_back(std::move(line));
        }
    }
    return lines_found;
}

}  // namespace maillage::geo
