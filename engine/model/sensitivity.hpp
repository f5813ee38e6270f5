// What would change if the points of facilities are off by as much as is stated.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace maillage {

/// A facility whose point may be off by more than it is from another territory, or from land of none.
struct NearBorder {
    struct Elsewhere {
        std::optional<std::size_t> territory;  ///< nothing: hors pays
        double distance_m = 0;                 ///< WGS 84 geodesic to the nearest place there
    };
    std::size_t facility = 0;
    double uncertainty_m = 0;
    std::vector<Elsewhere> elsewhere;  ///< territories ascending, hors pays last; not empty
};

/// A territory that might not be `couvert`, or newly be.
struct Flip {
    std::size_t territory = 0;
    bool gains = false;
    /// It is lost if all of these are elsewhere: they are all that count there. It is gained if any of these is there.
    std::vector<std::size_t> facilities;
};

struct Sensitivity {
    std::size_t stated = 0;  ///< of how many facilities placed by their own address it is stated how far they may be off
    std::vector<NearBorder> near_border;  ///< by facility
    std::vector<Flip> flips;              ///< by territory
};

}  // namespace maillage
