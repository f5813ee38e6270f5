#include "geo/arcs.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "geo/dissolve.hpp"

namespace maillage::geo {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

using Places = std::vector<std::uint32_t>;  // numbers of positions, along a ring (open) or an arc

/// Every ring of every outline with its positions numbered by rank (lon, lat), whatever the order of the outlines.
class NumberedRings {
public:
    explicit NumberedRings(std::span<const MultiPolygon* const> outlines) {
        for (const MultiPolygon* const outline : outlines) {
            for (const Polygon& part : *outline) {
                add(part.shell);
                std::for_each(part.holes.begin(), part.holes.end(), [&](const Ring& hole) { add(hole); });
            }
        }
        number();
    }

    /// In the order of the outlines, shells before their holes. Without the closing point, without repeats.
    [[nodiscard]] const std::vector<Places>& rings() const { return m_rings; }
    [[nodiscard]] Point point(std::uint32_t place) const { return m_points[place]; }
    [[nodiscard]] std::size_t places() const { return m_points.size(); }

private:
    struct Met {
        Point point;
        std::uint32_t ring;
        std::uint32_t index;
    };

    void add(const Ring& ring) {
        Places& places = m_rings.emplace_back();
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const bool is_repeated = i > 0 && ring[i] == ring[i - 1];
            const bool is_closing = i + 1 == ring.size() && ring[i] == ring.front();
            if (!is_repeated && !is_closing) {
                m_met.push_back({{ring[i].lon + 0.0, ring[i].lat + 0.0},  // -0.0 becomes 0.0
                                 static_cast<std::uint32_t>(m_rings.size() - 1),
                                 static_cast<std::uint32_t>(places.size())});
                places.push_back(none);
            }
        }
    }

    void number() {
        std::sort(m_met.begin(), m_met.end(), [](const Met& a, const Met& b) {
            return std::tie(a.point.lon, a.point.lat) < std::tie(b.point.lon, b.point.lat);
        });
        for (const Met& met : m_met) {
            if (m_points.empty() || !(m_points.back() == met.point)) {
                m_points.push_back(met.point);
            }
            m_rings[met.ring][met.index] = static_cast<std::uint32_t>(m_points.size() - 1);
        }
        m_met = {};
    }

    std::vector<Met> m_met;
    std::vector<Places> m_rings;
    std::vector<Point> m_points;
};

/// By place. Where all rings come and go by the same two edges, the same outlines run along both; otherwise, and where a
/// ring turns back on itself, there is a junction.
std::vector<bool> junctions(const NumberedRings& numbered) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> beside(numbered.places(), {none, none});
    std::vector<bool> found(numbered.places(), false);
    for (const Places& ring : numbered.rings()) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const std::uint32_t before = ring[(i + ring.size() - 1) % ring.size()];
            const std::uint32_t after = ring[(i + 1) % ring.size()];
            const std::pair pair = std::minmax(before, after);
            auto& known = beside[ring[i]];
            if (known.first == none) {
                known = pair;
            }
            if (known != std::pair<std::uint32_t, std::uint32_t>(pair) || before == after) {
                found[ring[i]] = true;
            }
        }
    }
    return found;
}

class Cutter {
public:
    explicit Cutter(const NumberedRings& numbered) : m_numbered(numbered), m_is_junction(junctions(numbered)) {}

    RingOfArcs cut(Places ring) {
        const auto is_junction = [&](std::uint32_t place) { return m_is_junction[place]; };
        auto start = std::find_if(ring.begin(), ring.end(), is_junction);
        if (start == ring.end()) {
            start = std::min_element(ring.begin(), ring.end());
        }
        std::rotate(ring.begin(), start, ring.end());
        ring.push_back(ring.front());
        RingOfArcs uses;
        for (std::size_t first = 0; first + 1 < ring.size();) {
            std::size_t last = first + 1;
            while (last + 1 < ring.size() && !m_is_junction[ring[last]]) {
                ++last;
            }
            const auto at = [&](std::size_t index) { return ring.begin() + static_cast<std::ptrdiff_t>(index); };
            uses.push_back(use(Places(at(first), at(last + 1))));
            first = last;
        }
        return uses;
    }

    /// The arcs in order, with the rank of each in it.
    [[nodiscard]] std::pair<std::vector<std::vector<Point>>, std::vector<std::uint32_t>> sorted() const {
        std::vector<std::uint32_t> order(m_arcs.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(m_arcs[a]) < key(m_arcs[b]); });
        std::vector<std::vector<Point>> arcs;
        std::vector<std::uint32_t> rank(m_arcs.size());
        for (const std::uint32_t index : order) {
            rank[index] = static_cast<std::uint32_t>(arcs.size());
            std::vector<Point>& arc = arcs.emplace_back();
            for (const std::uint32_t place : m_arcs[index]) {
                arc.push_back(m_numbered.point(place));
            }
        }
        return {std::move(arcs), std::move(rank)};
    }

private:
    /// An arc is known by its first edge: no other leaves a junction, or a ring's lowest place, by it.
    static std::uint64_t key(const Places& arc) { return std::uint64_t{arc[0]} << 32U | arc[1]; }

    ArcUse use(Places arc) {
        const bool reversed = std::pair(arc.back(), arc[arc.size() - 2]) < std::pair(arc.front(), arc[1]);
        if (reversed) {
            std::reverse(arc.begin(), arc.end());
        }
        const auto [known, fresh] = m_index.try_emplace(key(arc), static_cast<std::uint32_t>(m_arcs.size()));
        if (fresh) {
            m_arcs.push_back(std::move(arc));
        }
        return {known->second, reversed};
    }

    const NumberedRings& m_numbered;
    std::vector<bool> m_is_junction;
    std::vector<Places> m_arcs;
    std::unordered_map<std::uint64_t, std::uint32_t> m_index;
};

Ring ring_of(const Topology& topology, const RingOfArcs& uses) {
    Ring ring;
    for (const ArcUse use : uses) {
        const std::vector<Point>& arc = topology.arcs[use.arc];
        const std::size_t skipped = ring.empty() ? 0 : 1;  // where the last one ended
        if (use.reversed) {
            ring.insert(ring.end(), arc.rbegin() + static_cast<std::ptrdiff_t>(skipped), arc.rend());
        } else {
            ring.insert(ring.end(), arc.begin() + static_cast<std::ptrdiff_t>(skipped), arc.end());
        }
    }
    return ring;
}

}  // namespace

Topology topology(std::span<const MultiPolygon* const> outlines) {
    const NumberedRings numbered(outlines);
    Cutter cutter(numbered);
    Topology result;
    std::size_t next = 0;
    const auto cut_next = [&] { return cutter.cut(numbered.rings()[next++]); };
    for (const MultiPolygon* const outline : outlines) {
        std::vector<PolygonOfArcs>& parts = result.outlines.emplace_back();
        for (const Polygon& part : *outline) {
            PolygonOfArcs& copy = parts.emplace_back();
            copy.shell = cut_next();
            std::generate_n(std::back_inserter(copy.holes), part.holes.size(), cut_next);
        }
    }
    std::vector<std::uint32_t> rank;
    std::tie(result.arcs, rank) = cutter.sorted();
    for (std::vector<PolygonOfArcs>& parts : result.outlines) {
        for (PolygonOfArcs& part : parts) {
            const auto renumber = [&](RingOfArcs& ring) {
                std::for_each(ring.begin(), ring.end(), [&](ArcUse& use) { use.arc = rank[use.arc]; });
            };
            renumber(part.shell);
            std::for_each(part.holes.begin(), part.holes.end(), renumber);
        }
    }
    return result;
}

std::vector<MultiPolygon> outlines(const Topology& topology) {
    std::vector<MultiPolygon> result;
    result.reserve(topology.outlines.size());
    for (const std::vector<PolygonOfArcs>& parts : topology.outlines) {
        MultiPolygon outline;
        for (const PolygonOfArcs& part : parts) {
            Polygon& copy = outline.emplace_back(Polygon{ring_of(topology, part.shell), {}});
            for (const RingOfArcs& hole : part.holes) {
                copy.holes.push_back(ring_of(topology, hole));
            }
        }
        result.push_back(normalised(outline));
    }
    return result;
}

}  // namespace maillage::geo
