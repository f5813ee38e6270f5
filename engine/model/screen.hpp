// Outlines as a screen draws them: coarser than what is published, each border once.
#pragma once

#include <cstddef>
#include <optional>

#include "model/topology.hpp"

namespace maillage {

struct Screen {
    Topology pays;                    ///< one outline a kept territory, in their order
    std::optional<Topology> country;  ///< what lies under the pays, where they leave a part of it uncovered
    double tolerance_m = 0;           ///< no border is farther from the one measured; whole metres
    std::size_t read = 0;             ///< vertices before, counted as in Simplify
    std::size_t drawn = 0;            ///< vertices after
};

}  // namespace maillage
