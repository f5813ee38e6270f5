// The nearest of a set of points on the ellipsoid, and those within a distance. Boost.Geometry R-tree on the unit sphere, refined by geodesics.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

class Neighbours {
public:
    /// Points are finite. Equal distances: the lowest index is nearest.
    explicit Neighbours(std::vector<Point> points);
    ~Neighbours();
    Neighbours(Neighbours&&) noexcept;
    Neighbours& operator=(Neighbours&&) noexcept;

    struct Nearest {
        std::size_t index = 0;
        double distance_km = 0;  ///< WGS 84 geodesic
    };

    /// Nothing when the set is empty.
    [[nodiscard]] std::optional<Nearest> nearest(Point from) const;

    /// All that are no farther than `reach_km`, by ascending index.
    [[nodiscard]] std::vector<Nearest> within(Point from, double reach_km) const;

private:
    struct Index;
    std::unique_ptr<const Index> m_index;
};

}  // namespace maillage::geo
