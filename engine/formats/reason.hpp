// Why a pays ranks where it does, in one sentence.
#pragma once

#include <cstddef>
#include <string>

#include "model/result.hpp"

namespace maillage::formats {

/// Of Priorities::ranking[rank], in the study's language: what weighs most comes first, what is unknown last.
[[nodiscard]] std::string reason(const Result& result, std::size_t rank);

}  // namespace maillage::formats
