// From any CRS with an authority code (or WKT) to CRS84. The only place that decides axis order: x is easting or longitude. PROJ.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/layer.hpp"

namespace maillage::geo {

/// Degrees about an area of use: borders and coasts are drawn a little beyond it.
inline constexpr double area_margin = 0.5;

/// Where the rows of a layer lie, by index. A position is in place within `area_margin` of the area of use of the layer's CRS (at
/// most once around the Earth in degrees; anywhere, for a CRS without a known area), or on a French land (model/land).
struct Placed {
    std::size_t judged = 0;            ///< rows that draw something, by finite coordinates
    std::vector<std::size_t> outside;  ///< no position in place, or PROJ can't transform one
    std::vector<std::size_t> partly;   ///< some positions in place, others not
    std::vector<std::size_t> beyond;   ///< in place, but none in the area of use: on a French land only
    std::vector<std::size_t> abroad;   ///< in place, but none on a French land
    bool swapped = false;              ///< northing or latitude came first: put in order
};

enum class Axes { as_written, may_be_swapped };

/// Transforms every shape of `layer` in place and sets its crs to "OGC:CRS84". Rows outside are marked so and keep the coordinates
/// of their source; a coordinate that is not finite becomes NaN. Axes are swapped when they may be, no row is in place as
/// written, and every row is, swapped, within the area of use and on a French land; for a CRS of the whole Earth "in place" is
/// then "on a French land". Throws InputError for a CRS PROJ does not know, LibraryError when it knows no way from it.
Placed to_lonlat(Layer& layer, Axes axes = Axes::as_written);

/// Points one by one, by the rules of to_lonlat as written, for what never is a layer. Not thread-safe: one a thread.
class PointPlacer {
public:
    /// Throws as to_lonlat does.
    explicit PointPlacer(const std::string& crs);
    ~PointPlacer();
    PointPlacer(PointPlacer&&) noexcept;
    PointPlacer& operator=(PointPlacer&&) noexcept;

    /// Longitude in [-180, 180], latitude in [-90, 90]; nothing for a point that is not finite or not in place.
    [[nodiscard]] std::optional<Point> place(Point written) const;

private:
    struct Parts;
    std::unique_ptr<const Parts> m_parts;
};

}  // namespace maillage::geo
