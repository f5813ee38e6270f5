// explain: why a pays of a run that was published is or is not covered.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/number.hpp"
#include "model/explanation.hpp"

namespace maillage::jobs {

struct ExplainOptions {
    std::string assets;   ///< folder the tool brings
    std::string version;
    std::string folder;   ///< that run wrote
    std::string pays;     ///< code or name
    std::optional<Language> language;  ///< else the run's
    std::function<void(std::string_view step)> progress{};  ///< told each stage's name as it begins; may be empty
};

struct Explained {
    Explanation explanation;
    Language language = Language::french;
};

/// Computes the run again from the folder's own inputs/, and looks the pays up in it. Throws UsageError: no such pays, or several; InputError: no run's
/// folder, or one whose statut comes out otherwise than published.
[[nodiscard]] Explained explain(const ExplainOptions& options);

}  // namespace maillage::jobs
