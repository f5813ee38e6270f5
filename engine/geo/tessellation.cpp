#include "geo/tessellation.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "geo/point_locator.hpp"

namespace maillage::geo {

namespace {

namespace bg = boost::geometry;
using PlanePoint = bg::model::d2::point_xy<double>;
using Entry = std::pair<PlanePoint, std::size_t>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<8>>;

/// The lines of cells and frame meet on this grid, in degrees (about 0.01 mm).
constexpr double grid_degrees = 1e-10;

/// One seed a place, the lowest group's, sorted.
std::vector<Seed> distinct(std::vector<Seed> seeds) {
    std::sort(seeds.begin(), seeds.end(), [](const Seed& a, const Seed& b) {
        return std::tie(a.point.lon, a.point.lat, a.group) < std::tie(b.point.lon, b.point.lat, b.group);
    });
    const auto end = std::unique(seeds.begin(), seeds.end(), [](const Seed& a, const Seed& b) { return a.point == b.point; });
    seeds.erase(end, seeds.end());
    return seeds;
}

/// Corners of the convex `cell` and of its cut that are no farther from `seed` than from `rival`.
std::vector<PlanePoint> cut(const std::vector<PlanePoint>& cell, PlanePoint seed, PlanePoint rival) {
    const double x = rival.x() - seed.x();
    const double y = rival.y() - seed.y();
    const auto nearness = [&](PlanePoint corner) {
        return x * (seed.x() + x / 2 - corner.x()) + y * (seed.y() + y / 2 - corner.y());
    };
    std::vector<PlanePoint> kept;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const PlanePoint from = cell[i];
        const PlanePoint to = cell[(i + 1) % cell.size()];
        const double here = nearness(from);
        const double there = nearness(to);
        if (here >= 0) {
            kept.push_back(from);
        }
        if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
            const double part = here / (here - there);
            kept.emplace_back(from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y()));
        }
    }
    return kept;
}

/// Seeds in the plane where nearness is measured: longitudes shrunk by the cosine of the frame's middle latitude.
class Plane {
public:
    Plane(const MultiPolygon& frame, const std::vector<Seed>& seeds) : m_seeds(seeds) {
        const Box box = box_of(frame);
        m_shrink = std::cos((box.min_lat + box.max_lat) / 2 * std::numbers::pi / 180);
        const double margin = std::max(box.max_lon - box.min_lon, box.max_lat - box.min_lat) / 8;
        const PlanePoint low = place({box.min_lon - margin, box.min_lat - margin});
        const PlanePoint high = place({box.max_lon + margin, box.max_lat + margin});
        m_around = {low, {high.x(), low.y()}, high, {low.x(), high.y()}};
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < seeds.size(); ++i) {
            entries.emplace_back(place(seeds[i].point), i);
        }
        m_tree = Tree(entries);
    }

    /// The places nearer to seed `index` than to any other, within a box around the frame; empty when there are none.
    /// A cell is convex, so it is finished when each of its corners is nearest to its own seed; until then, the seed
    /// nearest to a corner cuts it. GEOS's diagram is not used: it goes wrong for points on one circle (GEOS #1040, #955).
    [[nodiscard]] Ring cell(std::size_t index) const {
        const PlanePoint seed = place(m_seeds[index].point);
        std::vector<PlanePoint> corners = m_around;
        std::vector<std::size_t> done{index};
        for (std::size_t finished = 0; finished < corners.size();) {
            const auto [rival, rival_index] = nearest(corners[finished]);
            if (std::find(done.begin(), done.end(), rival_index) != done.end()) {
                ++finished;
                continue;
            }
            corners = cut(corners, seed, rival);
            done.push_back(rival_index);
            finished = 0;
        }
        Ring ring;
        for (const PlanePoint corner : corners) {
            ring.push_back({corner.x() / m_shrink, corner.y()});
        }
        if (!ring.empty()) {
            ring.push_back(ring.front());
        }
        return ring;
    }

    [[nodiscard]] std::size_t nearest_group(Point point) const { return m_seeds[nearest(place(point)).second].group; }

private:
    [[nodiscard]] PlanePoint place(Point point) const { return {point.lon * m_shrink, point.lat}; }
    [[nodiscard]] Entry nearest(PlanePoint point) const {
        Entry entry;
        m_tree.query(bg::index::nearest(point, 1), &entry);
        return entry;
    }

    const std::vector<Seed>& m_seeds;
    double m_shrink = 1;
    std::vector<PlanePoint> m_around;
    Tree m_tree;
};

/// The faces between all the given closed lines. The lines are cut where they meet, once for all faces together, so that
/// faces share their borders corner for corner.
MultiPolygon faces(const Geos& geos, const std::vector<Ring>& rings) {
    std::vector<Geos::Geometry> lines;
    for (const Ring& ring : rings) {
        lines.push_back(geos.line(ring));
    }
    const Geos::Geometry all = geos.collection(GEOS_MULTILINESTRING, std::move(lines));
    const Geos::Geometry cut_lines = geos.own(GEOSUnaryUnionPrec_r(geos.context(), all.get(), grid_degrees));
    const GEOSGeometry* const input = cut_lines.get();
    return geos.polygons(geos.own(GEOSPolygonize_r(geos.context(), &input, 1)).get());
}

Point interior(const Geos& geos, const GEOSGeometry* face) {
    const Geos::Geometry inside = geos.own(GEOSPointOnSurface_r(geos.context(), face));
    Point point;
    geos.check(GEOSGeomGetX_r(geos.context(), inside.get(), &point.lon));
    geos.check(GEOSGeomGetY_r(geos.context(), inside.get(), &point.lat));
    return point;
}

}  // namespace

std::vector<MultiPolygon> tessellate(const MultiPolygon& frame, const std::vector<Seed>& seeds, std::size_t groups) {
    std::vector<MultiPolygon> outlines(groups);
    const std::vector<Seed> owners = distinct(seeds);
    if (owners.empty() || frame.empty()) {
        return outlines;
    }
    const auto is_first_group = [&](const Seed& seed) { return seed.group == owners.front().group; };
    if (std::all_of(owners.begin(), owners.end(), is_first_group)) {
        outlines[owners.front().group] = frame;
        return outlines;
    }
    const Plane plane(frame, owners);
    std::vector<Ring> rings;
    for (const Polygon& part : frame) {
        rings.push_back(part.shell);
        rings.insert(rings.end(), part.holes.begin(), part.holes.end());
    }
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (Ring ring = plane.cell(i); !ring.empty()) {
            rings.push_back(std::move(ring));
        }
    }
    const Geos geos;
    const PointLocator within({&frame});
    for (Polygon& face : faces(geos, rings)) {
        const Point point = interior(geos, geos.geometry({face}).get());
        if (!within.locate(point).holders.empty()) {
            outlines[plane.nearest_group(point)].push_back(std::move(face));
        }
    }
    for (MultiPolygon& outline : outlines) {
        const Geos::Geometry together = geos.geometry(outline);
        outline = normalised(geos.polygons(geos.own(GEOSCoverageUnion_r(geos.context(), together.get())).get()));
    }
    return outlines;
}

}  // namespace maillage::geo
