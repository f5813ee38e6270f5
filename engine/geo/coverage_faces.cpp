#include "geo/coverage_faces.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <tuple>
#include <utility>

#include "geo/coverage_lines.hpp"
#include "geo/dissolve.hpp"
#include "geo/geos.hpp"
#include "geo/orientation.hpp"
#include "geo/planar.hpp"
#include "geo/planar_faces.hpp"

namespace maillage::geo {

namespace {

/// What is thinner is the rounding of crossings.
constexpr double thinnest_m = 1e-4;

double width_m(double area, const Polygon& polygon) { return 2 * area / perimeter_m(polygon); }

struct Probe {
    Point place;
    std::vector<std::size_t> holders;
};

/// A place in the face off every border, and who holds it; nothing in faces so thin that no such place has a number.
std::optional<Probe> probed(const Polygon& face, const PointLocator& locator) {
    constexpr int attempts = 8;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        if (const std::optional<Point> place = point_within(face, attempt)) {
            PointLocator::Answer answer = locator.locate(*place);
            if (!answer.on_border) {
                return Probe{*place, std::move(answer.holders)};
            }
        }
    }
    return std::nullopt;
}

bool meet(const Box& a, const Box& b) {
    return a.min_lon <= b.max_lon && b.min_lon <= a.max_lon && a.min_lat <= b.max_lat && b.min_lat <= a.max_lat;
}

Box box_of(Point a, Point b) {
    Box box;
    box.add(a);
    box.add(b);
    return box;
}

template <typename Visit>
void each_edge(const Polygon& polygon, Visit visit) {
    const auto walk = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            visit(ring[i - 1], ring[i]);
        }
    };
    walk(polygon.shell);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), walk);
}

using Ends = std::array<double, 4>;

/// The same for both directions.
Ends ends(Point a, Point b) {
    return std::pair(a.lon, a.lat) < std::pair(b.lon, b.lat) ? Ends{a.lon, a.lat, b.lon, b.lat} : Ends{b.lon, b.lat, a.lon, a.lat};
}

bool is_between(Point a, Point b, Point point) {
    return orientation(a, b, point) == 0 && !(point == a) && !(point == b) && maillage::geo::box_of(a, b).contains(point);
}

bool is_inside(const Polygon& face, Point place) {
    return is_within(face.shell, place) &&
           std::none_of(face.holes.begin(), face.holes.end(), [&](const Ring& hole) { return is_within(hole, place); });
}

/// May a border a-b divide the face? Not where it only touches it.
bool may_divide(const Polygon& face, Point a, Point b) {
    bool divides = false;
    int crossings = 0;  // of the parallel east of the middle: is the middle inside?
    const Point middle{(a.lon + b.lon) / 2, (a.lat + b.lat) / 2};
    each_edge(face, [&](Point c, Point d) {
            divides = divides || (orientation(a, b, c) * orientation(a, b, d) < 0 && orientation(c, d, a) * orientation(c, d, b) < 0);
        divides = divides || is_between(a, b, c) || is_between(c, d, a) || is_between(c, d, b);
        if ((c.lat > middle.lat) != (d.lat > middle.lat)) {
            crossings += (orientation(c, d, middle) > 0) == (d.lat > c.lat) ? 1 : 0;
        }
    });
    return divides || crossings % 2 == 1;
}

MultiPolygon joined(const MultiPolygon& pieces) {
    std::vector<MultiPolygon> single;
    for (const Polygon& piece : pieces) {
        single.push_back({piece});
    }
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& one : single) {
        pointers.push_back(&one);
    }
    return dissolve(pointers);
}

/// What two territories both hold.
struct Pieces {
    MultiPolygon polygons;
    bool may_touch = false;  ///< some may share an edge: they are one overlap
};

class Faces {
public:
    Faces(const CoverageMesh& mesh, std::span<const MultiPolygon* const> outlines, const PointLocator& locator, double tolerance_m)
        : m_mesh(mesh), m_outlines(outlines), m_locator(locator), m_tolerance_m(tolerance_m) {}

    std::vector<OutlineDefect> defects() {
        for (const Polygon& face : faces_of(residual_lines(m_mesh))) {
            const std::optional<Probe> probe = probed(face, m_locator);
            if (!probe || probe->holders.size() == 1) {
                continue;
            }
            const double area = area_m2(face);
            if (width_m(area, face) < thinnest_m) {
                continue;
            }
            if (probe->holders.empty()) {
                add_gap(face, area, probe->place);
            } else {
                add_overlap(face, *probe);
            }
        }
        join_overlaps();
        std::sort(m_defects.begin(), m_defects.end(), [](const OutlineDefect& a, const OutlineDefect& b) {
            return std::tie(a.kind, a.territories, a.place.lon, a.place.lat) < std::tie(b.kind, b.territories, b.place.lon, b.place.lat);
        });
        return std::move(m_defects);
    }

private:
    void add(DefectKind kind, std::vector<std::size_t> territories, const Polygon& shape, double area, Point place) {
        m_defects.push_back({kind, std::move(territories), normalised(MultiPolygon{shape}), area, width_m(area, shape), place});
    }

    void add_gap(const Polygon& face, double area, Point place) {
        if (!m_lookup) {
            m_lookup = std::make_unique<ResidualLookup>(m_mesh);
        }
        add(is_wider_than(face, m_tolerance_m) ? DefectKind::empty : DefectKind::sliver, m_lookup->territories_along(face), face, area, place);
    }

    void add_pairs(const Polygon& piece, const std::vector<std::size_t>& holders, bool whole_face) {
        for (std::size_t i = 0; i < holders.size(); ++i) {
            for (std::size_t k = i + 1; k < holders.size(); ++k) {
                Pieces& pieces = m_pieces[{holders[i], holders[k]}];
                pieces.polygons.push_back(piece);
                pieces.may_touch = pieces.may_touch || !whole_face || holders.size() > 2;
            }
        }
    }

    /// Matching borders inside an overlap are not among the residual edges: they divide it here.
    void add_overlap(const Polygon& face, const Probe& probe) {
        const std::vector<Ring> borders = borders_within(face);
        if (borders.empty()) {
            add_pairs(face, probe.holders, true);
            return;
        }
        std::vector<Ring> lines = borders;
        each_edge(face, [&](Point a, Point b) { lines.push_back({a, b}); });
        for (const Polygon& piece : faces_of(lines)) {
            if (width_m(area_m2(piece), piece) < thinnest_m) {
                continue;
            }
            if (const std::optional<Probe> found = probed(piece, m_locator); found && is_inside(face, found->place)) {
                add_pairs(piece, found->holders, false);
            }
        }
    }

    /// Residual edges bound faces; laid over one again, they would only part from its rounded corners.
    bool is_residual(Point a, Point b) {
        if (m_residual.empty()) {
            for (const ResidualEdge& edge : m_mesh.residual()) {
                m_residual.push_back(ends(m_mesh.vertex(edge.from), m_mesh.vertex(edge.to)));
            }
            std::sort(m_residual.begin(), m_residual.end());
        }
        return std::binary_search(m_residual.begin(), m_residual.end(), ends(a, b));
    }

    std::vector<Ring> borders_within(const Polygon& face) {
        constexpr std::size_t many = 64;  // beyond, telling which edges divide costs more than laying them all over the face
        std::size_t size = 0;
        each_edge(face, [&](Point, Point) { ++size; });
        if (m_boxes.empty()) {
            for (const MultiPolygon* const outline : m_outlines) {
                m_boxes.push_back(maillage::box_of(*outline));
            }
        }
        const Box box = maillage::box_of(MultiPolygon{Polygon{face.shell, {}}});
        std::vector<Ring> borders;
        for (std::size_t i = 0; i < m_outlines.size(); ++i) {
            if (!meet(m_boxes[i], box)) {
                continue;
            }
            for (const Polygon& part : *m_outlines[i]) {
                each_edge(part, [&](Point a, Point b) {
                    if (!(a == b) && meet(box_of(a, b), box) && !is_residual(a, b) && (size > many || may_divide(face, a, b))) {
                        borders.push_back({a, b});
                    }
                });
            }
        }
        return borders;
    }

    /// Faces side by side may hold one overlap of the same two: where a third territory's border lies between them.
    void join_overlaps() {
        for (const auto& [pair, pieces] : m_pieces) {
            const bool apart = !pieces.may_touch || pieces.polygons.size() == 1;
            for (const Polygon& part : apart ? pieces.polygons : joined(pieces.polygons)) {
                const std::optional<Point> place = point_within(part, 0);
                add(DefectKind::overlap, {pair.first, pair.second}, part, area_m2(part), place.value_or(part.shell.front()));
            }
        }
    }

    const CoverageMesh& m_mesh;
    std::span<const MultiPolygon* const> m_outlines;
    const PointLocator& m_locator;
    double m_tolerance_m;
    std::vector<Box> m_boxes;
    std::vector<Ends> m_residual;
    std::unique_ptr<const ResidualLookup> m_lookup;
    std::map<std::pair<std::size_t, std::size_t>, Pieces> m_pieces;
    std::vector<OutlineDefect> m_defects;
};

}  // namespace

bool is_wider_than(const Polygon& polygon, double width) {
    constexpr double precision = 0.02;  // of the width
    const double area = area_m2(polygon);
    if (polygon.holes.empty() && width_m(area, polygon) >= width) {
        return true;  // without holes the radius of the largest circle is no less than area / perimeter (Bonnesen 1929)
    }
    if (area < std::numbers::pi / 4 * width * width) {
        return false;
    }
    const Box box = maillage::box_of(MultiPolygon{Polygon{polygon.shell, {}}});
    const MetresPerDegree scale = metres_per_degree((box.min_lat + box.max_lat) / 2);
    MultiPolygon metric{polygon};
    const auto to_metres = [&](Ring& ring) {
        for (Point& point : ring) {
            point = {(point.lon - box.min_lon) * scale.lon, (point.lat - box.min_lat) * scale.lat};
        }
    };
    to_metres(metric.front().shell);
    std::for_each(metric.front().holes.begin(), metric.front().holes.end(), to_metres);
    const Geos geos;
    const Geos::Geometry shape = geos.geometry(metric);
    const Geos::Geometry radius = geos.own(GEOSMaximumInscribedCircle_r(geos.context(), shape.get(), precision * width));
    double length = 0;
    geos.check(GEOSLength_r(geos.context(), radius.get(), &length));
    return 2 * length >= width;
}

std::vector<OutlineDefect> coverage_defects(const CoverageMesh& mesh, std::span<const MultiPolygon* const> outlines,
                                            const PointLocator& locator, double tolerance_m) {
    return Faces(mesh, outlines, locator, tolerance_m).defects();
}

}  // namespace maillage::geo
