// The words of the dashboard.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "model/catalogue.hpp"

namespace maillage::catalogue {

/// Key ("page.map") and words of everything the page itself says; {parameters} are filled in by the page. A word of two forms,
/// singular and plural, has them parted by '|'.
[[nodiscard]] std::span<const std::pair<std::string_view, Words>> page_words();

}  // namespace maillage::catalogue
