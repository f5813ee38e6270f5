// How the index of a PointLocator lies in memory: one block that holds no address, read where it stands. Private to geo.
//
//   head     BlockHead
//   leaves   8-byte words. A leaf is one Group or more, of 32 outlines each, one after the other:
//            GroupHead · outlines (u32 each, ascending) · masks (u32 per edge) · padding to 8 bytes · LeafEdge each ·
//            east (double, where an edge crosses the east side)
//   cells    u32 each: two bits say what the other 30 mean (Tag). The first rows x columns are the root grid.
//   sets     u32: outlines that hold a whole cell together: their number, then each, ascending
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "model/geometry.hpp"

namespace maillage::geo {

struct BlockHead {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t byte_order;  ///< 0x01020304 as the writing machine lays it
    std::uint64_t hash;        ///< XXH3, 64 bits, of all bytes after this member
    std::uint64_t bytes;       ///< of the whole block
    std::uint64_t leaf_words;
    std::uint64_t cells;
    std::uint64_t sets;
    std::uint32_t outlines;
    std::uint32_t padding;
    std::uint32_t columns;  ///< of the root grid; 0 when no outline has an edge
    std::uint32_t rows;
    Box box;
    double columns_per_degree;
    double rows_per_degree;
};
static_assert(sizeof(BlockHead) % 8 == 0);

inline constexpr std::array<char, 8> block_magic = {'m', 'a', 'i', 'l', 'l', 'o', 'c', '\n'};
inline constexpr std::uint32_t block_version = 1;
inline constexpr std::uint32_t block_byte_order = 0x01020304;

/// What a cell's lower 30 bits are.
enum class Tag : std::uint32_t {
    one = 0,   ///< the outline that holds all of the cell plus 1; 0 for none
    set = 1,   ///< the place in `sets` of the outlines that hold all of it
    leaf = 2,  ///< the word its first group begins at
    grid = 3,  ///< 3 bits: the binary logarithm of its columns, and rows, less 1; 27 bits: its first cell / 4
};
inline constexpr unsigned tag_shift = 30;
inline constexpr std::uint32_t payload_bits = (1U << tag_shift) - 1;
inline constexpr unsigned grid_shift = 27;
inline constexpr std::uint32_t grid_bits = (1U << grid_shift) - 1;

[[nodiscard]] constexpr Tag tag_of(std::uint32_t cell) { return static_cast<Tag>(cell >> tag_shift); }
[[nodiscard]] constexpr std::uint32_t payload_of(std::uint32_t cell) { return cell & payload_bits; }
/// Binary logarithm of a grid's columns.
[[nodiscard]] constexpr unsigned level_of(std::uint32_t cell) { return (payload_of(cell) >> grid_shift) + 1; }
[[nodiscard]] constexpr std::size_t first_cell_of(std::uint32_t cell) { return std::size_t{cell & grid_bits} * 4; }

inline constexpr std::size_t group_outlines = 32;

struct GroupHead {
    std::uint32_t corner;    ///< mask: which of the group's outlines hold the cell's north-east corner
    std::uint32_t plain;     ///< edges that don't cross the cell's east side: they come first
    std::uint32_t crossing;  ///< edges that do
    std::uint16_t outlines;  ///< at most 32
    std::uint16_t more;      ///< 1 when another group follows
};
static_assert(sizeof(GroupHead) == 16);

/// An edge from its lower end to its upper one; a level edge from its east end.
struct LeafEdge {
    Point low;
    Point high;
};
static_assert(sizeof(LeafEdge) == 32);

/// A group where it stands in the block.
struct Group {
    const GroupHead* head;
    const std::uint32_t* outlines;
    const std::uint32_t* masks;
    const LeafEdge* edges;
    const double* east;
    const std::uint64_t* end;

    [[nodiscard]] static std::size_t edges_at(std::size_t outlines, std::size_t edges) {
        return sizeof(GroupHead) / 8 + (outlines + edges + 1) / 2;
    }
    [[nodiscard]] static std::size_t words(std::size_t outlines, std::size_t edges, bool crosses) {
        return edges_at(outlines, edges) + edges * sizeof(LeafEdge) / 8 + (crosses ? 1 : 0);
    }
    explicit Group(const std::uint64_t* words) {
        head = reinterpret_cast<const GroupHead*>(words);
        outlines = reinterpret_cast<const std::uint32_t*>(head + 1);
        masks = outlines + head->outlines;
        const std::size_t count = std::size_t{head->plain} + head->crossing;
        edges = reinterpret_cast<const LeafEdge*>(words + edges_at(head->outlines, count));
        east = reinterpret_cast<const double*>(edges + count);
        end = reinterpret_cast<const std::uint64_t*>(east + (head->crossing > 0 ? 1 : 0));
    }
};

/// The parts of a block, where they stand.
struct BlockParts {
    const BlockHead* head = nullptr;
    const std::uint64_t* leaves = nullptr;
    const std::uint32_t* cells = nullptr;
    const std::uint32_t* sets = nullptr;

    explicit BlockParts(std::span<const std::byte> block);
};

/// Of the bytes that BlockHead::hash stands for.
[[nodiscard]] std::uint64_t block_hash(std::span<const std::byte> block);

/// Throws InputError unless `block` is whole, of this version, unchanged since it was made, and all it refers to lies in it.
void check_block(std::span<const std::byte> block);

}  // namespace maillage::geo
