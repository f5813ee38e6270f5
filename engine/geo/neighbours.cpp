#include "geo/neighbours.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

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

// With geographic latitudes taken for the sphere's, an arc of 1 radian on the sphere stands for a length on the ellipsoid
// no less than its least radius of curvature: that of the meridian at the equator, a (1 - e^2).
constexpr double least_radius_km = 6335.439;

/// Far above the rounding of a chord's ends, far below a millimetre.
constexpr double rounding = 4e-15;

/// No geodesic between the ends of the chord is shorter.
double least_distance_km(double chord) {
    return least_radius_km * 2 * std::asin(std::clamp((chord - rounding) / 2, 0.0, 1.0)) * (1 - 1e-12);
}

/// Holds every place no farther from `place` than the chord `reach`.
bg::model::box<SpherePoint> box_about(const SpherePoint& place, double reach) {
    return {{place.get<0>() - reach, place.get<1>() - reach, place.get<2>() - reach},
            {place.get<0>() + reach, place.get<1>() + reach, place.get<2>() + reach}};
}

/// No point farther than this chord is nearer than `distance`.
double greatest_chord(double distance_km) {
    const double arc = std::min(distance_km / least_radius_km, std::numbers::pi);
    return 2 * std::sin(arc / 2) * (1 + 1e-12) + rounding;
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
    const auto examine = [&](std::size_t index) {
        const double distance = distance_km(from, m_index->points[index]);
        if (!best || std::pair(distance, index) < std::pair(best->distance_km, best->index)) {
            best = Nearest{index, distance};
        }
    };
    const SpherePoint place = on_sphere(from);
    const Tree& tree = m_index->tree;
    if (tree.empty()) {
        return best;
    }
    Entry first;  // the nearest on the sphere
    tree.query(bg::index::nearest(place, 1), &first);
    examine(first.second);
    const auto around = bg::index::intersects(box_about(place, greatest_chord(best->distance_km)));
    for (auto entry = tree.qbegin(around); entry != tree.qend(); ++entry) {
        if (least_distance_km(bg::distance(place, entry->first)) <= best->distance_km) {
            examine(entry->second);
        }
    }
    return best;
}

std::vector<Neighbours::Nearest> Neighbours::within(Point from, double reach_km) const {
    std::vector<Nearest> found;
    const SpherePoint place = on_sphere(from);
    const auto around = bg::index::intersects(box_about(place, greatest_chord(reach_km)));
    for (auto entry = m_index->tree.qbegin(around); entry != m_index->tree.qend(); ++entry) {
        if (least_distance_km(bg::distance(place, entry->first)) > reach_km) {
            continue;
        }
        if (const double distance = distance_km(from, m_index->points[entry->second]); distance <= reach_km) {
            found.push_back({entry->second, distance});
        }
    }
    std::sort(found.begin(), found.end(), [](const Nearest& a, const Nearest& b) { return a.index < b.index; });
    return found;
}

}  // namespace maillage::geo
