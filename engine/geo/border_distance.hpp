// How far a place is from the borders of outlines, and into which of them a move of so many metres may lead.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "geo/point_locator.hpp"
#include "model/geometry.hpp"

namespace maillage::geo {

/// The place of a border that is nearest to another place. Borders are straight in lon/lat (as in geo/point_locator), distances
/// are geodesics on WGS 84.
struct Foot {
    Point place;
    double distance_m = 0;
};

/// On the rings of one outline, which is not empty. Looks at every edge.
[[nodiscard]] Foot nearest_border(const MultiPolygon& outline, Point from);

/// The borders of a set of outlines. Immutable and thread-safe once built. Does not look across the antimeridian.
class Borders {
public:
    /// `outlines` are valid; an empty one has no border. They and `locator`, which is over them, must outlive this.
    Borders(std::vector<const MultiPolygon*> outlines, const PointLocator& locator);
    ~Borders();
    Borders(Borders&&) noexcept;
    Borders& operator=(Borders&&) noexcept;

    /// On a ring of any outline, on the land of `from` (model/land). Nothing where that land has none. To a micrometre.
    [[nodiscard]] std::optional<Foot> nearest(Point from) const;

    /// Where a move may end: in `outline`, or, when it is not there, in none.
    struct Reached {
        std::optional<std::size_t> outline;
        double distance_m = 0;  ///< of the nearest place there; 0 on its border
    };

    /// Where a move of at most `radius_m` from `from` may end, other than where it starts: outlines ascending, in none last. A
    /// place in several outlines belongs to the first. What is under faint_defect_m (model/audit) wide there, a gap or an
    /// overlap, is no place. `radius_m` is at most 100,000. Throws LibraryError.
    [[nodiscard]] std::vector<Reached> within(Point from, double radius_m) const;

private:
    struct Index;
    std::unique_ptr<const Index> m_index;
};

}  // namespace maillage::geo
