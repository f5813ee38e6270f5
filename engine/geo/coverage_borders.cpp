#include "geo/coverage_borders.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "geo/planar.hpp"

namespace maillage::geo {

namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using Entry = std::pair<TreeBox, std::size_t>;
using Tree = bg::index::rtree<Entry, bg::index::quadratic<16>>;

constexpr double metres_per_km = 1e3;
constexpr double touching_m = 1;
constexpr double least_m = 0.01;
const double steepest = std::cos(std::acos(-1.0) / 4);  // 45 degrees

/// Metres east and north of an edge's start.
struct Vector {
    double x = 0;
    double y = 0;
};

Vector operator-(Vector a, Vector b) { return {a.x - b.x, a.y - b.y}; }
double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
double cross(Vector a, Vector b) { return a.x * b.y - a.y * b.x; }

/// A stretch of an edge, as shares of it.
struct Stretch {
    double start = 0;
    double end = 0;
};
using Stretches = std::vector<Stretch>;

/// The stretch of `within` where low <= at + share * slope <= high.
std::optional<Stretch> clipped(Stretch within, double at, double slope, double low, double high) {
    if (slope == 0) {
        return at >= low && at <= high ? std::optional(within) : std::nullopt;
    }
    double enters = (low - at) / slope;
    double leaves = (high - at) / slope;
    if (enters > leaves) {
        std::swap(enters, leaves);
    }
    const Stretch rest{std::max(within.start, enters), std::min(within.end, leaves)};
    return rest.start <= rest.end ? std::optional(rest) : std::nullopt;
}

/// The stretch of the edge 0 -> along that is abreast of the segment from -> to and within `reach` of its line.
std::optional<Stretch> abreast(Vector along, Vector from, Vector to, double reach) {
    const Vector other = to - from;
    const double length = std::sqrt(dot(other, other));
    const Vector start = Vector{} - from;
    const auto beside = clipped({0, 1}, dot(start, other) / length, dot(along, other) / length, 0, length);
    const auto near = beside ? clipped(*beside, cross(other, start) / length, cross(other, along) / length, -reach, reach) : std::nullopt;
    const double least = least_m / std::sqrt(dot(along, along));
    return near && near->end - near->start > least ? near : std::nullopt;  // not where they only meet end to end
}

double total(Stretches& stretches) {
    std::sort(stretches.begin(), stretches.end(), [](Stretch a, Stretch b) { return a.start < b.start; });
    double sum = 0;
    double reached = 0;
    for (const Stretch& one : stretches) {
        sum += std::max(0.0, one.end - std::max(one.start, reached));
        reached = std::max(reached, one.end);
    }
    return sum;
}

Tree tree_of(const std::vector<LooseEdge>& loose) {
    std::vector<Entry> entries;
    entries.reserve(loose.size());
    for (std::size_t i = 0; i < loose.size(); ++i) {
        const auto [west, east] = std::minmax(loose[i].from.lon, loose[i].to.lon);
        const auto [south, north] = std::minmax(loose[i].from.lat, loose[i].to.lat);
        entries.emplace_back(TreeBox({west, south}, {east, north}), i);
    }
    return Tree(entries);
}

}  // namespace

NearBorders near_borders(const CoverageMesh& mesh, double tolerance_m) {
    const std::vector<LooseEdge>& loose = mesh.loose();
    const Tree tree = tree_of(loose);
    NearBorders near;
    for (std::size_t i = 0; i < mesh.part_count(); ++i) {
        near.attached.push_back(mesh.is_attached(i));
    }
    std::map<std::pair<std::size_t, std::size_t>, Border> pairs;
    for (const Border& border : mesh.matched()) {
        pairs.emplace_hint(pairs.end(), std::pair(border.first, border.second), border);
    }
    std::vector<Entry> around;
    std::map<std::size_t, Stretches> facing;  // by territory
    for (const LooseEdge& edge : loose) {
        const MetresPerDegree scale = metres_per_degree((edge.from.lat + edge.to.lat) / 2);
        const auto local = [&](Point point) { return Vector{(point.lon - edge.from.lon) * scale.lon, (point.lat - edge.from.lat) * scale.lat}; };
        const Vector along = local(edge.to);
        const double length = std::sqrt(dot(along, along));
        const double reach_lon = tolerance_m / scale.lon;
        const double reach_lat = tolerance_m / scale.lat;
        const auto [west, east] = std::minmax(edge.from.lon, edge.to.lon);
        const auto [south, north] = std::minmax(edge.from.lat, edge.to.lat);
        around.clear();
        tree.query(bg::index::intersects(TreeBox({west - reach_lon, south - reach_lat}, {east + reach_lon, north + reach_lat})),
                   std::back_inserter(around));
        const std::uint32_t mine = mesh.territory(edge.part);
        facing.clear();
        for (const Entry& entry : around) {
            const LooseEdge& other = loose[entry.second];
            const std::uint32_t theirs = mesh.territory(other.part);
            if (theirs == mine) {
                continue;
            }
            const Vector from = local(other.from);
            const Vector to = local(other.to);
            const Vector direction = to - from;
            if (dot(along, direction) > -steepest * length * std::sqrt(dot(direction, direction))) {
                continue;
            }
            if (const auto stretch = abreast(along, from, to, tolerance_m)) {
                facing[theirs].push_back(*stretch);
                near.attached[edge.part] = near.attached[edge.part] || abreast(along, from, to, touching_m);
            }
        }
        for (auto& [theirs, stretches] : facing) {
            const std::size_t first = std::min<std::size_t>(mine, theirs);
            const std::size_t second = std::max<std::size_t>(mine, theirs);
            Border& border = pairs.try_emplace({first, second}, Border{first, second, 0, 0}).first->second;
            border.differing_km += total(stretches) * length / metres_per_km / 2;  // each side counts for half
        }
    }
    for (const auto& [pair, border] : pairs) {
        near.borders.push_back(border);
    }
    return near;
}

}  // namespace maillage::geo
