// RAII over GEOS's reentrant C interface. Private to geo: included by its .cpp files only.
#pragma once

#include <geos_c.h>

#include <memory>
#include <string>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// One GEOS context with the last message it reported. Not thread-safe: one a call. Geometries must not outlive it.
class Geos {
public:
    Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    struct DestroyGeometry {
        GEOSContextHandle_t context;
        void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

    [[nodiscard]] GEOSContextHandle_t context() const { return m_context.get(); }

    /// A predicate's answer. Throws LibraryError on 2, GEOS's code for an exception.
    [[nodiscard]] bool test(char answer) const;

    /// A new geometry, owned. Throws LibraryError on null.
    [[nodiscard]] Geometry own(GEOSGeometry* geometry) const;

    /// Throws LibraryError on 0, the code for an exception of functions that answer 1.
    void check(int answer) const;

    /// A GEOS MultiPolygon. Rings must be closed.
    [[nodiscard]] Geometry geometry(const MultiPolygon& outline) const;

    /// A closed line along a ring.
    [[nodiscard]] Geometry line(const Ring& ring) const;

    /// `type` is GEOS_MULTIPOLYGON, GEOS_MULTILINESTRING or GEOS_GEOMETRYCOLLECTION.
    [[nodiscard]] Geometry collection(int type, std::vector<Geometry> parts) const;

    /// Every non-empty polygon in a geometry, however deep in collections; lines and points are left out.
    [[nodiscard]] MultiPolygon polygons(const GEOSGeometry* geometry) const;

    /// Every non-empty line in a geometry, the same way.
    [[nodiscard]] std::vector<Ring> lines(const GEOSGeometry* geometry) const;

private:
    struct Finish {
        void operator()(GEOSContextHandle_HS* context) const { GEOS_finish_r(context); }
    };

    [[noreturn]] void fail() const;
    [[nodiscard]] GEOSCoordSequence* sequence(const Ring& ring) const;
    [[nodiscard]] Geometry polygon(const Polygon& polygon) const;
    [[nodiscard]] Ring ring(const GEOSGeometry* line) const;
    [[nodiscard]] Polygon polygon(const GEOSGeometry* geometry) const;

    std::unique_ptr<std::string> m_message;
    std::unique_ptr<GEOSContextHandle_HS, Finish> m_context;
};

}  // namespace maillage::geo
