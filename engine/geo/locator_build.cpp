#include "geo/locator_build.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "geo/locator_block.hpp"
#include "geo/orientation.hpp"

namespace maillage::geo {

namespace {

using Set = std::vector<std::uint32_t>;  // ascending

constexpr std::uint32_t nobody = 0xFFFFFFFF;
constexpr std::size_t most_root_cells = std::size_t{1} << 22U;
constexpr double root_cells_per_edge = 8;
constexpr double cells_per_edge = 2.5;   ///< of a grid within a cell
constexpr double filings_per_edge = 5;   ///< at most, in the cells of one grid
constexpr std::size_t small_leaf = 3;    ///< edges that are not worth a grid
constexpr std::size_t deep_leaf = 16;    ///< the same, in a grid within a grid
constexpr std::size_t usual_block_bytes_per_edge = 96;
constexpr std::size_t deepest = 4;
constexpr double margins_per_cell = 64;  ///< at least: narrower cells would hold what lies beside them

/// An edge and the one or two outlines it belongs to; it stands twice where it belongs to more, or twice to one.
struct Edge {
    LeafEdge line;
    std::uint32_t first;
    std::uint32_t second;
};

/// An edge filed in a cell, and whether it crosses the cell's east side.
struct Filed {
    std::uint32_t cell;
    std::uint32_t edge : 31;
    std::uint32_t crosses : 1;
};

/// A crossing of an edge with a row's north side, west of which lie the corners of the columns before `column`.
struct Toggle {
    std::uint32_t row;
    std::uint32_t column;
    std::uint32_t edge;
};

void flip(Set& set, std::uint32_t outline) {
    if (outline == nobody) {
        return;
    }
    const auto at = std::lower_bound(set.begin(), set.end(), outline);
    if (at != set.end() && *at == outline) {
        set.erase(at);
    } else {
        set.insert(at, outline);
    }
}

void flip(Set& set, const Edge& edge) {
    flip(set, edge.first);
    flip(set, edge.second);
}

// Corners stand beside where they are drawn, by d to the east and e to the north, where e is as nothing to d and d as nothing
// to any double. So no corner lies on an edge, and no side goes through a vertex.

/// Whether `corner` lies west of an edge that passes its latitude.
bool is_west(Point corner, const LeafEdge& line) { return orientation(line.low, line.high, corner) > 0; }

bool passes(const LeafEdge& line, double lat) { return line.low.lat <= lat && lat < line.high.lat; }

bool is_rising(const LeafEdge& line) { return line.low.lon < line.high.lon; }

/// Whether an edge with an end on either side of the corner's longitude passes north of it.
bool passes_north(const LeafEdge& line, Point corner) {
    const int turn = orientation(line.low, line.high, corner);
    return is_rising(line) ? turn <= 0 : turn > 0;
}

/// Whether one end lies west of (or at) `lon`, the other east of it.
bool has_ends_beside(const LeafEdge& line, double lon) { return (line.low.lon <= lon) != (line.high.lon <= lon); }

enum class Reach { away, plain, crossing };

/// How an edge meets what is west of the side from (east, south) to (east, north), between these latitudes.
Reach reach(const LeafEdge& line, double east, double south, double north) {
    if (!has_ends_beside(line, east)) {
        return line.low.lon <= east ? Reach::plain : Reach::away;
    }
    const auto west_end = [&](Point end) { return end.lon <= east ? Reach::plain : Reach::away; };
    const bool is_level = line.low.lat == line.high.lat;
    if (passes_north(line, {east, north})) {
        return is_level ? Reach::plain : west_end(line.low);
    }
    if (!passes_north(line, {east, south})) {
        return is_level ? Reach::plain : west_end(line.high);
    }
    return Reach::crossing;
}

class Builder {
public:
    explicit Builder(const std::vector<const MultiPolygon*>& outlines) {
        std::size_t edges = 0;
        for (const MultiPolygon* const outline : outlines) {
            for (const Polygon& part : *outline) {
                edges += part.shell.size();
                for (const Ring& hole : part.holes) {
                    edges += hole.size();
                }
            }
        }
        m_edges.reserve(edges);
        for (std::size_t i = 0; i < outlines.size(); ++i) {
            for (const Polygon& part : *outlines[i]) {
                add(part.shell, static_cast<std::uint32_t>(i));
                for (const Ring& hole : part.holes) {
                    add(hole, static_cast<std::uint32_t>(i));
                }
            }
        }
        m_head.magic = block_magic;
        m_head.version = block_version;
        m_head.byte_order = block_byte_order;
        m_head.outlines = static_cast<std::uint32_t>(outlines.size());
    }

    std::vector<std::byte> block() && {
        m_block.reserve(sizeof(BlockHead) + m_edges.size() * usual_block_bytes_per_edge);
        m_block.resize(sizeof(BlockHead));
        if (!m_edges.empty()) {
            lay_root();
        }
        m_head.leaf_words = (m_block.size() - sizeof(BlockHead)) / 8;
        if (m_head.leaf_words > payload_bits || m_sets.size() > payload_bits) {
            throw LibraryError({"index de localisation de plus de 8 Gio", "a location index of more than 8 GiB"});
        }
        m_head.cells = m_cells.size();
        m_head.sets = m_sets.size();
        append(m_cells.data(), m_cells.size());
        append(m_sets.data(), m_sets.size());
        m_head.bytes = m_block.size();
        std::memcpy(m_block.data(), &m_head, sizeof m_head);
        m_head.hash = block_hash(m_block);
        std::memcpy(m_block.data(), &m_head, sizeof m_head);
        return std::move(m_block);
    }

private:
    /// The grid of one cell (or the root): its first column and row, and the side of its cells, in columns and rows of the root.
    struct Grid {
        double column;
        double row;
        double side;
        std::uint32_t columns;
        std::uint32_t rows;
        std::size_t first_cell;
    };
    /// What one depth of nesting works with, kept from cell to cell.
    struct Work {
        std::vector<Edge> edges;
        std::vector<char> crosses;
        std::vector<Filed> filed;
        std::vector<Filed> sorted;
        std::vector<std::uint32_t> starts;
        std::vector<Toggle> toggles;
        std::vector<double> easts;
    };

    void add(const Ring& ring, std::uint32_t outline) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point a = ring[i];
            const Point b = ring[i + 1];
            const bool is_up = a.lat < b.lat || (a.lat == b.lat && a.lon > b.lon);
            m_edges.push_back({is_up ? LeafEdge{a, b} : LeafEdge{b, a}, outline, nobody});
            m_head.box.add(a);
        }
    }

    template <typename T>
    void append(const T* values, std::size_t count) {
        const auto* const bytes = reinterpret_cast<const std::byte*>(values);
        m_block.insert(m_block.end(), bytes, bytes + count * sizeof(T));
    }

    // Longitudes and latitudes of the root's columns and rows, widened by more than rounding can do to a point's column.
    [[nodiscard]] double lon_at(double column) const { return m_head.box.min_lon + column * m_lon_per_column; }
    [[nodiscard]] double lat_at(double row) const { return m_head.box.min_lat + row * m_lat_per_row; }
    [[nodiscard]] double east_of(double column) const { return lon_at(column) + m_lon_margin; }
    [[nodiscard]] double north_of(double row) const { return lat_at(row) + m_lat_margin; }
    [[nodiscard]] double south_of(double row) const { return lat_at(row) - m_lat_margin; }

    void lay_root() {
        const Box& box = m_head.box;
        const double width = box.max_lon - box.min_lon;
        const double height = box.max_lat - box.min_lat;
        double across = 0;
        double up = 0;
        for (const Edge& edge : m_edges) {
            across += std::fabs(edge.line.high.lon - edge.line.low.lon);
            up += edge.line.high.lat - edge.line.low.lat;
        }
        const auto edges = static_cast<double>(m_edges.size());
        const double cells = std::min(root_cells_per_edge * edges, static_cast<double>(most_root_cells));
        const double side = std::sqrt(width * height / cells);
        double columns = side > 0 ? width / side : 1;
        double rows = side > 0 ? height / side : 1;
        const double filings = (width > 0 ? across / width * columns : 0) + (height > 0 ? up / height * rows : 0);
        const double fewer = std::min(1.0, filings_per_edge * edges / filings);
        const double ulps = std::ldexp(1.0, -47);
        m_lon_margin = (std::max(std::fabs(box.min_lon), std::fabs(box.max_lon)) + width) * ulps;
        m_lat_margin = (std::max(std::fabs(box.min_lat), std::fabs(box.max_lat)) + height) * ulps;
        const auto whole = [&](double count, double most) {
            const double fit = std::floor(std::min({count * fewer, most, 65536.0}));
            return fit >= 1 ? fit : 1.0;
        };
        columns = whole(columns, width / (margins_per_cell * m_lon_margin));
        rows = whole(rows, height / (margins_per_cell * m_lat_margin));
        const auto per_degree = [](double count, double degrees) {
            const double value = count / degrees;
            return std::isfinite(value) ? value : 0;
        };
        m_head.columns = static_cast<std::uint32_t>(columns);
        m_head.rows = static_cast<std::uint32_t>(rows);
        m_head.columns_per_degree = per_degree(columns, width);
        m_head.rows_per_degree = per_degree(rows, height);
        m_lon_per_column = width / columns;
        m_lat_per_row = height / rows;

        const std::size_t root_cells = std::size_t{m_head.columns} * m_head.rows;
        m_cells.reserve(root_cells + 4 * m_edges.size());
        m_cells.resize((root_cells + 3) / 4 * 4);
        Work& work = m_work[0];
        work.edges.swap(m_edges);
        work.crosses.assign(work.edges.size(), 0);
        lay({0, 0, 1, m_head.columns, m_head.rows, 0}, {}, 0);
    }

    /// Fills the grid's cells from the edges of m_work[depth]; `corner` are the holders of its north-east corner.
    void lay(const Grid& grid, const Set& corner, std::size_t depth) {
        Work& work = m_work[depth];
        file(grid, work);
        std::sort(work.toggles.begin(), work.toggles.end(), [](const Toggle& a, const Toggle& b) {
            return a.row != b.row ? a.row < b.row : a.column > b.column;
        });
        Set east_corner;
        Set holders;
        auto toggle = work.toggles.begin();
        for (std::uint32_t row = 0; row < grid.rows; ++row) {
            east_corner = corner;
            if (depth > 0) {
                const Point place{work.easts[grid.columns - 1], north_of(grid.row + (row + 1) * grid.side)};
                for (std::size_t i = 0; i < work.edges.size(); ++i) {
                    if (work.crosses[i] != 0 && passes_north(work.edges[i].line, place)) {
                        flip(east_corner, work.edges[i]);
                    }
                }
            }
            holders = east_corner;
            std::uint32_t same = cell_held_by(holders);
            for (std::uint32_t column = grid.columns; column-- > 0;) {
                bool changed = false;
                for (; toggle != work.toggles.end() && toggle->row == row && toggle->column == column + 1; ++toggle) {
                    flip(holders, work.edges[toggle->edge]);
                    changed = true;
                }
                if (changed) {
                    same = cell_held_by(holders);
                }
                const std::size_t cell = std::size_t{row} * grid.columns + column;
                const std::span<const Filed> filed(work.sorted.data() + work.starts[cell],
                                                   work.starts[cell + 1] - work.starts[cell]);
                const std::uint32_t word = filed.empty() ? same : divided(grid, column, row, filed, holders, depth);
                m_cells[grid.first_cell + cell] = word;
            }
        }
    }

    /// Files the grid's edges by cell, and where they cross the north sides of its rows.
    void file(const Grid& grid, Work& work) {
        work.filed.clear();
        work.toggles.clear();
        work.easts.clear();
        for (std::uint32_t column = 0; column < grid.columns; ++column) {
            work.easts.push_back(east_of(grid.column + (column + 1) * grid.side));
        }
        const double lon_scale = m_head.columns_per_degree / grid.side;
        const double lat_scale = m_head.rows_per_degree / grid.side;
        const double west = lon_at(grid.column);
        const double south = lat_at(grid.row);
        const double lon_slack = 4 * m_lon_margin;
        const double lat_slack = 4 * m_lat_margin;
        const auto place = [](double offset, double scale, std::uint32_t count) {
            return static_cast<std::uint32_t>(std::clamp(offset * scale, 0.0, static_cast<double>(count - 1)));
        };
        for (std::size_t i = 0; i < work.edges.size(); ++i) {
            const LeafEdge& line = work.edges[i].line;
            const auto edge = static_cast<std::uint32_t>(i);
            const double least = std::min(line.low.lon, line.high.lon);
            const double most = std::max(line.low.lon, line.high.lon);
            const double rise = line.high.lat - line.low.lat;
            const double slope = rise > 0 ? (line.high.lon - line.low.lon) / rise : 0;
            const auto lon_of = [&](double lat) {
                return std::clamp(line.low.lon + (std::clamp(lat, line.low.lat, line.high.lat) - line.low.lat) * slope, least, most);
            };
            const std::uint32_t first_row = place(line.low.lat - south - lat_slack, lat_scale, grid.rows);
            const std::uint32_t last_row = place(line.high.lat - south + lat_slack, lat_scale, grid.rows);
            for (std::uint32_t row = first_row; row <= last_row; ++row) {
                const double south_side = south_of(grid.row + row * grid.side);
                const double north_side = north_of(grid.row + (row + 1) * grid.side);
                double from = least;
                double to = most;
                if (first_row != last_row && slope != 0) {
                    from = lon_of(south_side - lat_slack);
                    to = lon_of(north_side + lat_slack);
                    if (from > to) {
                        std::swap(from, to);
                    }
                }
                const std::uint32_t first = place(from - west - lon_slack, lon_scale, grid.columns);
                const std::uint32_t last = place(to - west + lon_slack, lon_scale, grid.columns);
                for (std::uint32_t column = first; column <= last; ++column) {
                    const Reach how = reach(line, work.easts[column], south_side, north_side);
                    if (how != Reach::away) {
                        work.filed.push_back({row * grid.columns + column, edge & 0x7FFFFFFFU, how == Reach::crossing});
                    }
                }
                note_toggle(work, edge, row, north_side, place(lon_of(north_side) - west, lon_scale, grid.columns));
            }
        }
        sort_filed(work, std::size_t{grid.columns} * grid.rows);
    }

    /// Adds the toggle of an edge at a row's north side, near the column `guess`.
    static void note_toggle(Work& work, std::uint32_t edge, std::uint32_t row, double north, std::uint32_t guess) {
        const LeafEdge& line = work.edges[edge].line;
        if (!passes(line, north)) {
            return;
        }
        const std::vector<double>& easts = work.easts;
        if (work.crosses[edge] != 0) {  // only its part within the grid
            const Point west_end = line.low.lon < line.high.lon ? line.low : line.high;
            if ((west_end.lat > north) == passes_north(line, {easts.back(), north})) {
                return;
            }
        }
        std::uint32_t column = guess;
        while (column > 0 && !is_west({easts[column - 1], north}, line)) {
            --column;
        }
        while (column < easts.size() && is_west({easts[column], north}, line)) {
            ++column;
        }
        if (column > 0) {
            work.toggles.push_back({row, column, edge});
        }
    }

    static void sort_filed(Work& work, std::size_t cells) {
        work.starts.assign(cells + 1, 0);
        for (const Filed& one : work.filed) {
            ++work.starts[one.cell + 1];
        }
        for (std::size_t cell = 0; cell < cells; ++cell) {
            work.starts[cell + 1] += work.starts[cell];
        }
        work.sorted.resize(work.filed.size());
        for (const Filed& one : work.filed) {
            work.sorted[work.starts[one.cell]++] = one;
        }
        for (std::size_t cell = cells; cell > 0; --cell) {
            work.starts[cell] = work.starts[cell - 1];
        }
        work.starts[0] = 0;
    }

    /// The cell's word: a grid of its own where its edges are worth one, else a leaf.
    std::uint32_t divided(const Grid& grid, std::uint32_t column, std::uint32_t row, std::span<const Filed> filed, const Set& corner,
                          std::size_t depth) {
        const std::vector<Edge>& from = m_work[depth].edges;
        Work& work = m_work[depth + 1];
        work.edges.clear();
        work.crosses.clear();
        for (const Filed& one : filed) {
            work.edges.push_back(from[one.edge]);
            work.crosses.push_back(static_cast<char>(one.crosses));
        }
        if (depth == 0) {
            join_shared(work);
        }
        const double west = grid.column + column * grid.side;
        const double south = grid.row + row * grid.side;
        const unsigned level = level_for(work.edges, west, south, grid.side, depth);
        if (level == 0) {
            return leaf(work, corner, m_work[depth].easts[column]);
        }
        const std::uint32_t side = 1U << level;
        const std::size_t first = m_cells.size();
        m_cells.resize(first + std::size_t{side} * side);
        lay({west, south, grid.side / side, side, side, first}, corner, depth + 1);
        return (static_cast<std::uint32_t>(Tag::grid) << tag_shift) | ((level - 1) << grid_shift) |
               static_cast<std::uint32_t>(first / 4);
    }

    /// Both sides of a border use its edges: each stands once, with both.
    void join_shared(Work& work) {
        std::size_t slots = 4;
        while (slots < work.edges.size() * 2) {
            slots *= 2;
        }
        m_slots.assign(slots, nobody);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < work.edges.size(); ++i) {
            const Edge edge = work.edges[i];
            const auto same = [&](const Edge& other) {
                return other.line.low == edge.line.low && other.line.high == edge.line.high && other.second == nobody &&
                       other.first != edge.first;
            };
            std::size_t slot = mixed(edge.line) & (slots - 1);
            while (m_slots[slot] != nobody && !same(work.edges[m_slots[slot]])) {
                slot = (slot + 1) & (slots - 1);
            }
            if (m_slots[slot] != nobody) {
                work.edges[m_slots[slot]].second = edge.first;
                continue;
            }
            m_slots[slot] = static_cast<std::uint32_t>(kept);
            work.edges[kept] = edge;
            work.crosses[kept] = work.crosses[i];
            ++kept;
        }
        work.edges.resize(kept);
        work.crosses.resize(kept);
    }

    static std::size_t mixed(const LeafEdge& line) {
        std::uint64_t hash = 0;
        for (const double value : {line.low.lon, line.low.lat, line.high.lon, line.high.lat}) {
            std::uint64_t bits = 0;
            const double plus = value + 0.0;  // -0.0 is 0.0
            std::memcpy(&bits, &plus, sizeof bits);
            hash = (hash ^ bits) * 0x9E3779B97F4A7C15U;
            hash ^= hash >> 29U;
        }
        return static_cast<std::size_t>(hash);
    }

    /// Binary logarithm of the columns of a cell's grid, from the number of its edges and how far they reach; 0 for no grid.
    [[nodiscard]] unsigned level_for(const std::vector<Edge>& edges, double column, double row, double side, std::size_t depth) const {
        const std::size_t few = depth == 0 ? small_leaf : deep_leaf;
        if (depth + 1 >= deepest || edges.size() <= few || m_cells.size() / 4 > grid_bits - 65536) {
            return 0;
        }
        const double west = lon_at(column);
        const double east = lon_at(column + side);
        const double south = lat_at(row);
        const double north = lat_at(row + side);
        double spans = 0;
        for (const auto& [line, first, second] : edges) {
            const auto [least, most] = std::minmax(line.low.lon, line.high.lon);
            const double across = std::min(most, east) - std::max(least, west);
            const double up = std::min(line.high.lat, north) - std::max(line.low.lat, south);
            spans += std::max(0.0, across / (east - west)) + std::max(0.0, up / (north - south));
        }
        const auto count = static_cast<double>(edges.size());
        const double columns = std::min({std::sqrt(cells_per_edge * count), (filings_per_edge - 1) * count / spans,
                                         (east - west) / (margins_per_cell * m_lon_margin),
                                         (north - south) / (margins_per_cell * m_lat_margin)});
        const double level = std::floor(std::log2(columns) + 0.5);
        return std::isfinite(level) && level >= 1 ? static_cast<unsigned>(std::min(level, 8.0)) : 0;
    }

    std::uint32_t cell_held_by(const Set& holders) {
        if (holders.size() <= 1) {
            return holders.empty() ? 0 : holders.front() + 1;
        }
        const auto [found, is_new] = m_set_places.try_emplace(holders, static_cast<std::uint32_t>(m_sets.size()));
        if (is_new) {
            m_sets.push_back(static_cast<std::uint32_t>(holders.size()));
            m_sets.insert(m_sets.end(), holders.begin(), holders.end());
        }
        return (static_cast<std::uint32_t>(Tag::set) << tag_shift) | found->second;
    }

    std::uint32_t leaf(const Work& work, const Set& corner, double east) {
        m_outlines = corner;
        for (const Edge& edge : work.edges) {
            for (const std::uint32_t outline : {edge.first, edge.second}) {
                const auto at = std::lower_bound(m_outlines.begin(), m_outlines.end(), outline);
                if (outline != nobody && (at == m_outlines.end() || *at != outline)) {
                    m_outlines.insert(at, outline);
                }
            }
        }
        const std::size_t word = (m_block.size() - sizeof(BlockHead)) / 8;
        for (std::size_t first = 0; first < m_outlines.size(); first += group_outlines) {
            const std::size_t count = std::min(group_outlines, m_outlines.size() - first);
            add_group({m_outlines.data() + first, count}, first + count < m_outlines.size(), work, corner, east);
        }
        return (static_cast<std::uint32_t>(Tag::leaf) << tag_shift) | static_cast<std::uint32_t>(word);
    }

    void add_group(std::span<const std::uint32_t> outlines, bool more, const Work& work, const Set& corner, double east) {
        const auto bit = [&](std::uint32_t outline) -> std::uint32_t {
            const auto at = std::lower_bound(outlines.begin(), outlines.end(), outline);
            return at == outlines.end() || *at != outline ? 0U : 1U << static_cast<unsigned>(at - outlines.begin());
        };
        GroupHead head{0, 0, 0, static_cast<std::uint16_t>(outlines.size()), static_cast<std::uint16_t>(more ? 1 : 0)};
        for (const std::uint32_t outline : corner) {
            head.corner |= bit(outline);
        }
        m_masks.clear();
        m_lines.clear();
        for (const bool crosses : {false, true}) {
            for (std::size_t i = 0; i < work.edges.size(); ++i) {
                const Edge& edge = work.edges[i];
                const std::uint32_t mask = (work.crosses[i] != 0) == crosses ? bit(edge.first) | bit(edge.second) : 0;
                if (mask != 0) {
                    m_masks.push_back(mask);
                    m_lines.push_back(edge.line);
                }
            }
            (crosses ? head.crossing : head.plain) = static_cast<std::uint32_t>(m_lines.size()) - head.plain;
        }
        append(&head, 1);
        append(outlines.data(), outlines.size());
        append(m_masks.data(), m_masks.size());
        m_block.resize((m_block.size() + 7) / 8 * 8);
        append(m_lines.data(), m_lines.size());
        if (head.crossing > 0) {
            append(&east, 1);
        }
    }

    BlockHead m_head{};
    double m_lon_per_column = 0;
    double m_lat_per_row = 0;
    double m_lon_margin = 0;
    double m_lat_margin = 0;
    std::vector<Edge> m_edges;
    std::vector<std::byte> m_block;
    std::vector<std::uint32_t> m_cells;
    std::vector<std::uint32_t> m_sets;
    std::map<Set, std::uint32_t> m_set_places;
    std::array<Work, deepest + 1> m_work;
    std::vector<std::uint32_t> m_slots;
    Set m_outlines;
    std::vector<std::uint32_t> m_masks;
    std::vector<LeafEdge> m_lines;
};

}  // namespace

std::vector<std::byte> build_locator_block(const std::vector<const MultiPolygon*>& outlines) { return Builder(outlines).block(); }

}  // namespace maillage::geo
