// Markdown written.
#pragma once

#include <string>

namespace maillage::formats {

/// Text that Markdown and HTML take as text; on one line.
[[nodiscard]] std::string safe(const std::string& text);

}  // namespace maillage::formats
