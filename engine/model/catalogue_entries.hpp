// The sentences of catalogue::words that are kept in files of their own. Private to model.
#pragma once

#include <span>
#include <string_view>

#include "model/catalogue.hpp"

namespace maillage::catalogue {

struct Entry {
    std::string_view key;
    Words words;
};

/// Those of `maillage explain` and `maillage init`.
[[nodiscard]] std::span<const Entry> explain_entries();

}  // namespace maillage::catalogue
