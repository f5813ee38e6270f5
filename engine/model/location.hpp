// Where points of a stream fall, one by one and counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/geometry.hpp"

namespace maillage {

/// `border`, `overlap`: in several territories, by a border or by outlines that overlap; the lowest code has it (design, rule 2).
enum class Situation : std::uint8_t { inside, border, overlap, outside, rejected };

/// Why a row of a stream is rejected.
enum class Fault : std::uint8_t {
    none,
    malformed,    ///< too many or too few cells
    blank,
    no_position,  ///< nothing is said of where it is
    unreadable,   ///< coordinates that are no finite numbers
    not_a_point,  ///< drawn by something else
    off_map       ///< where the system of coordinates is not for (geo/projection), or not on Earth
};

struct Location {
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
    std::uint32_t territory = nowhere;  ///< index
    Situation situation = Situation::outside;
    friend bool operator==(const Location&, const Location&) = default;
};

struct TerritoryPoints {
    std::string code;
    std::string name;
    std::uint64_t points = 0;
    Box extent;  ///< of those points
    friend bool operator==(const TerritoryPoints&, const TerritoryPoints&) = default;
};

/// read = located + outside + rejected; located is the sum over the territories.
struct LocationCounts {
    std::string fingerprint;  ///< of codes, names and outlines: counts of one layer alone can be added
    std::uint64_t read = 0;
    std::uint64_t located = 0;
    std::uint64_t on_border = 0;   ///< of those located
    std::uint64_t in_overlap = 0;  ///< of those located
    std::uint64_t outside = 0;
    std::uint64_t rejected = 0;
    std::vector<TerritoryPoints> territories;  ///< by code
    friend bool operator==(const LocationCounts&, const LocationCounts&) = default;
};

}  // namespace maillage
