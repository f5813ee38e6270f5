// Why a pays ranks where it does, in one sentence.
#pragma once

#include <cstddef>
#include <string>

#include "model/result.hpp"

namespace maillage::formats {

/// Of Priorities::ranking[rank]: what weighs most comes first, what is unknown last.
[[nodiscard]] std::string reason(const Result& result, std::size_t rank, Language language);
/// In the study's language.
[[nodiscard]] inline std::string reason(const Result& result, std::size_t rank) { return reason(result, rank, result.study.language); }

}  // namespace maillage::formats
