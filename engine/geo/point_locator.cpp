#include "geo/point_locator.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "geo/locator_block.hpp"
#include "geo/locator_build.hpp"
#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

/// Masks of a group's outlines: inside by the walk, and on a border.
struct Sides {
    std::uint32_t inside;
    std::uint32_t border;
    [[nodiscard]] std::uint32_t holders() const { return inside | border; }
};

/// All ones or none.
std::uint32_t mask_if(bool condition) { return condition ? 0xFFFFFFFFU : 0U; }

/// geo/orientation's filter: the area's sign is certain where it is larger than `error`.
struct Filtered {
    double area;
    bool certain;
};
Filtered filtered(const LeafEdge& line, Point point) {
    const double left = (line.low.lon - point.lon) * (line.high.lat - point.lat);
    const double right = (line.low.lat - point.lat) * (line.high.lon - point.lon);
    constexpr double bound = 2 * std::numeric_limits<double>::epsilon();
    constexpr double floor = 1e-290;
    const double area = left - right;
    return {area, std::fabs(area) > bound * (std::fabs(left) + std::fabs(right)) + floor};
}

/// Whether the walk, from the point east to the side and north to the corner, crosses an edge of which the side's crossing
/// passes north of the walk's bend. Only the edge's part west of the side counts on the first stretch.
bool crosses_walk(const LeafEdge& line, Point point, bool is_rising, bool is_west, bool passes_north) {
    const double west_lat = is_rising ? line.low.lat : line.high.lat;
    return passes_north != (((west_lat > point.lat) != passes_north) && is_west);
}

/// The same as sides(), each sign exact.
Sides exact_sides(const Group& group, Point point) {
    Sides sides{group.head->corner, 0};
    const std::size_t count = std::size_t{group.head->plain} + group.head->crossing;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& [low, high] = group.edges[i];
        const int turn = orientation(low, high, point);
        const bool is_beside = low.lat <= point.lat && point.lat <= high.lat;
        if (turn == 0 && is_beside && std::min(low.lon, high.lon) <= point.lon && point.lon <= std::max(low.lon, high.lon)) {
            sides.border |= group.masks[i];
        }
        bool crosses = is_beside && point.lat < high.lat && turn > 0;
        if (i >= group.head->plain) {
            const bool is_rising = low.lon < high.lon;
            const int bend = orientation(low, high, {*group.east, point.lat});
            crosses = crosses_walk(group.edges[i], point, is_rising, turn > 0, is_rising ? bend <= 0 : bend > 0);
        }
        sides.inside ^= group.masks[i] & mask_if(crosses);
    }
    return sides;
}

/// No branch hangs on where the point lies, but that to the exact signs, which few points take.
Sides sides(const Group& group, Point point) {
    Sides sides{group.head->corner, 0};
    const std::uint32_t plain = group.head->plain;
    bool doubtful = false;
    for (std::uint32_t i = 0; i < plain; ++i) {
        const LeafEdge& line = group.edges[i];
        const auto [area, certain] = filtered(line, point);
        const bool above_low = line.low.lat <= point.lat;
        doubtful |= above_low & (point.lat <= line.high.lat) & !certain;
        sides.inside ^= group.masks[i] & mask_if(above_low & (point.lat < line.high.lat) & (area > 0));
    }
    for (std::uint32_t i = plain; i < plain + group.head->crossing; ++i) {
        const LeafEdge& line = group.edges[i];
        const auto [area, certain] = filtered(line, point);
        const auto [bend, bend_certain] = filtered(line, {*group.east, point.lat});
        doubtful |= (((line.low.lat <= point.lat) & (point.lat <= line.high.lat)) & !certain) | !bend_certain;
        const bool is_rising = line.low.lon < line.high.lon;
        sides.inside ^= group.masks[i] & mask_if(crosses_walk(line, point, is_rising, area > 0, is_rising == (bend < 0)));
    }
    return doubtful ? exact_sides(group, point) : sides;
}

bool is_finite(Point point) { return std::isfinite(point.lon) && std::isfinite(point.lat); }

[[noreturn]] void refuse_point() {
    throw InputError({"point à localiser sans coordonnées finies", "a point to locate has coordinates that are not finite"});
}

/// A place in a grid: its cell, and where in it, from 0 to 1.
struct Place {
    std::uint32_t cell;
    double across;
    double up;
};

}  // namespace

struct PointLocator::Index {
    Index(std::vector<std::byte>&& bytes, std::span<const std::byte> elsewhere)
        : owned(std::move(bytes)), block(owned.empty() ? elsewhere : owned), parts(block) {}

    /// `point` lies in the box.
    [[nodiscard]] Place root_place(Point point) const {
        const BlockHead& head = *parts.head;
        const double across = (point.lon - head.box.min_lon) * head.columns_per_degree;
        const double up = (point.lat - head.box.min_lat) * head.rows_per_degree;
        const std::uint32_t column = std::min(static_cast<std::uint32_t>(across), head.columns - 1);
        const std::uint32_t row = std::min(static_cast<std::uint32_t>(up), head.rows - 1);
        return {parts.cells[std::size_t{row} * head.columns + column], across - column, up - row};
    }

    /// Down from a grid to a cell that is none.
    [[nodiscard]] std::uint32_t settled(Place place) const {
        while (tag_of(place.cell) == Tag::grid) {
            const unsigned level = level_of(place.cell);
            const std::uint32_t columns = 1U << level;
            const double across = place.across * columns;
            const double up = place.up * columns;
            const std::uint32_t column = std::min(static_cast<std::uint32_t>(across), columns - 1);
            const std::uint32_t row = std::min(static_cast<std::uint32_t>(up), columns - 1);
            place = {parts.cells[first_cell_of(place.cell) + (std::size_t{row} << level) + column], across - column, up - row};
        }
        return place.cell;
    }

    struct Lowest {
        std::uint32_t holder;
        bool shared;  ///< a second outline holds the point, or may
    };
    /// The lowest outline that holds a point of a leaf or of a cell that several hold.
    [[nodiscard]] Lowest lowest(std::uint32_t cell, Point point) const {
        if (tag_of(cell) == Tag::set) {
            return {parts.sets[payload_of(cell) + 1], true};
        }
        const std::uint64_t* words = parts.leaves + payload_of(cell);
        while (true) {
            const Group group(words);
            if (const std::uint32_t holders = sides(group, point).holders(); holders != 0) {
                return {group.outlines[std::countr_zero(holders)], !std::has_single_bit(holders) || group.head->more != 0};
            }
            if (group.head->more == 0) {
                return {none, false};
            }
            words = group.end;
        }
    }

    std::vector<std::byte> owned;
    std::span<const std::byte> block;
    BlockParts parts;
};

PointLocator::PointLocator(const std::vector<const MultiPolygon*>& outlines)
    : PointLocator(build_locator_block(outlines), {}) {}

PointLocator::PointLocator(std::vector<std::byte>&& owned, std::span<const std::byte> block)
    : m_index(std::make_unique<const Index>(std::move(owned), block)) {}

PointLocator PointLocator::of_bytes(std::span<const std::byte> block) {
    std::vector<std::byte> copy(block.begin(), block.end());
    check_block(copy);
    return {std::move(copy), {}};
}

PointLocator PointLocator::over_bytes(std::span<const std::byte> block) {
    check_block(block);
    return {{}, block};
}

PointLocator::~PointLocator() = default;
PointLocator::PointLocator(PointLocator&&) noexcept = default;
PointLocator& PointLocator::operator=(PointLocator&&) noexcept = default;

std::span<const std::byte> PointLocator::bytes() const { return m_index->block; }

std::size_t PointLocator::outline_count() const { return m_index->parts.head->outlines; }

PointLocator::Answer PointLocator::locate(Point point) const {
    if (!is_finite(point)) {
        refuse_point();
    }
    Answer answer;
    const BlockParts& parts = m_index->parts;
    if (!parts.head->box.contains(point)) {
        return answer;
    }
    const std::uint32_t cell = m_index->settled(m_index->root_place(point));
    const std::uint32_t payload = payload_of(cell);
    if (tag_of(cell) == Tag::one) {
        if (payload > 0) {
            answer.holders.push_back(payload - 1);
        }
        return answer;
    }
    if (tag_of(cell) == Tag::set) {
        const std::uint32_t* const set = parts.sets + payload;
        answer.holders.assign(set + 1, set + 1 + *set);
        return answer;
    }
    const std::uint64_t* words = parts.leaves + payload;
    for (bool more = true; more;) {
        const Group group(words);
        const Sides found = sides(group, point);
        answer.on_border = answer.on_border || found.border != 0;
        for (std::uint32_t rest = found.holders(); rest != 0; rest &= rest - 1) {
            answer.holders.push_back(group.outlines[std::countr_zero(rest)]);
        }
        more = group.head->more != 0;
        words = group.end;
    }
    return answer;
}

void PointLocator::locate(std::span<const Point> points, std::span<std::uint32_t> holders, std::span<std::uint8_t> shared) const {
    std::fill(shared.begin(), shared.end(), std::uint8_t{0});
    // Each pass over a run of points makes look-ups that don't wait for one another.
    constexpr std::size_t run = 128;
    std::array<Place, run> places;
    std::array<std::uint32_t, run> open;
    const Index& index = *m_index;
    const Box& box = index.parts.head->box;
    for (std::size_t first = 0; first < points.size(); first += run) {
        const std::size_t count = std::min(run, points.size() - first);
        const Point* const point = points.data() + first;
        std::uint32_t* const holder = holders.data() + first;
        std::size_t gridded = 0;
        bool finite = true;
        for (std::uint32_t i = 0; i < count; ++i) {
            finite = finite && is_finite(point[i]);
            const bool is_in = box.contains(point[i]);
            if (is_in) {
                places[i] = index.root_place(point[i]);
            } else {
                places[i].cell = 0;
            }
            holder[i] = places[i].cell - 1;
            open[gridded] = i;
            gridded += tag_of(places[i].cell) != Tag::one ? 1 : 0;
        }
        if (!finite) {
            refuse_point();
        }
        std::size_t left = 0;
        for (std::size_t k = 0; k < gridded; ++k) {
            const std::uint32_t i = open[k];
            const std::uint32_t cell = index.settled(places[i]);
            places[i].cell = cell;
            holder[i] = cell - 1;
            open[left] = i;
            left += tag_of(cell) != Tag::one ? 1 : 0;
            const bool is_leaf = tag_of(cell) == Tag::leaf;
            const std::uint64_t* const words = index.parts.leaves + (is_leaf ? payload_of(cell) : 0);
            __builtin_prefetch(words);
            __builtin_prefetch(words + 8);
        }
        for (std::size_t k = 0; k < left; ++k) {
            const std::uint32_t i = open[k];
            const Index::Lowest lowest = index.lowest(places[i].cell, point[i]);
            holder[i] = lowest.holder;
            if (lowest.shared && !shared.empty()) {
                shared[first + i] = 1;
            }
        }
    }
}

}  // namespace maillage::geo
