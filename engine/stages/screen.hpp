// screen: the outlines of the dashboard's map.
#pragma once

#include "model/result.hpp"
#include "model/screen.hpp"

namespace maillage::stages {

/// The kept territories of `result` (drawn, stages/draw) simplified together and rounded to a grid a screen can't tell from none,
/// so that shared borders stay shared: within 300 m up to 500 territories, 600 m up to 3,000, 1 km beyond, or within what --simplify
/// had left. Measures and published layers know nothing of it. Throws LibraryError.
[[nodiscard]] Screen screen(const Result& result);

}  // namespace maillage::stages
