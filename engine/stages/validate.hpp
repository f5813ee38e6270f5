// validate: codes unique, outlines valid, coordinates believable, codes known. Defects become findings; rows end in a bucket.
#pragma once

#include "geo/point_locator.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

struct Counts {
    int duplicates = 0;
};

/// Checks and repairs outlines (validate_outlines; study.repair_limit), drops duplicates (same code, same name), tells territories
/// of one code apart as CODE~1, CODE~2 (in the order of their names), and sorts by code. Returns how many rows were duplicates.
/// Throws InputError when none is left.
[[nodiscard]] Counts validate_territories(Inputs& inputs, const Study& study = {});

/// Settles duplicates, makes ids unique, restores lost zeros, checks codes against the gazetteer, puts swapped coordinates
/// in order where they then fall in a territory and otherwise nowhere. What rows were before goes to inputs.as_read.
void validate_facilities(Inputs& inputs, const geo::PointLocator& locator);

}  // namespace maillage::stages
