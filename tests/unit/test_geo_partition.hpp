// Random maps for tests of borders: jagged neighbours with enclaves, islands, sea, parts that touch at a corner.
#pragma once

#include <cmath>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "geo/dissolve.hpp"
#include "model/geometry.hpp"

namespace maillage::geo_test {

/// Cells of a lattice whose corners are moved a little, each given to the nearest of `territories` seeds, or now and then to any or
/// to the sea, and merged. Neighbours share their borders vertex for vertex, since they share the lattice's corners.
inline std::vector<MultiPolygon> any_partition(std::mt19937& random, int side, int territories, double cell_degrees, Point origin, double sea = 0.03) {
    std::uniform_real_distribution<double> any(0, 1);
    std::vector<Point> corners;
    for (int y = 0; y <= side; ++y) {
        for (int x = 0; x <= side; ++x) {
            corners.push_back({origin.lon + cell_degrees * (x + 0.6 * (any(random) - 0.5)), origin.lat + cell_degrees * (y + 0.6 * (any(random) - 0.5))});
        }
    }
    const auto corner = [&](int x, int y) { return corners[static_cast<std::size_t>(y * (side + 1) + x)]; };
    std::vector<std::pair<double, double>> seeds;
    for (int i = 0; i < territories; ++i) {
        seeds.emplace_back(any(random) * side, any(random) * side);
    }
    std::vector<std::vector<MultiPolygon>> cells(seeds.size());
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            std::size_t owner = 0;
            for (std::size_t i = 0; i < seeds.size(); ++i) {
                const auto far = [&](std::size_t s) { return std::hypot(seeds[s].first - x, seeds[s].second - y); };
                owner = far(i) < far(owner) ? i : owner;
            }
            const double chance = any(random);
            if (chance < 0.03) {
                owner = static_cast<std::size_t>(any(random) * territories);
            } else if (chance < 0.03 + sea) {
                continue;
            }
            const Point low = corner(x, y);
            cells[owner].push_back({Polygon{{low, corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1), low}, {}}});
        }
    }
    std::vector<MultiPolygon> outlines;
    for (const std::vector<MultiPolygon>& own : cells) {
        std::vector<const MultiPolygon*> pointers;
        for (const MultiPolygon& one : own) {
            pointers.push_back(&one);
        }
        if (MultiPolygon outline = geo::dissolve(pointers); !outline.empty()) {
            outlines.push_back(std::move(outline));
        }
    }
    return outlines;
}

inline std::vector<const MultiPolygon*> pointers_to(const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    return pointers;
}

using Segment = std::tuple<double, double, double, double>;  // the lower end first

/// Edge -> which outlines draw it, as often as they do.
inline std::map<Segment, std::multiset<std::size_t>> edges_of(const std::vector<MultiPolygon>& outlines) {
    std::map<Segment, std::multiset<std::size_t>> edges;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        for (const Polygon& part : outlines[i]) {
            std::vector<Ring> rings{part.shell};
            rings.insert(rings.end(), part.holes.begin(), part.holes.end());
            for (const Ring& ring : rings) {
                for (std::size_t k = 1; k < ring.size(); ++k) {
                    const auto a = std::pair(ring[k - 1].lon, ring[k - 1].lat);
                    const auto b = std::pair(ring[k].lon, ring[k].lat);
                    edges[std::tuple_cat(std::min(a, b), std::max(a, b))].insert(i);
                }
            }
        }
    }
    return edges;
}

/// The pairs of outlines that share at least one edge.
inline std::set<std::pair<std::size_t, std::size_t>> neighbours_of(const std::vector<MultiPolygon>& outlines) {
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& [edge, drawn_by] : edges_of(outlines)) {
        if (drawn_by.size() == 2) {
            pairs.emplace(*drawn_by.begin(), *drawn_by.rbegin());
        }
    }
    return pairs;
}

}  // namespace maillage::geo_test
