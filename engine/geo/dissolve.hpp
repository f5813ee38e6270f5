// Union of outlines, by cancelling the edges they share.
//
// Each outline's rings, shells counter-clockwise and holes clockwise, wind once around its inside and not at all around the
// rest. So the sum of the rings of a group's members winds around a place as many times as members hold it. Two members
// that share a border walk its edges in opposite directions: in the sum they cancel, and what each place is wound by stays
// what it was. Where the edges left over link into a valid polygon, its inside is wound once and the rest not at all: then
// no two members overlap, and that polygon is their union, exactly, with no corner but theirs.
// Where they don't (borders that overlap, cross, or have a corner on one side only; a member given twice) the group goes to
// GEOS's unary union instead, and the place is told. A gap between members stays a hole either way.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::geo {

struct Dissolved {
    /// A group whose members' borders don't match.
    struct Mismatch {
        std::size_t group = 0;
        Point point;  ///< one place where they don't; the same for any order of the outlines
    };
    std::vector<MultiPolygon> outlines;  ///< by group, normalised; empty for a group without members
    std::vector<Mismatch> mismatches;    ///< ascending by group
};

/// Unions of valid outlines by group, one group after the other; group_of[i] < groups is that of outlines[i]. Depends on each
/// group's members alone, not on their order. Equal to GEOS's unary union, and corner for corner but where a corner of one
/// outline touches the middle of another's edge and nothing more: there GEOS cuts that edge. Throws LibraryError.
[[nodiscard]] Dissolved dissolve(std::span<const MultiPolygon* const> outlines, std::span<const std::size_t> group_of, std::size_t groups);

/// All of them as one group.
[[nodiscard]] MultiPolygon dissolve(const std::vector<const MultiPolygon*>& outlines);

/// Canonical form: shells counter-clockwise, holes clockwise (RFC 7946), each ring begins at its lowest (lon, lat),
/// parts and holes sorted.
[[nodiscard]] MultiPolygon normalised(const MultiPolygon& outline);

}  // namespace maillage::geo
