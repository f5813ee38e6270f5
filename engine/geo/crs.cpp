#include "geo/crs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/proj.hpp"

namespace maillage::geo {

namespace {

constexpr int sure_enough = 70;  ///< of proj_identify: all parameters equal, the names need not be

bool is_lonlat(const Proj& proj, const PJ* crs) {
    constexpr std::array equals{"OGC:CRS84", "EPSG:4171", "EPSG:4258"};
    return std::any_of(equals.begin(), equals.end(), [&](const char* code) {
        const Proj::Object known = proj.crs(code);
        return known && proj_is_equivalent_to_with_ctx(proj.context(), crs, known.get(),
                                                       PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
    });
}

CrsKind kind_of(const Proj& proj, const PJ* crs) {
    switch (proj_get_type(crs)) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS:
        case PJ_TYPE_GEOGRAPHIC_3D_CRS:
            return CrsKind::geographic;
        case PJ_TYPE_PROJECTED_CRS:
            return CrsKind::projected;
        case PJ_TYPE_COMPOUND_CRS:
            return CrsKind::compound;
        case PJ_TYPE_BOUND_CRS: {
            const Proj::Object source(proj_get_source_crs(proj.context(), crs));
            return source ? kind_of(proj, source.get()) : CrsKind::other;
        }
        default:
            return CrsKind::other;
    }
}

std::optional<Area> stated_area(const Proj& proj, const PJ* crs) {
    Area area;
    constexpr double unknown = -1000;
    const int known =
        proj_get_area_of_use(proj.context(), crs, &area.west, &area.south, &area.east, &area.north, nullptr);
    return known != 0 && area.west > unknown ? std::optional(area) : std::nullopt;
}

struct DestroyList {
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};
struct DestroyNumbers {
    void operator()(int* numbers) const { proj_int_list_destroy(numbers); }
};

std::optional<Area> area_of(const Proj& proj, const PJ* crs) {
    if (const std::optional<Area> area = stated_area(proj, crs)) {
        return area;
    }
    int* confidences = nullptr;
    const std::unique_ptr<PJ_OBJ_LIST, DestroyList> list(proj_identify(proj.context(), crs, "EPSG", nullptr, &confidences));
    const std::unique_ptr<int, DestroyNumbers> owned(confidences);
    if (!list || proj_list_get_count(list.get()) == 0 || confidences == nullptr || confidences[0] < sure_enough) {
        return std::nullopt;
    }
    const Proj::Object known(proj_list_get(proj.context(), list.get(), 0));
    return known ? stated_area(proj, known.get()) : std::nullopt;
}

/// WGS 84 and GRS 80 differ by a tenth of a millimetre.
bool is_on_world_ellipsoid(const Proj& proj, const PJ* crs) {
    const Proj::Object ellipsoid(proj_get_ellipsoid(proj.context(), crs));
    double major = 0;
    double minor = 0;
    constexpr double wgs84_major = 6378137.0;
    constexpr double wgs84_minor = 6356752.314;
    return ellipsoid && proj_ellipsoid_get_parameters(proj.context(), ellipsoid.get(), &major, &minor, nullptr, nullptr) != 0 &&
           std::fabs(major - wgs84_major) < 1e-3 && std::fabs(minor - wgs84_minor) < 1e-2;
}

DatumPath datum_path(const Proj& proj, const PJ* crs) {
    if (is_lonlat(proj, crs) || proj.to_lonlat(crs, true)) {
        return DatumPath::known;
    }
    return is_on_world_ellipsoid(proj, crs) && proj.to_lonlat(crs, false) ? DatumPath::alike : DatumPath::none;
}

}  // namespace

bool Area::contains(Point point, double margin) const {
    if (!(point.lat >= south - margin && point.lat <= north + margin)) {
        return false;
    }
    const bool after_west = point.lon >= west - margin;
    const bool before_east = point.lon <= east + margin;
    return west <= east ? after_west && before_east : after_west || before_east;
}

CrsFacts facts(const std::string& crs) {
    const Proj proj;
    const Proj::Object object = proj.crs(crs);
    CrsFacts facts;
    if (!object) {
        facts.name = proj.message();
        return facts;
    }
    facts.kind = kind_of(proj, object.get());
    facts.name = proj_get_name(object.get());
    if (facts.kind == CrsKind::compound) {
        const Proj::Object plan(proj_crs_get_sub_crs(proj.context(), object.get(), 0));
        const char* const wkt = plan ? proj_as_wkt(proj.context(), plan.get(), PJ_WKT2_2019, nullptr) : nullptr;
        facts.horizontal = wkt == nullptr ? "" : wkt;
    } else if (facts.kind != CrsKind::other) {
        facts.area = area_of(proj, object.get());
        facts.datum = datum_path(proj, object.get());
    }
    return facts;
}

bool is_known_crs(const std::string& crs) { return Proj().crs(crs) != nullptr; }

bool is_lonlat(const std::string& crs) {
    const Proj proj;
    const Proj::Object object = proj.crs(crs);
    return object && is_lonlat(proj, object.get());
}

bool is_same_crs(const std::string& left, const std::string& right) {
    const Proj proj;
    const Proj::Object one = proj.crs(left);
    const Proj::Object other = proj.crs(right);
    return one && other &&
           ((is_lonlat(proj, one.get()) && is_lonlat(proj, other.get())) ||
            proj_is_equivalent_to_with_ctx(proj.context(), one.get(), other.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0);
}

}  // namespace maillage::geo
