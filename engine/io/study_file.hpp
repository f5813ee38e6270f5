// ETUDE.toml: a study written down. Every key is in model/settings; paths are relative to the file's folder.
#pragma once

#include <string>

#include "model/study.hpp"

namespace maillage::io {

/// Throws InputError: a missing file, TOML that can't be read (with its line), an unknown key (with a suggestion),
/// a value of the wrong kind.
[[nodiscard]] Study read_study(const std::string& path);

/// The same of a text; `name` is what messages call it, paths are relative to `folder`, or of a layer in memory ("memory:pays").
[[nodiscard]] Study read_study(const std::string& text, const std::string& name, const std::string& folder);

}  // namespace maillage::io
