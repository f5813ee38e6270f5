#include "geo/border_distance.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
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
    [[nodiscard]] Point at(double share) const { return {from.lon + share * (to.lon - from.lon), from.lat + share * (to.lat - from.lat)}; }
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

/// How far along the edge its nearest place is, 0 to 1, in a plane scaled at one latitude.
double planar_share(const Edge& edge, Point from, MetresPerDegree scale) {
    const double along_x = (edge.to.lon - edge.from.lon) * scale.lon;
    const double along_y = (edge.to.lat - edge.from.lat) * scale.lat;
    const double length2 = along_x * along_x + along_y * along_y;
    const double x = (from.lon - edge.from.lon) * scale.lon;
    const double y = (from.lat - edge.from.lat) * scale.lat;
    return length2 > 0 ? std::clamp((x * along_x + y * along_y) / length2, 0.0, 1.0) : 0;
}

/// Scaled at the latitude between the two, such a length is the geodesic's within a hundredth up to 1,000 km.
constexpr double planar_slack = 1.01;

struct Guess {
    Edge edge;
    double share = 0;
    double distance_m = infinity;
};

Guess guessed(const Edge& edge, Point from, MetresPerDegree scale) {
    const double share = planar_share(edge, from, scale);
    return {edge, share, length_m(from, edge.at(share))};
}

/// Newton's method on the length of the geodesic to the edge, its second derivative taken as the plane's.
Foot refined(const Guess& guess, Point from) {
    constexpr int most_steps = 50;
    constexpr double close_m = 1e-6;
    constexpr double radians_per_degree = std::numbers::pi / 180;
    double share = guess.share;
    for (int step = 0; step < most_steps; ++step) {
        const Point place = guess.edge.at(share);
        const Geodesic way = geodesic(from, place);
        const MetresPerDegree scale = metres_per_degree(place.lat);
        const double along_x = (guess.edge.to.lon - guess.edge.from.lon) * scale.lon;
        const double along_y = (guess.edge.to.lat - guess.edge.from.lat) * scale.lat;
        const double length = std::hypot(along_x, along_y);
        const double azimuth = way.arrival_deg * radians_per_degree;
        const double back_along = -way.length_m * (std::sin(azimuth) * along_x + std::cos(azimuth) * along_y);
        const double next = length > 0 ? std::clamp(share + back_along / (length * length), 0.0, 1.0) : share;
        const bool is_close = std::fabs(next - share) * length < close_m;
        share = next;
        if (is_close) {
            break;
        }
    }
    const Point place = guess.edge.at(share);
    return {place, geodesic(from, place).length_m};
}

/// The nearest of edges shown one by one; only those that may be it are measured by geodesics.
class Search {
public:
    explicit Search(Point from) : m_from(from), m_scale(metres_per_degree(from.lat)) {}

    void look_at(const Edge& edge) {
        const Guess guess = guessed(edge, m_from, m_scale);
        if (guess.distance_m <= m_least * planar_slack) {
            m_least = std::min(m_least, guess.distance_m);
            m_guesses.push_back(guess);
        }
    }

    /// In the plane; infinite where no edge was shown.
    [[nodiscard]] double least_m() const { return m_least; }

    [[nodiscard]] std::optional<Foot> found() const {
        std::optional<Foot> best;
        for (const Guess& guess : m_guesses) {
            if (guess.distance_m > m_least * planar_slack) {
                continue;
            }
            const Foot foot = refined(guess, m_from);
            if (!best || std::tie(foot.distance_m, foot.place.lon, foot.place.lat) < std::tie(best->distance_m, best->place.lon, best->place.lat)) {
                best = foot;
            }
        }
        return best;
    }

private:
    Point m_from;
    MetresPerDegree m_scale;
    double m_least = infinity;
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
    return {{{{box.min_lon, box.min_lat}, {box.max_lon, box.min_lat}, {box.max_lon, box.max_lat}, {box.min_lon, box.max_lat}, {box.min_lon, box.min_lat}}, {}}};
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
    std::vector<std::uint32_t> outline_of{};  ///< by edge
    std::set<std::string_view> lands{};       ///< that have an edge
    Tree tree{};
};

Borders::Borders(std::vector<const MultiPolygon*> outlines, const PointLocator& locator) {
    auto index = std::make_unique<Index>(Index{std::move(outlines), locator});
    for (std::size_t i = 0; i < index->outlines.size(); ++i) {
        for (const Polygon& part : *index->outlines[i]) {
            each_edge(part, [&](const Edge& edge) {
                index->edges.push_back(edge);
                index->outline_of.push_back(static_cast<std::uint32_t>(i));
            });
        }
    }
    std::vector<Entry> entries;
    entries.reserve(index->edges.size());
    for (std::size_t i = 0; i < index->edges.size(); ++i) {
        Box box;
        box.add(index->edges[i].from);
        box.add(index->edges[i].to);
        index->lands.insert(land_of(index->edges[i].from));
        entries.emplace_back(plane(box), static_cast<std::uint32_t>(i));
    }
    index->tree = Tree(entries);
    m_index = std::move(index);
}

Borders::~Borders() = default;
Borders::Borders(Borders&&) noexcept = default;
Borders& Borders::operator=(Borders&&) noexcept = default;

std::optional<Foot> Borders::nearest(Point from) const {
    const Tree& tree = m_index->tree;
    const std::string_view land = land_of(from);
    if (!m_index->lands.contains(land)) {
        return std::nullopt;
    }
    double reach_m = 500;
    while (true) {
        const Box box = around(from, reach_m);
        Search search(from);
        const auto in_box = bg::index::intersects(plane(box));
        for (auto entry = tree.qbegin(in_box); entry != tree.qend(); ++entry) {
            const Edge& edge = m_index->edges[entry->second];
            if (land_of(edge.from) == land) {
                search.look_at(edge);
            }
        }
        if (search.least_m() * planar_slack <= reach_m || bg::covered_by(tree.bounds(), plane(box))) {
            return search.found();
        }
        reach_m = std::min(2 * reach_m, std::max(1.5 * reach_m, search.least_m() * planar_slack * planar_slack));
    }
}

std::vector<Borders::Reached> Borders::within(Point from, double radius_m) const {
    constexpr double margin_m = 10 * faint_defect_m;  // so that what is cut off within the radius is not taken for faint
    const Box window = around(from, radius_m + margin_m);
    const std::vector<std::size_t> holders = m_index->locator.locate(from).holders;
    std::set<std::size_t> outlines(holders.begin(), holders.end());
    const auto in_window = bg::index::intersects(plane(window));
    for (auto entry = m_index->tree.qbegin(in_window); entry != m_index->tree.qend(); ++entry) {
        outlines.insert(m_index->outline_of[entry->second]);
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
