#include "geo/coverage_parts.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "geo/coverage_faces.hpp"
#include "geo/geos.hpp"
#include "geo/planar.hpp"

namespace maillage::geo {

namespace {

constexpr double least_share_inside = 0.99;

bool precedes(Point a, Point b) { return std::pair(a.lon, a.lat) < std::pair(b.lon, b.lat); }

bool within(const Box& inner, const Box& outer, double slack) {
    return inner.min_lon >= outer.min_lon - slack && inner.max_lon <= outer.max_lon + slack && inner.min_lat >= outer.min_lat - slack &&
           inner.max_lat <= outer.max_lat + slack;
}

Point place_in(const Polygon& polygon) {
    for (int attempt = 0; attempt < 8; ++attempt) {
        if (const auto place = point_within(polygon, attempt)) {
            return *place;
        }
    }
    return polygon.shell.front();
}

double area_m2(const MultiPolygon& outline) {
    double sum = 0;
    for (const Polygon& part : outline) {
        sum += geo::area_m2(part);
    }
    return sum;
}

double common_m2(const Geos& geos, const GEOSGeometry* hole, const MultiPolygon& outline) {
    const Geos::Geometry shape = geos.geometry(outline);
    return area_m2(geos.polygons(geos.own(GEOSIntersection_r(geos.context(), hole, shape.get())).get()));
}

/// The territories, other than `around`, that may lie in holes of it: those whose box lies in the box of all its holes.
std::vector<std::size_t> inmates(const std::vector<Box>& boxes, std::size_t around, const Box& holes) {
    constexpr double slack = 1e-3;  // degrees; areas decide
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (i != around && !boxes[i].empty() && within(boxes[i], holes, slack)) {
            result.push_back(i);
        }
    }
    return result;
}

}  // namespace

std::vector<Hole> holes_of(std::span<const MultiPolygon* const> outlines, double tolerance_m) {
    std::vector<Box> boxes;
    boxes.reserve(outlines.size());
    for (const MultiPolygon* const outline : outlines) {
        boxes.push_back(box_of(*outline));
    }
    std::vector<Hole> result;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        MultiPolygon holes;
        for (const Polygon& part : *outlines[i]) {
            for (const Ring& ring : part.holes) {
                holes.push_back({Ring(ring.rbegin(), ring.rend()), {}});
            }
        }
        if (holes.empty()) {
            continue;
        }
        const std::size_t first = result.size();
        std::vector<bool> wide;
        for (const Polygon& hole : holes) {
            wide.push_back(is_wider_than(hole, tolerance_m));
            result.push_back({i, {}, geo::area_m2(hole), place_in(hole)});
        }
        const Geos geos;
        std::vector<Geos::Geometry> shapes;
        for (const Polygon& hole : holes) {
            shapes.push_back(geos.geometry({hole}));
        }
        for (const std::size_t one : inmates(boxes, i, box_of(holes))) {
            std::vector<double> shares;
            double inside = 0;
            for (const Geos::Geometry& shape : shapes) {
                shares.push_back(common_m2(geos, shape.get(), *outlines[one]));
                inside += shares.back();
            }
            if (inside < least_share_inside * area_m2(*outlines[one])) {
                continue;
            }
            for (std::size_t h = 0; h < shares.size(); ++h) {
                if (shares[h] > (1 - least_share_inside) * inside) {
                    result[first + h].inside.push_back(one);
                    wide[h] = true;  // a territory is never too thin to count
                }
            }
        }
        std::size_t kept = first;
        for (std::size_t h = 0; h < wide.size(); ++h) {
            if (wide[h]) {
                std::swap(result[kept++], result[first + h]);
            }
        }
        result.resize(kept);
        std::sort(result.begin() + static_cast<std::ptrdiff_t>(first), result.end(), [](const Hole& a, const Hole& b) { return precedes(a.place, b.place); });
    }
    return result;
}

std::vector<Multipart> multipart_of(const CoverageMesh& mesh, const std::vector<bool>& attached, const PointLocator& locator) {
    std::vector<Multipart> result;
    for (std::size_t first = 0; first < mesh.part_count();) {
        std::size_t last = first;
        std::size_t main = first;
        double largest = -1;
        while (last < mesh.part_count() && mesh.territory(last) == mesh.territory(first)) {
            ++last;
        }
        for (std::size_t i = first; i < last && last - first > 1; ++i) {
            if (const double area = area_m2(mesh.part(i)); area > largest) {
                largest = area;
                main = i;
            }
        }
        if (last - first > 1) {
            Multipart& one = result.emplace_back(Multipart{mesh.territory(first), last - first, {}, {}});
            for (std::size_t i = first; i < last; ++i) {
                const Point place = place_in(mesh.part(i).front());
                if (i != main) {
                    (attached[i] || locator.locate(place).holders.size() > 1 ? one.exclaves : one.islands).push_back({place, area_m2(mesh.part(i))});
                }
            }
            const auto by_place = [](const Multipart::Part& a, const Multipart::Part& b) { return precedes(a.place, b.place); };
            std::sort(one.exclaves.begin(), one.exclaves.end(), by_place);
            std::sort(one.islands.begin(), one.islands.end(), by_place);
        }
        first = last;
    }
    return result;
}

}  // namespace maillage::geo
