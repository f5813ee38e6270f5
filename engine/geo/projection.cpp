#include "geo/projection.hpp"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.hpp"

namespace maillage::geo {

namespace {

struct DestroyContext {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct DestroyObject {
    void operator()(PJ* object) const { proj_destroy(object); }
};
using Object = std::unique_ptr<PJ, DestroyObject>;

/// One PROJ context a call, silent, without network. Objects must not outlive it.
class Proj {
public:
    Proj() : m_message(std::make_unique<std::string>()), m_context(proj_context_create()) {
        proj_context_set_enable_network(context(), 0);
        proj_log_func(context(), m_message.get(),
                      [](void* text, int, const char* message) { *static_cast<std::string*>(text) = message; });
    }

    [[nodiscard]] PJ_CONTEXT* context() const { return m_context.get(); }

    /// What PROJ said last; "" when nothing.
    [[nodiscard]] const std::string& message() const { return *m_message; }

    /// Null when PROJ does not know it, or knows it as something else than a CRS.
    [[nodiscard]] Object crs(const std::string& definition) const {
        Object object(definition.empty() ? nullptr : proj_create(context(), definition.c_str()));
        return object && proj_is_crs(object.get()) != 0 ? std::move(object) : nullptr;
    }

private:
    std::unique_ptr<std::string> m_message;
    std::unique_ptr<PJ_CONTEXT, DestroyContext> m_context;
};

bool is_lonlat(const Proj& proj, const PJ* crs) {
    constexpr std::array equals{"OGC:CRS84", "EPSG:4171", "EPSG:4258"};
    return std::any_of(equals.begin(), equals.end(), [&](const char* code) {
        const Object known = proj.crs(code);
        return known && proj_is_equivalent_to_with_ctx(proj.context(), crs, known.get(),
                                                       PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
    });
}

Object transformation(const Proj& proj, const PJ* from) {
    const Object to = proj.crs("OGC:CRS84");
    const Object operation(to ? proj_create_crs_to_crs_from_pj(proj.context(), from, to.get(), nullptr, nullptr) : nullptr);
    Object upright(operation ? proj_normalize_for_visualization(proj.context(), operation.get()) : nullptr);
    if (!upright) {
        throw LibraryError(Said{"PROJ a échoué : " + proj.message(), "PROJ failed: " + proj.message()});
    }
    return upright;
}

Point transformed(PJ* operation, Point point) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (!std::isfinite(point.lon) || !std::isfinite(point.lat)) {
        return {nan, nan};
    }
    const PJ_COORD result = proj_trans(operation, PJ_FWD, proj_coord(point.lon, point.lat, 0, HUGE_VAL));
    if (!std::isfinite(result.xy.x) || !std::isfinite(result.xy.y)) {
        return {nan, nan};
    }
    return {result.xy.x, result.xy.y};
}

}  // namespace

bool is_known_crs(const std::string& crs) { return Proj().crs(crs) != nullptr; }

bool is_lonlat(const std::string& crs) {
    const Proj proj;
    const Object object = proj.crs(crs);
    return object && is_lonlat(proj, object.get());
}

void to_lonlat(Layer& layer) {
    const Proj proj;
    const Object crs = proj.crs(layer.crs);
    if (!crs) {
        throw InputError(Place{layer.path, layer.name, 0},
                         Said{"système de coordonnées inconnu de PROJ : « " + layer.crs + " » (" + proj.message() + ")",
                              "coordinate reference system unknown to PROJ: \"" + layer.crs + "\" (" + proj.message() + ")"});
    }
    if (!is_lonlat(proj, crs.get())) {
        const Object operation = transformation(proj, crs.get());
        const auto transform = [&](Ring& ring) {
            for (Point& point : ring) {
                point = transformed(operation.get(), point);
            }
        };
        for (LayerRow& row : layer.rows) {
            if (row.shape.kind == Shape::Kind::point) {
                row.shape.point = transformed(operation.get(), row.shape.point);
            }
            for (Polygon& part : row.shape.polygons) {
                transform(part.shell);
                std::for_each(part.holes.begin(), part.holes.end(), transform);
            }
        }
    }
    layer.crs = "OGC:CRS84";
}

}  // namespace maillage::geo
