// A study written down as ETUDE.toml, with a word on every setting.
#pragma once

#include <string>
#include <vector>

#include "model/reading.hpp"
#include "model/study.hpp"

namespace maillage::formats {

/// Every setting there is, section by section: those of `study` that are not the default as they are, and the columns `readings` recognised;
/// the others commented out, with their default or an example. `remarks` are comments at the head. io::read_study reads it back.
[[nodiscard]] std::string study_toml(const Study& study, const std::vector<Reading>& readings, const std::vector<std::string>& remarks, Language language);

}  // namespace maillage::formats
