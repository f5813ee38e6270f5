#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "geo/crs.hpp"
#include "geo/proj.hpp"
#include "model/land.hpp"

namespace maillage::geo {

namespace {

constexpr std::size_t sample = 200;
constexpr double margin = 0.1;  // degrees about an area of use

/// The systems in use in France today and before, likeliest first. Not those of Polynésie: it is so wide that metres of métropole
/// fall into it.
constexpr std::array candidates{
    "EPSG:4326",                                                                  // degrees
    "EPSG:2154",                                                                  // Lambert-93
    "EPSG:3942",  "EPSG:3943",  "EPSG:3944",  "EPSG:3945",  "EPSG:3946",          // its nine zones, "CC"
    "EPSG:3947",  "EPSG:3948",  "EPSG:3949",  "EPSG:3950",                        //
    "EPSG:5490",  "EPSG:2975",  "EPSG:2972",  "EPSG:4471",  "EPSG:4467",          // Antilles, Réunion, Guyane, Mayotte, St-Pierre
    "EPSG:3857",                                                                  // web maps
    "EPSG:27572", "EPSG:27571", "EPSG:27573", "EPSG:27574",                       // Lambert II étendu, I, III and IV cartographic
    "EPSG:27561", "EPSG:27562", "EPSG:27563", "EPSG:27564",                       // Lambert I to IV
    "EPSG:3035",  "EPSG:3034",  "EPSG:25830", "EPSG:25831", "EPSG:25832",         // Europe
    "EPSG:3163",  "EPSG:8903",                                                    // Nouvelle-Calédonie, Wallis
    "EPSG:4559",  "EPSG:2970",  "EPSG:2973",  "EPSG:3727",                        // overseas, before
    "EPSG:4171",  "EPSG:5489",  "EPSG:4627",  "EPSG:4624",  "EPSG:4470",  "EPSG:4463",  // degrees, of one land
};

/// First finite position of some rows, evenly spread.
std::vector<Point> positions_of(const Layer& layer) {
    std::vector<Point> all;
    for (const LayerRow& row : layer.rows) {
        const Shape& shape = row.shape;
        const Point* first = shape.kind == Shape::Kind::point ? &shape.point : nullptr;
        if (!shape.polygons.empty() && !shape.polygons.front().shell.empty()) {
            first = &shape.polygons.front().shell.front();
        } else if (!shape.lines.empty() && !shape.lines.front().empty()) {
            first = &shape.lines.front().front();
        }
        if (first != nullptr && std::isfinite(first->lon) && std::isfinite(first->lat)) {
            all.push_back(*first);
        }
    }
    const std::size_t step = std::max<std::size_t>(1, (all.size() + sample - 1) / sample);
    std::vector<Point> some;
    for (std::size_t i = 0; i < all.size(); i += step) {
        some.push_back(all[i]);
    }
    return some;
}

/// To degrees from Greenwich on the system's own datum: a hundred metres don't matter here, and PROJ is many times as quick
/// where it need not look for a way to WGS 84.
Proj::Object to_degrees(const Proj& proj, const PJ* crs) {
    const Proj::Object meridian(proj_get_prime_meridian(proj.context(), crs));
    const Proj::Object own(proj_crs_get_geodetic_crs(proj.context(), crs));
    double longitude = 0;
    const bool greenwich =
        meridian && proj_prime_meridian_get_parameters(proj.context(), meridian.get(), &longitude, nullptr, nullptr) != 0 && longitude == 0;
    if (!own || !greenwich) {
        return proj.to_lonlat(crs, false);
    }
    const Proj::Object operation(proj_create_crs_to_crs_from_pj(proj.context(), crs, own.get(), nullptr, nullptr));
    return Proj::Object(operation ? proj_normalize_for_visualization(proj.context(), operation.get()) : nullptr);
}

std::size_t holds(const Proj& proj, const PJ* crs, const Area& area, const std::vector<Point>& positions) {
    const Proj::Object operation = to_degrees(proj, crs);
    return operation == nullptr
               ? 0
               : static_cast<std::size_t>(std::count_if(positions.begin(), positions.end(), [&](Point position) {
                     const Point place = transformed(operation.get(), position);
                     return std::fabs(place.lat) <= 90 && area.contains(place, margin) && is_french(place);
                 }));
}

/// Whether most may be: no projected system in use puts a place of France this near to its origin.
bool are_degrees(const std::vector<Point>& positions) {
    const auto degrees = std::count_if(positions.begin(), positions.end(), [](Point position) {
        return std::fabs(position.lon) <= 360 && std::fabs(position.lat) <= 360;
    });
    return 2 * static_cast<std::size_t>(degrees) > positions.size();
}

std::vector<LikelyCrs> fitting(const std::vector<Point>& positions) {
    struct Fit {
        LikelyCrs crs;
        std::size_t held = 0;
    };
    const Proj proj;
    const bool degrees = are_degrees(positions);
    std::vector<Fit> fits;
    for (const char* const code : candidates) {
        const Proj::Object crs = proj.crs(code);
        Area area;
        const bool known = crs && proj_get_area_of_use(proj.context(), crs.get(), &area.west, &area.south, &area.east, &area.north, nullptr) != 0;
        const bool lonlat = known && proj_get_type(crs.get()) == PJ_TYPE_GEOGRAPHIC_2D_CRS;
        if (!known || lonlat != degrees) {
            continue;  // not in this database of PROJ's, or of the other unit
        }
        const std::size_t held = holds(proj, crs.get(), area, positions);
        if (2 * held > positions.size()) {
            fits.push_back({{code, lonlat, area.everywhere()}, held});
        }
    }
    std::stable_sort(fits.begin(), fits.end(), [](const Fit& left, const Fit& right) { return left.held > right.held; });
    std::vector<LikelyCrs> likely;
    for (Fit& fit : fits) {
        likely.push_back(std::move(fit.crs));
    }
    return likely;
}

}  // namespace

std::vector<LikelyCrs> likely_crs(const Layer& layer) {
    std::vector<Point> positions = positions_of(layer);
    std::vector<LikelyCrs> likely = fitting(positions);
    if (likely.empty()) {
        for (Point& position : positions) {
            position = {position.lat, position.lon};
        }
        likely = fitting(positions);
    }
    return likely;
}

}  // namespace maillage::geo
