#include "geo/point_locator.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <cstdint>
#include <utility>

#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

namespace bg = boost::geometry;
using PlanePoint = bg::model::d2::point_xy<double>;
using PlaneBox = bg::model::box<PlanePoint>;
using Entry = std::pair<PlaneBox, std::size_t>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<8>>;

struct Edge {
    Point from;
    Point to;
};

enum class Side { outside, border, inside };

/// The edges of one outline, filed by the horizontal strips they touch.
class Strips {
public:
    explicit Strips(const MultiPolygon& outline) : m_box(box_of(outline)) {
        for (const Polygon& part : outline) {
            add(part.shell);
            for (const Ring& hole : part.holes) {
                add(hole);
            }
        }
        choose_strips();
        file_edges();
    }

    [[nodiscard]] const Box& box() const { return m_box; }

    /// Crossings of the ray towards greater longitudes, counted even-odd; an edge holds its lower end, not its upper one.
    [[nodiscard]] Side side(Point point) const {
        if (!m_box.contains(point)) {
            return Side::outside;
        }
        bool inside = false;
        const std::size_t strip = strip_of(point.lat);
        for (std::size_t i = m_starts[strip]; i < m_starts[strip + 1]; ++i) {
            const auto& [from, to] = m_edges[m_filed[i]];
            const auto [south, north] = std::minmax(from.lat, to.lat);
            const auto [west, east] = std::minmax(from.lon, to.lon);
            if (point.lat < south || point.lat > north || point.lon > east) {
                continue;
            }
            int turn = 0;
            if (point.lon >= west) {
                turn = orientation(from, to, point);
                if (turn == 0) {
                    return Side::border;
                }
            }
            const bool crosses = (from.lat <= point.lat) != (to.lat <= point.lat);
            const bool is_west_of_edge = turn == 0 || (turn > 0) == (from.lat < to.lat);
            inside ^= crosses && is_west_of_edge;
        }
        return inside ? Side::inside : Side::outside;
    }

private:
    void add(const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            m_edges.push_back({ring[i], ring[i + 1]});
        }
    }

    /// As many strips as keep the filed edges under about four times the edges.
    void choose_strips() {
        const double height = m_box.max_lat - m_box.min_lat;
        double climbed = 0;
        for (const auto& [from, to] : m_edges) {
            climbed += std::fabs(to.lat - from.lat);
        }
        const auto edges = static_cast<double>(m_edges.size());
        const double strips = std::floor(std::min(edges, 3 * edges * height / climbed));
        const double per_degree = strips / height;
        if (strips > 1 && std::isfinite(per_degree)) {
            m_strips = static_cast<std::size_t>(strips);
            m_strips_per_degree = per_degree;
        }
    }

    /// Never decreases with latitude, rounding included: an edge's strips are all those between its ends' strips.
    [[nodiscard]] std::size_t strip_of(double lat) const {
        const auto strip = static_cast<std::size_t>((lat - m_box.min_lat) * m_strips_per_degree);
        return std::min(strip, m_strips - 1);
    }

    void file_edges() {
        const auto strips_of = [&](const Edge& edge) {
            const auto [south, north] = std::minmax(edge.from.lat, edge.to.lat);
            return std::pair{strip_of(south), strip_of(north)};
        };
        m_starts.assign(m_strips + 1, 0);
        for (const Edge& edge : m_edges) {
            const auto [first, last] = strips_of(edge);
            for (std::size_t strip = first; strip <= last; ++strip) {
                ++m_starts[strip + 1];
            }
        }
        for (std::size_t strip = 0; strip < m_strips; ++strip) {
            m_starts[strip + 1] += m_starts[strip];
        }
        m_filed.resize(m_starts.back());
        std::vector<std::size_t> next(m_starts.begin(), m_starts.end() - 1);
        for (std::size_t edge = 0; edge < m_edges.size(); ++edge) {
            const auto [first, last] = strips_of(m_edges[edge]);
            for (std::size_t strip = first; strip <= last; ++strip) {
                m_filed[next[strip]++] = static_cast<std::uint32_t>(edge);
            }
        }
    }

    Box m_box;
    std::vector<Edge> m_edges;
    std::size_t m_strips = 1;
    double m_strips_per_degree = 0;
    std::vector<std::size_t> m_starts;   ///< strip -> its first place in m_filed
    std::vector<std::uint32_t> m_filed;  ///< indexes of m_edges
};

}  // namespace

struct PointLocator::Index {
    std::vector<Strips> outlines;
    Tree tree;
};

PointLocator::PointLocator(const std::vector<const MultiPolygon*>& outlines) {
    auto index = std::make_unique<Index>();
    std::vector<Entry> entries;
    for (const MultiPolygon* const outline : outlines) {
        const Box& box = index->outlines.emplace_back(*outline).box();
        if (!box.empty()) {
            entries.emplace_back(PlaneBox({box.min_lon, box.min_lat}, {box.max_lon, box.max_lat}), index->outlines.size() - 1);
        }
    }
    index->tree = Tree(entries);
    m_index = std::move(index);
}

PointLocator::~PointLocator() = default;
PointLocator::PointLocator(PointLocator&&) noexcept = default;
PointLocator& PointLocator::operator=(PointLocator&&) noexcept = default;

PointLocator::Answer PointLocator::locate(Point point) const {
    Answer answer;
    const auto candidates = bg::index::intersects(PlanePoint(point.lon, point.lat));
    for (auto entry = m_index->tree.qbegin(candidates); entry != m_index->tree.qend(); ++entry) {
        const Side side = m_index->outlines[entry->second].side(point);
        if (side != Side::outside) {
            answer.holders.push_back(entry->second);
            answer.on_border = answer.on_border || side == Side::border;
        }
    }
    std::sort(answer.holders.begin(), answer.holders.end());
    return answer;
}

}  // namespace maillage::geo
