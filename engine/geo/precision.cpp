#include "geo/precision.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "geo/dissolve.hpp"
#include "geo/validity.hpp"
#include "geo/vertex_index.hpp"

namespace maillage::geo {

namespace {

constexpr double steps_per_degree = 1e6;
constexpr double half_step = 0.5 / steps_per_degree;
constexpr std::size_t shortest_ring = 4;

/// Whole steps divided once: the double nearest to the decimal number, so that what is printed reads back as the same.
double at_step(double steps) { return steps / steps_per_degree + 0.0; }
double nearest_step(double degrees) { return at_step(std::round(degrees * steps_per_degree)); }

bool precedes(Point a, Point b) { return std::tie(a.lon, a.lat) < std::tie(b.lon, b.lat); }

/// Does the edge cross the closed grid cell around `centre`? Their boxes meet.
bool crosses(Point from, Point to, Point centre) {
    const double x = to.lon - from.lon;
    const double y = to.lat - from.lat;
    const double aside = x * (centre.lat - from.lat) - y * (centre.lon - from.lon);
    return std::fabs(aside) <= half_step * (std::fabs(x) + std::fabs(y));
}

template <typename Visit>
void each_edge(const MultiPolygon& outline, Visit visit) {
    const auto walk = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            visit(ring[i - 1], ring[i]);
        }
    };
    for (const Polygon& part : outline) {
        walk(part.shell);
        std::for_each(part.holes.begin(), part.holes.end(), walk);
    }
}

/// The grid points that edges are led through, the same whichever outline asks.
class Bends {
public:
    Bends() : m_vertices({}) {}

    /// Every edge of these outlines through every rounded vertex of theirs.
    explicit Bends(const std::vector<const MultiPolygon*>& outlines) : m_vertices(vertices_of(outlines)) {
        const VertexIndex index(m_vertices);
        for (const MultiPolygon* const outline : outlines) {
            each_edge(*outline, [&](Point a, Point b) { lead(index, std::min(a, b, precedes), std::max(a, b, precedes)); });
        }
    }

    [[nodiscard]] Ring rounded(const Ring& ring) const {
        Ring result;
        result.reserve(ring.size());
        const auto add = [&](Point point) {
            if (result.empty() || !(point == result.back())) {
                result.push_back(point);
            }
        };
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (i > 0 && !m_by_edge.empty()) {
                const bool forward = precedes(ring[i - 1], ring[i]);
                const auto bent = m_by_edge.find(forward ? Edge{ring[i - 1], ring[i]} : Edge{ring[i], ring[i - 1]});
                if (bent != m_by_edge.end() && forward) {
                    std::for_each(bent->second.begin(), bent->second.end(), add);
                } else if (bent != m_by_edge.end()) {
                    std::for_each(bent->second.rbegin(), bent->second.rend(), add);
                }
            }
            add(geo::rounded(ring[i]));
        }
        return result;
    }

    /// Without the rings that fall to fewer than three corners.
    [[nodiscard]] MultiPolygon rounded(const MultiPolygon& outline) const {
        MultiPolygon result;
        for (const Polygon& part : outline) {
            Polygon copy{rounded(part.shell), {}};
            if (copy.shell.size() < shortest_ring) {
                continue;
            }
            for (const Ring& hole : part.holes) {
                if (Ring ring = rounded(hole); ring.size() >= shortest_ring) {
                    copy.holes.push_back(std::move(ring));
                }
            }
            result.push_back(std::move(copy));
        }
        return result;
    }

private:
    using Edge = std::pair<Point, Point>;  // the lower end first
    struct Lower {
        bool operator()(const Edge& a, const Edge& b) const {
            return std::tie(a.first.lon, a.first.lat, a.second.lon, a.second.lat) <
                   std::tie(b.first.lon, b.first.lat, b.second.lon, b.second.lat);
        }
    };

    static std::vector<Point> vertices_of(const std::vector<const MultiPolygon*>& outlines) {
        std::vector<Point> vertices;
        for (const MultiPolygon* const outline : outlines) {
            each_edge(*outline, [&](Point, Point to) { vertices.push_back(geo::rounded(to)); });
        }
        std::sort(vertices.begin(), vertices.end(), precedes);
        vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
        return vertices;
    }

    void lead(const VertexIndex& index, Point from, Point to) {
        const auto [low, high] = std::minmax(from.lat, to.lat);
        const Box around{from.lon - half_step, low - half_step, to.lon + half_step, high + half_step};
        std::vector<Point> through;
        for (const std::uint32_t vertex : index.in_box(around)) {
            const Point centre = m_vertices[vertex];
            if (!(centre == geo::rounded(from)) && !(centre == geo::rounded(to)) && crosses(from, to, centre)) {
                through.push_back(centre);
            }
        }
        if (!through.empty()) {
            const auto along = [&](Point point) {
                return (point.lon - from.lon) * (to.lon - from.lon) + (point.lat - from.lat) * (to.lat - from.lat);
            };
            std::stable_sort(through.begin(), through.end(), [&](Point a, Point b) { return along(a) < along(b); });
            m_by_edge[{from, to}] = std::move(through);
        }
    }

    std::vector<Point> m_vertices;
    std::map<Edge, std::vector<Point>, Lower> m_by_edge;
};

/// What fell flat cut off, what touches itself parted. All corners are there already, so that GEOS computes no new one;
/// should it all the same, that one goes on the grid and the outline is looked at again.
MultiPolygon sound(MultiPolygon outline) {
    constexpr int repairs = 3;
    std::optional<Invalidity> defect = invalidity(outline);
    for (int i = 0; i < repairs && defect; ++i) {
        outline = Bends().rounded(repaired(outline));
        defect = invalidity(outline);
    }
    if (defect) {
        throw LibraryError(Said{"GEOS n'a pas su arrondir un contour à 6 décimales : " + defect->reason,
                                "GEOS could not round an outline to 6 decimals: " + defect->reason});
    }
    return outline;
}

/// The grid cell that holds the first corner of an outline.
MultiPolygon cell_of(const MultiPolygon& outline) {
    const Point corner = outline.front().shell.front();
    const double x = std::floor(corner.lon * steps_per_degree);
    const double y = std::floor(corner.lat * steps_per_degree);
    const Point low{at_step(x), at_step(y)};
    const Point high{at_step(x + 1), at_step(y + 1)};
    return {Polygon{{low, {high.lon, low.lat}, high, {low.lon, high.lat}, low}, {}}};
}

/// Outlines that are valid once rounded through `bends`; the others are marked to be made so.
std::vector<MultiPolygon> rounded_through(const Bends& bends, std::span<const MultiPolygon* const> outlines, std::vector<bool>& broken,
                                          bool& is_new) {
    std::vector<MultiPolygon> result;
    is_new = false;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        MultiPolygon& drawn = result.emplace_back(bends.rounded(*outlines[i]));
        if (broken[i]) {
            drawn = sound(std::move(drawn));
        } else if (!(drawn == *outlines[i]) && invalidity(drawn)) {  // one on the grid already is valid by contract
            broken[i] = is_new = true;
        }
    }
    return result;
}

}  // namespace

std::vector<MultiPolygon> rounded(std::span<const MultiPolygon* const> outlines) {
    std::vector<bool> broken(outlines.size(), false);
    bool is_new = false;
    std::vector<MultiPolygon> result = rounded_through(Bends(), outlines, broken, is_new);
    while (is_new) {
        std::vector<const MultiPolygon*> together;
        for (std::size_t i = 0; i < outlines.size(); ++i) {
            if (broken[i]) {
                together.push_back(outlines[i]);
            }
        }
        result = rounded_through(Bends(together), outlines, broken, is_new);
    }
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        result[i] = normalised(result[i].empty() && !outlines[i]->empty() ? cell_of(*outlines[i]) : result[i]);
    }
    return result;
}

MultiPolygon rounded(const MultiPolygon& outline) {
    const MultiPolygon* const one = &outline;
    return std::move(rounded(std::span(&one, 1)).front());
}

Point rounded(Point point) { return {nearest_step(point.lon), nearest_step(point.lat)}; }

}  // namespace maillage::geo
