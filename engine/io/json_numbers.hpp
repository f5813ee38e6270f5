// Whole numbers of JSON that comes from anywhere. Private to io.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace maillage::io {

/// A whole number that `Whole` holds. Throws nlohmann::json::type_error for anything else: get() makes a number of truth values, of
/// fractions, and of what is out of bounds.
template <typename Whole>
[[nodiscard]] Whole whole_number(const nlohmann::json& json) {
    if (json.is_number_unsigned() && std::in_range<Whole>(json.get<std::uint64_t>())) {
        return static_cast<Whole>(json.get<std::uint64_t>());
    }
    if (json.is_number_integer() && !json.is_number_unsigned() && std::in_range<Whole>(json.get<std::int64_t>())) {
        return static_cast<Whole>(json.get<std::int64_t>());
    }
    throw nlohmann::json::type_error::create(302, "no whole number, or out of bounds", &json);
}

}  // namespace maillage::io
