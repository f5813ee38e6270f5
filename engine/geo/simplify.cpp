#include "geo/simplify.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <queue>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "geo/arcs.hpp"
#include "geo/validity.hpp"
#include "geo/vertex_index.hpp"

namespace maillage::geo {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Metres a degree; nowhere along the arc is a degree longer.
struct Scale {
    double lon = 0;
    double lat = 0;
};

/// Radii of curvature of WGS 84 along the parallel and the meridian.
Scale scale_of(const std::vector<Point>& arc) {
    constexpr double a = 6378137;
    constexpr double e2 = 0.00669437999014;
    constexpr double radian = std::numbers::pi / 180;
    double lowest = infinite;
    double highest = 0;
    bool is_north = false;
    bool is_south = false;
    for (const Point& point : arc) {
        lowest = std::min(lowest, std::fabs(point.lat));
        highest = std::max(highest, std::fabs(point.lat));
        is_north = is_north || point.lat >= 0;
        is_south = is_south || point.lat <= 0;
    }
    const double nearest = is_north && is_south ? 0 : lowest * radian;
    const auto w2 = [&](double lat) { return 1 - e2 * std::sin(lat) * std::sin(lat); };
    return {a / std::sqrt(w2(nearest)) * std::cos(nearest) * radian,
            a * (1 - e2) / (w2(highest * radian) * std::sqrt(w2(highest * radian))) * radian};
}

/// From a point to a segment, in metres.
double distance(Point point, Point from, Point to, Scale scale) {
    const double x = (point.lon - from.lon) * scale.lon;
    const double y = (point.lat - from.lat) * scale.lat;
    const double along_x = (to.lon - from.lon) * scale.lon;
    const double along_y = (to.lat - from.lat) * scale.lat;
    const double length2 = along_x * along_x + along_y * along_y;
    const double part = length2 > 0 ? std::clamp((x * along_x + y * along_y) / length2, 0.0, 1.0) : 0;
    return std::hypot(x - part * along_x, y - part * along_y);
}

/// Positions as drawn, closing ones too; and how often each arc is drawn.
std::size_t count_vertices(const Topology& topology, std::vector<std::size_t>& uses) {
    std::size_t count = 0;
    const auto add = [&](const RingOfArcs& ring) {
        ++count;
        for (const ArcUse use : ring) {
            count += topology.arcs[use.arc].size() - 1;
            ++uses[use.arc];
        }
    };
    for (const std::vector<PolygonOfArcs>& parts : topology.outlines) {
        for (const PolygonOfArcs& part : parts) {
            add(part.shell);
            std::for_each(part.holes.begin(), part.holes.end(), add);
        }
    }
    return count;
}

std::vector<Point> all_points(const Topology& topology) {
    std::vector<Point> points;
    for (const std::vector<Point>& arc : topology.arcs) {
        points.insert(points.end(), arc.begin(), arc.end());
    }
    return points;
}

class Simplifier {
public:
    Simplifier(const Topology& topology, const Simplify& asked, const std::vector<bool>& frozen)
        : m_topology(topology),
          m_asked(asked),
          m_points(all_points(topology)),
          m_index(m_points),
          m_uses(topology.arcs.size(), 0) {
        m_outcome.asked = asked;
        m_outcome.read = m_outcome.drawn = count_vertices(topology, m_uses);
        lay_out();
        for (std::uint32_t i = 0; i < m_points.size(); ++i) {
            if (!is_end(i) && !frozen[m_arc_of[i]]) {
                propose(i);
            }
        }
    }

    std::pair<std::vector<std::vector<Point>>, Simplification> run() {
        while (!m_proposals.empty()) {
            const Proposal best = m_proposals.top();
            const bool is_met = m_asked.vertices && m_outcome.drawn <= *m_asked.vertices;
            if (is_met && (best.deviation > m_outcome.tolerance_m || m_outcome.drawn == m_outcome.read)) {
                break;
            }
            m_proposals.pop();
            if (m_is_left[best.vertex] && m_version[best.vertex] == best.version && may_go(best.vertex)) {
                m_outcome.tolerance_m = std::max(m_outcome.tolerance_m, best.deviation);
                remove(best.vertex);
            }
        }
        m_outcome.tolerance_m = m_asked.tolerance_m.value_or(m_outcome.tolerance_m);
        return {arcs(), m_outcome};
    }

private:
    /// A vertex to leave out. Of equal ones, that with the fewest vertices under its chord goes first: straight lines then
    /// fall in halves, not from one end to the other.
    struct Proposal {
        double deviation;
        std::uint32_t span;
        std::uint32_t vertex;
        std::uint32_t version;
        friend bool operator<(const Proposal& a, const Proposal& b) {  // top of a heap is its greatest
            return std::tie(a.deviation, a.span, a.vertex) > std::tie(b.deviation, b.span, b.vertex);
        }
    };

    void lay_out() {
        const std::size_t count = m_points.size();
        m_before.resize(count);
        m_after.resize(count);
        m_arc_of.resize(count);
        m_version.resize(count, 0);
        m_is_left.resize(count, true);
        std::uint32_t next = 0;
        for (std::uint32_t a = 0; a < m_topology.arcs.size(); ++a) {
            const std::vector<Point>& arc = m_topology.arcs[a];
            m_scale.push_back(scale_of(arc));
            m_size.push_back(arc.size());
            if (arc.size() == 2) {
                m_chords.insert(chord(arc.front(), arc.back()));
            }
            for (std::size_t i = 0; i < arc.size(); ++i, ++next) {
                m_arc_of[next] = a;
                m_before[next] = i == 0 ? next : next - 1;
                m_after[next] = i + 1 == arc.size() ? next : next + 1;
            }
        }
    }

    [[nodiscard]] bool is_end(std::uint32_t vertex) const { return m_before[vertex] == vertex || m_after[vertex] == vertex; }

    void propose(std::uint32_t vertex) {
        const std::uint32_t before = m_before[vertex];
        const std::uint32_t after = m_after[vertex];
        const double limit = m_asked.tolerance_m.value_or(infinite);
        double deviation = 0;
        for (std::uint32_t i = before + 1; i < after && deviation <= limit; ++i) {
            deviation = std::max(deviation, distance(m_points[i], m_points[before], m_points[after], m_scale[m_arc_of[vertex]]));
        }
        if (deviation <= limit) {
            m_proposals.push({deviation, after - before, vertex, m_version[vertex]});
        }
    }

    using Chord = std::tuple<double, double, double, double>;
    static Chord chord(Point a, Point b) { return {a.lon, a.lat, b.lon, b.lat}; }  // arcs are directed, so one way is enough

    /// No ring falls flat, and nothing is passed over. What stands in the way is remembered: once it goes, this is asked again.
    bool may_go(std::uint32_t vertex) {
        constexpr std::size_t shortest_ring = 4;
        const std::uint32_t arc = m_arc_of[vertex];
        const Point before = m_points[m_before[vertex]];
        const Point after = m_points[m_after[vertex]];
        const std::vector<Point>& whole = m_topology.arcs[arc];
        const bool is_closed = whole.front() == whole.back();
        if (is_closed ? m_size[arc] <= shortest_ring : m_size[arc] == 3 && m_chords.contains(chord(before, after))) {
            return false;
        }
        const std::optional<std::uint32_t> obstacle = m_index.in_triangle(before, m_points[vertex], after);
        if (obstacle) {
            m_waiting[*obstacle].emplace_back(vertex, m_version[vertex]);
        }
        return !obstacle;
    }

    void remove(std::uint32_t vertex) {
        const std::uint32_t arc = m_arc_of[vertex];
        const std::uint32_t before = m_before[vertex];
        const std::uint32_t after = m_after[vertex];
        m_after[before] = after;
        m_before[after] = before;
        m_is_left[vertex] = false;
        m_index.remove(vertex);
        m_outcome.drawn -= m_uses[arc];
        if (--m_size[arc] == 2) {
            m_chords.insert(chord(m_points[before], m_points[after]));
        }
        for (const std::uint32_t beside : {before, after}) {
            if (!is_end(beside)) {
                ++m_version[beside];
                propose(beside);
            }
        }
        if (const auto waiting = m_waiting.extract(vertex)) {
            for (const auto& [other, version] : waiting.mapped()) {
                if (m_is_left[other] && m_version[other] == version) {
                    propose(other);
                }
            }
        }
    }

    [[nodiscard]] std::vector<std::vector<Point>> arcs() const {
        std::vector<std::vector<Point>> result(m_topology.arcs.size());
        for (std::uint32_t i = 0; i < m_points.size(); ++i) {
            if (m_is_left[i]) {
                result[m_arc_of[i]].push_back(m_points[i]);
            }
        }
        return result;
    }

    const Topology& m_topology;
    Simplify m_asked;
    Simplification m_outcome;
    std::vector<Point> m_points;  ///< of all arcs, one after the other; what follows is by point
    VertexIndex m_index;
    std::vector<std::uint32_t> m_before, m_after;  ///< itself at the ends of an arc
    std::vector<std::uint32_t> m_arc_of;
    std::vector<std::uint32_t> m_version;  ///< counts the changes beside a vertex: older proposals are void
    std::vector<bool> m_is_left;
    std::vector<std::size_t> m_uses;  ///< by arc: how many rings draw it
    std::vector<std::size_t> m_size;  ///< by arc: points left
    std::vector<Scale> m_scale;       ///< by arc
    std::set<Chord> m_chords;         ///< open arcs of two points
    std::priority_queue<Proposal> m_proposals;
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> m_waiting;  ///< vertex, version
};

/// Freezes the arcs of outlines that came out invalid; answers whether there was one to freeze.
bool freeze_invalid(const Topology& topology, const std::vector<MultiPolygon>& drawn, std::vector<bool>& frozen) {
    bool is_new = false;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (!invalidity(drawn[i])) {
            continue;
        }
        const auto freeze = [&](const RingOfArcs& ring) {
            for (const ArcUse use : ring) {
                is_new = is_new || !frozen[use.arc];
                frozen[use.arc] = true;
            }
        };
        for (const PolygonOfArcs& part : topology.outlines[i]) {
            freeze(part.shell);
            std::for_each(part.holes.begin(), part.holes.end(), freeze);
        }
    }
    return is_new;
}

}  // namespace

Simplified simplified(std::span<const MultiPolygon* const> given, const Simplify& asked) {
    const Topology whole = topology(given);
    Topology thinned = whole;
    std::vector<bool> frozen(whole.arcs.size(), false);
    while (true) {
        Simplified result;
        std::tie(thinned.arcs, result.outcome) = Simplifier(whole, asked, frozen).run();
        result.outlines = outlines(thinned);
        // Where a corner lies on the inside of another edge of its outline (two parts, or a hole and its shell, that touch), a
        // chord can come to lie along that edge. Rare: the outline then keeps its borders as they are.
        if (!freeze_invalid(whole, result.outlines, frozen)) {
            return result;
        }
    }
}

}  // namespace maillage::geo
