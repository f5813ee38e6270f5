// The kinds of findings, in the order of FindingCode. Private to model.
#pragma once

#include <span>

#include "model/catalogue.hpp"

namespace maillage::catalogue {

/// How files are written, territories, composition.
[[nodiscard]] std::span<const FindingKind> findings_of_layers();
/// Facilities, coordinates, the list as a whole, vintages, corrections.
[[nodiscard]] std::span<const FindingKind> findings_of_lists();

}  // namespace maillage::catalogue
