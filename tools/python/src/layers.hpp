// Layers that Python hands over.
#pragma once

#include <nanobind/nanobind.h>

#include "model/layer.hpp"

namespace maillage::python {

/// name -> Arrow stream capsule, as layers called "memory:" name. Throws InputError (io/arrow_layer).
[[nodiscard]] LayersInMemory taken(const nanobind::dict& layers);

}  // namespace maillage::python
