#include "geo/projection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "geo/crs.hpp"
#include "geo/proj.hpp"
#include "model/land.hpp"

namespace maillage::geo {

namespace {

/// Calls `action` on each position until it answers false; whether none did.
template <typename AShape, typename Action>
bool each_position(AShape& shape, const Action& action) {
    const auto each = [&](auto& ring) { return std::all_of(ring.begin(), ring.end(), action); };
    if (shape.kind == Shape::Kind::point) {
        return action(shape.point);
    }
    return std::all_of(shape.polygons.begin(), shape.polygons.end(),
                       [&](auto& part) { return each(part.shell) && std::all_of(part.holes.begin(), part.holes.end(), each); }) &&
           std::all_of(shape.lines.begin(), shape.lines.end(), each);
}

bool is_drawn(const Shape& shape) { return shape.kind == Shape::Kind::point || !shape.polygons.empty() || !shape.lines.empty(); }

bool is_finite(const Shape& shape) {
    return each_position(shape, [](const Point& point) { return std::isfinite(point.lon) && std::isfinite(point.lat); });
}

/// From a CRS to places on Earth, with what is known of where it is for.
class Placing {
public:
    Placing(const Proj& proj, const PJ* crs, bool lonlat, std::optional<Area> area) : m_area(area) {
        if (!lonlat) {
            m_operation = proj.to_lonlat(crs, true);
            m_operation = m_operation ? std::move(m_operation) : proj.to_lonlat(crs, false);
            if (!m_operation) {
                throw LibraryError(Said{"PROJ a échoué : " + proj.message(), "PROJ failed: " + proj.message()});
            }
        }
    }

    /// NaN when it has no place on Earth.
    [[nodiscard]] Point place(Point written) const {
        const Point place = m_operation ? transformed(m_operation.get(), written) : written;
        const bool on_earth = std::fabs(place.lon) <= 360 && std::fabs(place.lat) <= 90;
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        return on_earth ? place : Point{nan, nan};
    }

    [[nodiscard]] bool in_area(Point place) const {
        return m_area ? m_area->contains(place, m_area->everywhere() ? 0 : area_margin) : std::isfinite(place.lon);
    }

    /// Whether every place on Earth is in place, and is where it is written.
    [[nodiscard]] bool is_plain() const { return !m_operation && m_area && m_area->everywhere(); }

    /// Of some place, not of the whole Earth or nobody knows where.
    [[nodiscard]] bool is_local() const { return m_area && !m_area->everywhere(); }

private:
    Proj::Object m_operation;
    std::optional<Area> m_area;
};

/// Throws InputError for a CRS PROJ does not know, LibraryError when it knows no way from it.
Placing placing_of(const Proj& proj, const std::string& definition, const Place& place) {
    const Proj::Object crs = proj.crs(definition);
    const CrsFacts known = facts(definition);
    if (!crs) {
        const bool number = !definition.empty() && definition.find_first_not_of("0123456789") == std::string::npos;
        const std::string name = " (" + known.name + ")";
        throw InputError(place, Said{"système de coordonnées inconnu de PROJ : « " + definition + " »" +
                                         (number ? " ; vouliez-vous dire EPSG:" + definition + " ?" : name),
                                     "coordinate reference system unknown to PROJ: \"" + definition + "\"" +
                                         (number ? "; did you mean EPSG:" + definition + "?" : name)});
    }
    return {proj, crs.get(), is_lonlat(definition), known.area};
}

Point swapped(Point point) { return {point.lat, point.lon}; }

bool is_swapped(const Layer& layer, const Placing& placing) {
    const auto is_implausible = [&](const Point& written) {
        const Point place = placing.place(written);
        return !is_french(place) && !(placing.is_local() && placing.in_area(place));
    };
    const auto is_implausible_swapped = [&](const Point& written) {
        const Point place = placing.place(swapped(written));
        return !(is_french(place) && placing.in_area(place));
    };
    bool any = false;
    for (const LayerRow& row : layer.rows) {
        if (!is_drawn(row.shape) || !is_finite(row.shape)) {
            continue;
        }
        any = true;
        if (!each_position(row.shape, is_implausible) || each_position(row.shape, is_implausible_swapped)) {
            return false;
        }
    }
    return any;
}

/// What became of a row's positions.
struct Tally {
    std::size_t all = 0;
    std::size_t lost = 0;     ///< no place on Earth
    std::size_t in_area = 0;
    std::size_t french = 0;
    std::size_t in_place = 0;
};

}  // namespace

Placed to_lonlat(Layer& layer, Axes axes) {
    const Proj proj;
    const Placing placing = placing_of(proj, layer.crs, {layer.path, layer.name, 0});
    Placed placed;
    placed.swapped = axes == Axes::may_be_swapped && is_swapped(layer, placing);
    for (std::size_t i = 0; i < layer.rows.size(); ++i) {
        Shape& shape = layer.rows[i].shape;
        if (!is_drawn(shape)) {
            continue;
        }
        const bool finite = is_finite(shape);
        Shape moved = shape;
        Tally tally;
        each_position(moved, [&](Point& point) {
            point = placing.place(placed.swapped ? swapped(point) : point);
            const bool in_area = placing.in_area(point);
            const bool french = is_french(point);
            ++tally.all;
            tally.lost += std::isfinite(point.lon) ? 0U : 1U;
            tally.in_area += in_area ? 1U : 0U;
            tally.french += french ? 1U : 0U;
            tally.in_place += in_area || french ? 1U : 0U;
            return true;
        });
        if (finite && tally.all > 0) {
            ++placed.judged;
            if (tally.lost > 0 || tally.in_place == 0) {
                placed.outside.push_back(i);
                shape.outside = true;
                continue;
            }
            if (tally.in_place < tally.all) {
                placed.partly.push_back(i);
            }
            if (tally.in_area == 0) {
                placed.beyond.push_back(i);
            }
            if (tally.french == 0) {
                placed.abroad.push_back(i);
            }
        }
        shape = std::move(moved);
    }
    layer.crs = "OGC:CRS84";
    return placed;
}

struct PointPlacer::Parts {
    explicit Parts(const std::string& crs) : placing(placing_of(proj, crs, {})) {}

    Proj proj;
    Placing placing;
};

PointPlacer::PointPlacer(const std::string& crs) {
    const CrsFacts known = facts(crs);
    m_parts = std::make_unique<const Parts>(known.kind == CrsKind::compound && !known.horizontal.empty() ? known.horizontal : crs);
}

PointPlacer::~PointPlacer() = default;
PointPlacer::PointPlacer(PointPlacer&&) noexcept = default;
PointPlacer& PointPlacer::operator=(PointPlacer&&) noexcept = default;

std::optional<Point> PointPlacer::place(Point written) const {
    const Placing& placing = m_parts->placing;
    const bool plain = placing.is_plain();
    const Point place = plain ? written : placing.place(written);
    const bool on_earth = std::fabs(place.lon) <= 180 && std::fabs(place.lat) <= 90;  // false for NaN
    return on_earth && (plain || placing.in_area(place) || is_french(place)) ? std::optional(place) : std::nullopt;
}

}  // namespace maillage::geo
