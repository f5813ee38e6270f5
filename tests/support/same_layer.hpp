// Two layers, compared to the last bit.
#pragma once

#include <string>

#include "model/layer.hpp"

namespace maillage::test {

/// What first differs, in words; "" when nothing does. Coordinates are compared bit by bit, so that -0 and 0 differ.
[[nodiscard]] std::string difference(const Layer& one, const Layer& other);

}  // namespace maillage::test
