#include "geo/neighbours.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <numbers>
#include <utility>

#include "geo/geodesic.hpp"

namespace maillage::geo {

namespace {

namespace bg = boost::geometry;
using SpherePoint = bg::model::point<double, 3, bg::cs::cartesian>;
using Entry = std::pair<SpherePoint, std::size_t>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<8>>;

SpherePoint on_sphere(Point point) {
    const double lon = point.lon * (std::numbers::pi / 180);
    const double lat = point.lat * (std::numbers::pi / 180);
    return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

/// A geodesic of the ellipsoid is never shorter than this. With geographic latitudes taken for the sphere's, an arc of 1
/// radian on the sphere stands for a length between the least and the greatest radius of curvature of the ellipsoid; the
/// least is that of the meridian at the equator, a (1 - e^2). The chord may be off by the rounding of its ends.
double least_distance_km(double chord) {
    constexpr double least_radius_km = 6335.439;
    constexpr double rounding = 4e-15;
    return least_radius_km * 2 * std::asin(std::clamp((chord - rounding) / 2, 0.0, 1.0)) * (1 - 1e-12);
}

}  // namespace

struct Neighbours::Index {
    std::vector<Point> points;
    Tree tree;
};

Neighbours::Neighbours(std::vector<Point> points) {
    std::vector<Entry> entries;
    entries.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        entries.emplace_back(on_sphere(points[i]), i);
    }
    m_index = std::make_unique<const Index>(Index{std::move(points), Tree(entries)});
}

Neighbours::~Neighbours() = default;
Neighbours::Neighbours(Neighbours&&) noexcept = default;
Neighbours& Neighbours::operator=(Neighbours&&) noexcept = default;

std::optional<Neighbours::Nearest> Neighbours::nearest(Point from) const {
    std::optional<Nearest> best;
    if (m_index->points.empty()) {
        return best;
    }
    const SpherePoint place = on_sphere(from);
    const auto by_chord = bg::index::nearest(place, static_cast<unsigned>(m_index->points.size()));
    for (auto entry = m_index->tree.qbegin(by_chord); entry != m_index->tree.qend(); ++entry) {
        const auto& [candidate, index] = *entry;
        if (best && least_distance_km(bg::distance(place, candidate)) > best->distance_km) {
            break;
        }
        const double distance = distance_km(from, m_index->points[index]);
        if (!best || std::pair(distance, index) < std::pair(best->distance_km, best->index)) {
            best = Nearest{index, distance};
        }
    }
    return best;
}

}  // namespace maillage::geo
