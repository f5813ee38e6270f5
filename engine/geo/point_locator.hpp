// Which outlines hold a point. Closed polygons: a point on a border is held by every outline the border belongs to.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// Immutable and thread-safe once built. Point location is planar in lon/lat. Exact: the sign of each orientation test
/// is that of real arithmetic on the given doubles (Shewchuk 1997), so the answer does not depend on order or scale.
class PointLocator {
public:
    /// `outlines` are valid; an empty one holds nothing. They are copied into the index.
    explicit PointLocator(const std::vector<const MultiPolygon*>& outlines);
    ~PointLocator();
    PointLocator(PointLocator&&) noexcept;
    PointLocator& operator=(PointLocator&&) noexcept;

    struct Answer {
        std::vector<std::size_t> holders;  ///< indexes of `outlines`, ascending
        bool on_border = false;            ///< lies on a ring of at least one holder
    };

    /// `point` is finite.
    [[nodiscard]] Answer locate(Point point) const;

private:
    struct Index;
    std::unique_ptr<const Index> m_index;
};

}  // namespace maillage::geo
