// The settings of a run, as its manifest states them. Private to io.
#pragma once

#include <string>

#include "model/study.hpp"

namespace maillage::io {

/// The study of a manifest ("maillage"."study"), every setting of it; files are names, as published. `text` is the manifest, which
/// stands at `path`. Throws InputError for a setting of the wrong kind.
[[nodiscard]] Study settings_of(const std::string& text, const std::string& path);

}  // namespace maillage::io
