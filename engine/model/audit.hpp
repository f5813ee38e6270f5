// Do the outlines partition what they cover? What was found where they don't, by index of the territories.
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "model/geometry.hpp"

namespace maillage {

enum class DefectKind {
    overlap,  ///< two territories claim one place
    sliver,   ///< a gap between territories, narrower than the tolerance: a drawing error
    empty     ///< a wider one: land or water of no territory, with territories all around
};

/// Overlaps and slivers narrower than this, in metres, are finer than anyone draws.
inline constexpr double faint_defect_m = 1;

/// One connected place where outlines overlap, or that they surround and leave out.
struct OutlineDefect {
    DefectKind kind{};
    std::vector<std::size_t> territories;  ///< ascending: the two that overlap; those that border a gap
    MultiPolygon shape;                    ///< one polygon, normalised
    double area_m2 = 0;
    double width_m = 0;  ///< 2 x area / perimeter: the width of a long strip, half the side of a square
    Point place;         ///< inside
};

/// What two territories have in common. Lengths are of the parts where each has its own interior on its own side.
struct Border {
    std::size_t first = 0;  ///< < second
    std::size_t second = 0;
    double matched_km = 0;    ///< drawn by the same vertices on both sides
    double differing_km = 0;  ///< drawn by other vertices, within the tolerance of each other; mean of the two sides
};

/// An inner ring of an outline, wider than the tolerance.
struct Hole {
    std::size_t territory = 0;
    std::vector<std::size_t> inside;  ///< territories that lie wholly in this territory's holes, and in this one at least partly
    double area_m2 = 0;
    Point place;  ///< in the hole
};

/// A territory of several parts. The largest is the main one; of the others, one that shares an edge with another territory is
/// an exclave, one that touches no other is an island.
struct Multipart {
    struct Part {
        Point place;  ///< inside
        double area_m2 = 0;
    };
    std::size_t territory = 0;
    std::size_t parts = 0;
    std::vector<Part> exclaves;  ///< by place
    std::vector<Part> islands;   ///< the same
};

struct Audit {
    double tolerance_m = 0;
    std::vector<OutlineDefect> defects;  ///< by kind, territories, place
    std::vector<Border> borders;         ///< by first, second
    std::vector<Hole> holes;             ///< by territory, place
    std::vector<Multipart> multipart;    ///< by territory

    /// No two overlap, and no gap between them is a sliver. Wide gaps are allowed: land may be in no territory.
    [[nodiscard]] bool is_partition() const { return fits_within(0); }

    /// The same, but for overlaps and slivers narrower than `width_m`.
    [[nodiscard]] bool fits_within(double width_m) const {
        return std::all_of(defects.begin(), defects.end(),
                           [&](const OutlineDefect& defect) { return defect.kind == DefectKind::empty || defect.width_m < width_m; });
    }
};

/// Each territory that lies in holes of another, and that other; ascending, once each.
[[nodiscard]] inline std::set<std::pair<std::size_t, std::size_t>> enclaves_of(const Audit& audit) {
    std::set<std::pair<std::size_t, std::size_t>> enclaves;
    for (const Hole& hole : audit.holes) {
        for (const std::size_t one : hole.inside) {
            enclaves.emplace(one, hole.territory);
        }
    }
    return enclaves;
}

}  // namespace maillage
