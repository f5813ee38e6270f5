#include "geo/planar_faces.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "geo/orientation.hpp"
#include "geo/point_locator.hpp"

namespace maillage::geo {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// Lines walked both ways: walk 2 i goes along line i, walk 2 i + 1 comes back.
class Graph {
public:
    explicit Graph(const std::vector<Ring>& lines) : m_lines(lines) {
        number_nodes();
        sort_around_nodes();
    }

    [[nodiscard]] std::size_t walks() const { return 2 * m_lines.size(); }
    [[nodiscard]] std::size_t node(std::size_t walk) const { return m_origin[walk]; }

    /// The walk that keeps the same face on its left: the first one clockwise from the way back.
    [[nodiscard]] std::size_t next(std::size_t walk) const {
        const std::size_t back = walk ^ 1U;
        const std::size_t first = m_start[m_origin[back]];
        const std::size_t place = m_rank[back];
        return m_around[place == first ? m_start[m_origin[back] + 1] - 1 : place - 1];
    }

    void append(Ring& ring, std::size_t walk) const {
        const Ring& line = m_lines[walk / 2];
        const std::ptrdiff_t skipped = ring.empty() ? 0 : 1;
        if (walk % 2 == 0) {
            ring.insert(ring.end(), line.begin() + skipped, line.end());
        } else {
            ring.insert(ring.end(), line.rbegin() + skipped, line.rend());
        }
    }

private:
    [[nodiscard]] Point start(std::size_t walk) const { return walk % 2 == 0 ? m_lines[walk / 2].front() : m_lines[walk / 2].back(); }
    [[nodiscard]] Point towards(std::size_t walk) const {
        const Ring& line = m_lines[walk / 2];
        return walk % 2 == 0 ? line[1] : line[line.size() - 2];
    }

    void number_nodes() {
        const auto place = [&](std::size_t walk) { return std::pair(start(walk).lon, start(walk).lat); };
        m_around.resize(walks());
        for (std::size_t i = 0; i < walks(); ++i) {
            m_around[i] = i;
        }
        std::sort(m_around.begin(), m_around.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
        m_origin.resize(walks());
        for (std::size_t i = 0; i < walks(); ++i) {
            if (i == 0 || place(m_around[i - 1]) != place(m_around[i])) {
                m_start.push_back(i);
            }
            m_origin[m_around[i]] = m_start.size() - 1;
        }
        m_start.push_back(walks());
    }

    void sort_around_nodes() {
        const auto is_lower = [](Point from, Point to) { return to.lat < from.lat || (to.lat == from.lat && to.lon < from.lon); };
        for (std::size_t i = 0; i + 1 < m_start.size(); ++i) {
            const auto at = [&](std::size_t index) { return m_around.begin() + static_cast<std::ptrdiff_t>(index); };
            std::sort(at(m_start[i]), at(m_start[i + 1]), [&](std::size_t a, std::size_t b) {
                const Point here = start(a);
                const bool a_lower = is_lower(here, towards(a));
                const bool b_lower = is_lower(here, towards(b));
                const int turn = a_lower == b_lower ? orientation(here, towards(a), towards(b)) : (b_lower ? 1 : -1);
                return turn != 0 ? turn > 0 : a < b;
            });
        }
        m_rank.resize(walks());
        for (std::size_t i = 0; i < walks(); ++i) {
            m_rank[m_around[i]] = i;
        }
    }

    const std::vector<Ring>& m_lines;
    std::vector<std::size_t> m_origin;  ///< node each walk starts from
    std::vector<std::size_t> m_start;   ///< by node: where its walks begin in m_around
    std::vector<std::size_t> m_around;  ///< walks by node, counter-clockwise
    std::vector<std::size_t> m_rank;    ///< place of each walk in m_around
};

/// A closed tour parted where it passes a node again: rings that do not touch themselves, without what is walked both ways.
std::vector<Ring> simple_rings(const Graph& graph, const std::vector<std::size_t>& tour, std::vector<std::size_t>& place_of_node) {
    std::vector<Ring> rings;
    std::vector<std::size_t> path;
    const auto close = [&](std::size_t from) {
        Ring ring;
        for (std::size_t i = from; i < path.size(); ++i) {
            graph.append(ring, path[i]);
            place_of_node[graph.node(path[i])] = none;
        }
        const bool there_and_back = path.size() - from == 2 && (path[from] ^ 1U) == path[from + 1];
        path.resize(from);
        if (!there_and_back) {
            rings.push_back(std::move(ring));
        }
    };
    for (const std::size_t walk : tour) {
        if (const std::size_t before = place_of_node[graph.node(walk)]; before != none) {
            close(before);
        }
        place_of_node[graph.node(walk)] = path.size();
        path.push_back(walk);
    }
    close(0);
    return rings;
}

struct Placed {
    Box box;
    double area = 0;
};

/// Each ring becomes a hole of the smallest face that holds it, if any.
void put_holes(MultiPolygon& faces, const std::vector<Placed>& placed, std::vector<Ring> rings) {
    std::vector<MultiPolygon> shells;
    std::vector<const MultiPolygon*> pointers;
    for (const Polygon& face : faces) {
        shells.push_back({Polygon{face.shell, {}}});
    }
    for (const MultiPolygon& shell : shells) {
        pointers.push_back(&shell);
    }
    const PointLocator locator(pointers);
    for (Ring& ring : rings) {
        const Box box = box_of(MultiPolygon{Polygon{ring, {}}});
        std::size_t around = none;
        for (const std::size_t holder : locator.locate(ring.front()).holders) {
            const Box& wider = placed[holder].box;  // not a face of the ring's own part of the graph
            if (wider.min_lon < box.min_lon && wider.max_lon > box.max_lon && wider.min_lat < box.min_lat && wider.max_lat > box.max_lat &&
                (around == none || placed[holder].area < placed[around].area)) {
                around = holder;
            }
        }
        if (around != none) {
            faces[around].holes.push_back(std::move(ring));
        }
    }
}

}  // namespace

double turned_area(const Ring& ring) {
    double sum = 0;
    const Point base = ring.front();
    for (std::size_t i = 1; i < ring.size(); ++i) {
        sum += (ring[i - 1].lon - base.lon) * (ring[i].lat - base.lat) - (ring[i].lon - base.lon) * (ring[i - 1].lat - base.lat);
    }
    return sum;
}

bool is_within(const Ring& ring, Point place) {
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point a = ring[i - 1];
        const Point b = ring[i];
        if ((a.lat > place.lat) != (b.lat > place.lat) && (orientation(a, b, place) > 0) == (b.lat > a.lat)) {
            inside = !inside;
        }
    }
    return inside;
}

MultiPolygon planar_faces(const std::vector<Ring>& lines) {
    const Graph graph(lines);
    MultiPolygon faces;
    std::vector<Placed> placed;
    std::vector<Ring> outsides;  // of the graph's parts, clockwise
    std::vector<bool> walked(graph.walks(), false);
    std::vector<std::size_t> place_of_node(graph.walks(), none);
    for (std::size_t first = 0; first < graph.walks(); ++first) {
        std::vector<std::size_t> tour;
        for (std::size_t walk = first; !walked[walk]; walk = graph.next(walk)) {
            walked[walk] = true;
            tour.push_back(walk);
        }
        if (tour.empty()) {
            continue;
        }
        std::vector<Ring> rings = simple_rings(graph, tour, place_of_node);
        const auto shell = std::find_if(rings.begin(), rings.end(), [](const Ring& ring) { return turned_area(ring) > 0; });
        if (shell == rings.end()) {
            std::move(rings.begin(), rings.end(), std::back_inserter(outsides));
            continue;
        }
        Polygon& face = faces.emplace_back(Polygon{std::move(*shell), {}});
        rings.erase(shell);
        face.holes = std::move(rings);
        placed.push_back({box_of(MultiPolygon{Polygon{face.shell, {}}}), turned_area(face.shell)});
    }
    put_holes(faces, placed, std::move(outsides));
    return faces;
}

}  // namespace maillage::geo
