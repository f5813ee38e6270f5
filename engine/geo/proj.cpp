#include "geo/proj.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace maillage::geo {

Proj::Proj() : m_message(std::make_unique<std::string>()), m_context(proj_context_create()) {
    proj_context_set_enable_network(context(), 0);
    proj_log_func(context(), m_message.get(),
                  [](void* text, int, const char* message) { *static_cast<std::string*>(text) = message; });
}

Proj::Object Proj::crs(const std::string& definition) const {
    Object object(definition.empty() ? nullptr : proj_create(context(), definition.c_str()));
    return object && proj_is_crs(object.get()) != 0 ? std::move(object) : nullptr;
}

Proj::Object Proj::to_lonlat(const PJ* from, bool exact) const {
    const Object to = crs("OGC:CRS84");
    const char* const options[] = {exact ? "ALLOW_BALLPARK=NO" : nullptr, nullptr};
    const Object operation(to ? proj_create_crs_to_crs_from_pj(context(), from, to.get(), nullptr, options) : nullptr);
    return Object(operation ? proj_normalize_for_visualization(context(), operation.get()) : nullptr);
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

}  // namespace maillage::geo
