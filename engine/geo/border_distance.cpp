#include "geo/border_distance.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <numbers>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "geo/geodesic.hpp"
#include "geo/geos.hpp"
#include "geo/planar.hpp"
#include "model/audit.hpp"
#include "model/land.hpp"

namespace maillage::geo {

namespace {

namespace bg = boost::geometry;
using PlanePoint = bg::model::d2::point_xy<double>;
using PlaneBox = bg::model::box<PlanePoint>;
using Entry = std::pair<PlaneBox, std::uint32_t>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<16>>;

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Edge {
    Point from;
    Point to;
    [[nodiscard]] Point at(double share) const {
        return {from.lon + share * (to.lon - from.lon), from.lat + share * (to.lat - from.lat)};
    }
};

template <typename Visit>
void each_edge(const Polygon& part, Visit visit) {
    const auto walk = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            visit(Edge{ring[i], ring[i + 1]});
        }
    };
    walk(part.shell);
    std::for_each(part.holes.begin(), part.holes.end(), walk);
}

/// Scaled at the latitude between two places, the plane's length is the geodesic's within a hundredth up to 1,000 km.
constexpr double planar_slack = 1.01;
/// Scaled at the latitude of one of them, within a fiftieth up to 50 km.
constexpr double rough_slack = 1.02;
constexpr double rough_reach_m = 50'000;

struct Guess {
    Edge edge;
    double share = 0;  ///< how far along the edge its nearest place is, 0 to 1
    double distance_m = infinity;
};

/// Newton's method on the length of the geodesic to the edge, its second derivative taken as the plane's.
Foot refined(const Guess& guess, Point from) {
    constexpr int most_steps = 50;
    constexpr double close_m = 1e-6;
    constexpr double radians_per_degree = std::numbers::pi / 180;
    Foot foot;
    double share = guess.share;
    for (int step = 0; step < most_steps; ++step) {
        foot.place = guess.edge.at(share);
        const Geodesic way = geodesic(from, foot.place);
        foot.distance_m = way.length_m;
        const MetresPerDegree scale = metres_per_degree(foot.place.lat);
        const double along_x = (guess.edge.to.lon - guess.edge.from.lon) * scale.lon;
        const double along_y = (guess.edge.to.lat - guess.edge.from.lat) * scale.lat;
        const double length = std::hypot(along_x, along_y);
        const double azimuth = way.arrival_deg * radians_per_degree;
        const double back_along = -way.length_m * (std::sin(azimuth) * along_x + std::cos(azimuth) * along_y);
        const double next = length > 0 ? std::clamp(share + back_along / (length * length), 0.0, 1.0) : share;
        if (std::fabs(next - share) * length < close_m) {
            break;
        }
        share = next;
    }
    return foot;
}

/// The nearest of edges shown one by one; only those that may be it are measured by geodesics.
class Search {
public:
    explicit Search(Point from) : m_from(from), m_scale(metres_per_degree(from.lat)) {}

    void look_at(const Edge& edge) {
        const double along_x = (edge.to.lon - edge.from.lon) * m_scale.lon;
        const double along_y = (edge.to.lat - edge.from.lat) * m_scale.lat;
        const double x = (m_from.lon - edge.from.lon) * m_scale.lon;
        const double y = (m_from.lat - edge.from.lat) * m_scale.lat;
        const double length2 = along_x * along_x + along_y * along_y;
        const double share = length2 > 0 ? std::clamp((x * along_x + y * along_y) / length2, 0.0, 1.0) : 0;
        const double apart_x = x - share * along_x;
        const double apart_y = y - share * along_y;
        const double most_m = m_least_m * rough_slack * planar_slack;
        if (apart_x * apart_x + apart_y * apart_y > most_m * most_m && m_least_m < rough_reach_m) {
            return;
        }
        const double distance_m = length_m(m_from, edge.at(share));
        if (distance_m <= m_least_m * planar_slack) {
            m_least_m = std::min(m_least_m, distance_m);
            m_guesses.push_back({edge, share, distance_m});
        }
    }

    /// In the plane; infinite where no edge was shown.
    [[nodiscard]] double least_m() const { return m_least_m; }

    [[nodiscard]] std::optional<Foot> found() const {
        std::optional<Foot> best;
        for (const Guess& guess : m_guesses) {
            if (guess.distance_m > m_least_m * planar_slack) {
                continue;
            }
            const Foot foot = refined(guess, m_from);
            const auto rank = [](const Foot& one) { return std::tie(one.distance_m, one.place.lon, one.place.lat); };
            if (!best || rank(foot) < rank(*best)) {
                best = foot;
            }
        }
        return best;
    }

private:
    Point m_from;
    MetresPerDegree m_scale;
    double m_least_m = infinity;
    std::vector<Guess> m_guesses;
};

/// Holds every place within `radius_m`.
Box around(Point from, double radius_m) {
    constexpr double least_metres_per_degree = 110500;  // of latitude: 110,574 at the equator
    constexpr double near_pole = 89;
    const double high = radius_m / least_metres_per_degree;
    const double far = std::fabs(from.lat) + high;
    const double wide = far < near_pole ? radius_m / metres_per_degree(far).lon : 360;
    return {from.lon - wide, from.lat - high, from.lon + wide, from.lat + high};
}

PlaneBox plane(const Box& box) { return {{box.min_lon, box.min_lat}, {box.max_lon, box.max_lat}}; }


MultiPolygon rectangle(const Box& box) {
    const Point south_west{box.min_lon, box.min_lat};
    const Point north_east{box.max_lon, box.max_lat};
    return {{{south_west, {box.max_lon, box.min_lat}, north_east, {box.min_lon, box.max_lat}, south_west}, {}}};
}

/// Of the parts that are a place, the distance of the nearest.
std::optional<double> distance_to(const MultiPolygon& parts, Point from) {
    std::optional<double> least;
    for (const Polygon& part : parts) {
        if (2 * area_m2(part) < faint_defect_m * perimeter_m(part)) {
            continue;
        }
        Search search(from);
        each_edge(part, [&](const Edge& edge) { search.look_at(edge); });
        const double distance_m = search.found()->distance_m;
        least = std::min(distance_m, least.value_or(infinity));
    }
    return least;
}

}  // namespace

struct Borders::Index {
    std::vector<const MultiPolygon*> outlines;
    const PointLocator& locator;
    std::vector<Edge> edges{};
    std::vector<std::uint32_t> outline_of{};       ///< by edge
    std::map<std::string_view, Tree> by_land{};    ///< edges of each land that has any
};

Borders::Borders(std::vector<const MultiPolygon*> outlines, const PointLocator& locator) {
    auto index = std::make_unique<Index>(Index{std::move(outlines), locator});
    std::map<std::string_view, std::vector<Entry>> entries;
    for (std::size_t i = 0; i < index->outlines.size(); ++i) {
        for (const Polygon& part : *index->outlines[i]) {
            each_edge(part, [&](const Edge& edge) {
                Box box;
                box.add(edge.from);
                box.add(edge.to);
                entries[land_of(edge.from)].emplace_back(plane(box), static_cast<std::uint32_t>(index->edges.size()));
                index->edges.push_back(edge);
                index->outline_of.push_back(static_cast<std::uint32_t>(i));
            });
        }
    }
    for (const auto& [land, some] : entries) {
        index->by_land.emplace(land, Tree(some));
    }
    m_index = std::move(index);
}

Borders::~Borders() = default;
Borders::Borders(Borders&&) noexcept = default;
Borders& Borders::operator=(Borders&&) noexcept = default;

std::optional<Foot> Borders::nearest(Point from) const {
    const auto land = m_index->by_land.find(land_of(from));
    if (land == m_index->by_land.end()) {
        return std::nullopt;
    }
    const Tree& tree = land->second;
    Search search(from);
    Entry first;  // the nearest box, in degrees
    tree.query(bg::index::nearest(PlanePoint(from.lon, from.lat), 1), &first);
    search.look_at(m_index->edges[first.second]);
    const auto about = bg::index::intersects(plane(around(from, search.least_m() * planar_slack)));
    for (auto entry = tree.qbegin(about); entry != tree.qend(); ++entry) {
        search.look_at(m_index->edges[entry->second]);
    }
    return search.found();
}

std::vector<Borders::Reached> Borders::within(Point from, double radius_m) const {
    constexpr double margin_m = 10 * faint_defect_m;  // so that what is cut off within the radius is not taken for faint
    const Box window = around(from, radius_m + margin_m);
    const std::vector<std::size_t> holders = m_index->locator.locate(from).holders;
    std::set<std::size_t> outlines(holders.begin(), holders.end());
    if (const auto land = m_index->by_land.find(land_of(from)); land != m_index->by_land.end()) {
        const auto in_window = bg::index::intersects(plane(window));
        for (auto entry = land->second.qbegin(in_window); entry != land->second.qend(); ++entry) {
            outlines.insert(m_index->outline_of[entry->second]);
        }
    }
    const Geos geos;
    const Geos::Geometry frame = geos.geometry(rectangle(window));
    Geos::Geometry taken = geos.geometry({});
    std::vector<Reached> reached;
    const auto note = [&](std::optional<std::size_t> outline, const Geos::Geometry& land) {
        const std::optional<double> distance_m = distance_to(geos.polygons(land.get()), from);
        if (distance_m && *distance_m <= radius_m) {
            reached.push_back({outline, *distance_m});
        }
    };
    for (const std::size_t outline : outlines) {
        const Geos::Geometry whole = geos.geometry(*m_index->outlines[outline]);
        const Geos::Geometry drawn = geos.own(GEOSIntersection_r(geos.context(), whole.get(), frame.get()));
        if (holders.empty() || outline != holders.front()) {
            note(outline, geos.own(GEOSDifference_r(geos.context(), drawn.get(), taken.get())));
        }
        taken = geos.own(GEOSUnion_r(geos.context(), taken.get(), drawn.get()));
    }
    if (!holders.empty()) {
        note(std::nullopt, geos.own(GEOSDifference_r(geos.context(), frame.get(), taken.get())));
    }
    return reached;
}

Foot nearest_border(const MultiPolygon& outline, Point from) {
    Search search(from);
    for (const Polygon& part : outline) {
        each_edge(part, [&](const Edge& edge) { search.look_at(edge); });
    }
    return search.found().value();
}

}  // namespace maillage::geo
