// Which outlines hold a point. Closed polygons: a point on a border is held by every outline the border belongs to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

/// Immutable and thread-safe once built. Point location is planar in lon/lat. Exact for every point: the sign of each
/// orientation test is that of real arithmetic on the given doubles (Shewchuk 1997), so the answer does not depend on order
/// or scale. A nested grid: a cell that no border crosses answers at once; in others a walk from the point to the cell's
/// corner, whose holders are known, changes holders at each edge crossed.
///
/// The index is one block of bytes that holds no address. It can be saved, mapped into memory or sent as it is, and read on
/// machines of the same byte order.
class PointLocator {
public:
    /// `outlines` are valid, at most 2^30 - 2; an empty one holds nothing. They need not be a partition: they may overlap,
    /// enclose one another, leave gaps. They are copied into the index.
    explicit PointLocator(const std::vector<const MultiPolygon*>& outlines);

    /// From the bytes of another locator, copied; or read where they stand (at a multiple of 8 bytes), which must outlive
    /// this. A block that is truncated, altered or of another version is an InputError.
    [[nodiscard]] static PointLocator of_bytes(std::span<const std::byte> block);
    [[nodiscard]] static PointLocator over_bytes(std::span<const std::byte> block);

    ~PointLocator();
    PointLocator(PointLocator&&) noexcept;
    PointLocator& operator=(PointLocator&&) noexcept;

    struct Answer {
        std::vector<std::size_t> holders;  ///< indexes of `outlines`, ascending
        bool on_border = false;            ///< lies on a ring of at least one holder

        /// Rule 2: of several holders the lowest; outlines stand in the order of their codes.
        [[nodiscard]] std::optional<std::size_t> holder() const {
            return holders.empty() ? std::nullopt : std::optional(holders.front());
        }
    };

    /// All that hold `point`. Throws InputError for one that is not finite.
    [[nodiscard]] Answer locate(Point point) const;

    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// Answer::holder of each point, or `none`; `holders` is as long as `points`. The fast way for many points. `shared`, as long
    /// or empty: 0 where no second outline holds the point; 1 where one does or may, so that the full answer tells. Throws
    /// InputError when a point is not finite.
    void locate(std::span<const Point> points, std::span<std::uint32_t> holders, std::span<std::uint8_t> shared = {}) const;

    /// The block. The same outlines in the same order give the same bytes.
    [[nodiscard]] std::span<const std::byte> bytes() const;

    [[nodiscard]] std::size_t outline_count() const;

private:
    struct Index;
    /// Reads `owned`, or where it is empty `block`.
    PointLocator(std::vector<std::byte>&& owned, std::span<const std::byte> block);
    std::unique_ptr<const Index> m_index;
};

}  // namespace maillage::geo
