#include "geo/coverage_lines.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <set>
#include <utility>

#include "geo/geos.hpp"
#include "geo/planar_faces.hpp"

namespace maillage::geo {

namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using Entry = std::pair<TreeBox, std::size_t>;
using Tree = bg::index::rtree<Entry, bg::index::quadratic<16>>;

/// By how much a crossing may stand off the edges it was computed from, in degrees: 0.01 mm, far above rounding.
constexpr double rounding_degrees = 1e-10;

double distance(Point point, Point from, Point to) {
    const double x = to.lon - from.lon;
    const double y = to.lat - from.lat;
    const double share = std::clamp(((point.lon - from.lon) * x + (point.lat - from.lat) * y) / (x * x + y * y), 0.0, 1.0);
    return std::hypot(from.lon + share * x - point.lon, from.lat + share * y - point.lat);
}

/// Edges that meet at each vertex: CSR lists.
struct Meeting {
    std::vector<std::size_t> start;
    std::vector<std::size_t> edges;
    [[nodiscard]] std::size_t degree(std::uint32_t vertex) const { return start[vertex + 1] - start[vertex]; }
};

Meeting meeting(const CoverageMesh& mesh) {
    Meeting result;
    const std::vector<ResidualEdge>& residual = mesh.residual();
    result.start.assign(mesh.edges().vertices.size() + 1, 0);
    for (const ResidualEdge& edge : residual) {
        ++result.start[edge.from + 1];
        ++result.start[edge.to + 1];
    }
    for (std::size_t i = 1; i < result.start.size(); ++i) {
        result.start[i] += result.start[i - 1];
    }
    result.edges.resize(2 * residual.size());
    std::vector<std::size_t> next(result.start.begin(), result.start.end() - 1);
    for (std::size_t i = 0; i < residual.size(); ++i) {
        result.edges[next[residual[i].from]++] = i;
        result.edges[next[residual[i].to]++] = i;
    }
    return result;
}

}  // namespace

std::vector<Ring> residual_lines(const CoverageMesh& mesh) {
    const std::vector<ResidualEdge>& residual = mesh.residual();
    const Meeting at = meeting(mesh);
    std::vector<bool> used(residual.size(), false);
    std::vector<Ring> lines;
    const auto walk = [&](std::size_t edge, std::uint32_t vertex) {
        Ring line{mesh.vertex(vertex)};
        while (true) {
            used[edge] = true;
            vertex = residual[edge].from == vertex ? residual[edge].to : residual[edge].from;
            line.push_back(mesh.vertex(vertex));
            if (at.degree(vertex) != 2) {
                break;
            }
            const std::size_t* const both = &at.edges[at.start[vertex]];
            edge = both[0] == edge ? both[1] : both[0];
            if (used[edge]) {
                break;
            }
        }
        lines.push_back(std::move(line));
    };
    for (std::size_t i = 0; i < residual.size(); ++i) {  // from where lines part first, then whole rings
        for (const std::uint32_t end : {residual[i].from, residual[i].to}) {
            if (!used[i] && at.degree(end) != 2) {
                walk(i, end);
            }
        }
    }
    for (std::size_t i = 0; i < residual.size(); ++i) {
        if (!used[i]) {
            walk(i, residual[i].from);
        }
    }
    return lines;
}

MultiPolygon faces_of(const std::vector<Ring>& lines) {
    if (lines.empty()) {
        return {};
    }
    const Geos geos;
    std::vector<Geos::Geometry> parts;
    parts.reserve(lines.size());
    for (const Ring& line : lines) {
        parts.push_back(geos.line(line));
    }
    const Geos::Geometry together = geos.collection(GEOS_MULTILINESTRING, std::move(parts));
    const Geos::Geometry noded = geos.own(GEOSUnaryUnion_r(geos.context(), together.get()));
    return planar_faces(geos.lines(noded.get()));  // GEOS's polygonizer gives the same, in ten times the time
}

struct ResidualLookup::Index {
    Tree tree;  // entries are indexes of residual edges
};

ResidualLookup::ResidualLookup(const CoverageMesh& mesh) : m_mesh(mesh) {
    std::vector<Entry> entries;
    entries.reserve(mesh.residual().size());
    for (std::size_t i = 0; i < mesh.residual().size(); ++i) {
        const Point from = mesh.vertex(mesh.residual()[i].from);
        const Point to = mesh.vertex(mesh.residual()[i].to);
        entries.emplace_back(TreeBox({std::min(from.lon, to.lon), std::min(from.lat, to.lat)}, {std::max(from.lon, to.lon), std::max(from.lat, to.lat)}), i);
    }
    m_index = std::make_unique<const Index>(Index{Tree(entries)});
}

ResidualLookup::~ResidualLookup() = default;

std::vector<std::size_t> ResidualLookup::territories_along(const Polygon& face) const {
    constexpr double farthest = 1e-4;  // noding never moves a line so far
    std::vector<std::size_t> territories;
    for (double slack = rounding_degrees; territories.empty() && slack < farthest; slack *= 10) {
        territories = territories_within(face, slack);
    }
    return territories;
}

std::vector<std::size_t> ResidualLookup::territories_within(const Polygon& face, double slack) const {
    std::set<std::size_t> territories;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point middle{(ring[i - 1].lon + ring[i].lon) / 2, (ring[i - 1].lat + ring[i].lat) / 2};
            const TreeBox around({middle.lon - slack, middle.lat - slack},
                                 {middle.lon + slack, middle.lat + slack});
            for (auto entry = m_index->tree.qbegin(bg::index::intersects(around)); entry != m_index->tree.qend(); ++entry) {
                const ResidualEdge& edge = m_mesh.residual()[entry->second];
                if (distance(middle, m_mesh.vertex(edge.from), m_mesh.vertex(edge.to)) > slack) {
                    continue;
                }
                for (const EdgeClaim& claim : edge_at(m_mesh.edges(), edge.claim)) {
                    territories.insert(m_mesh.territory(claim.outline));
                }
            }
        }
    };
    add(face.shell);
    std::for_each(face.holes.begin(), face.holes.end(), add);
    return {territories.begin(), territories.end()};
}

}  // namespace maillage::geo
