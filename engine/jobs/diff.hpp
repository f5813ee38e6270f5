// diff: what changed from one run to another, and why.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/difference.hpp"
#include "model/result.hpp"
#include "stages/substitute.hpp"

namespace maillage::jobs {

struct DiffOptions {
    std::string assets;  ///< folder the tool brings
    std::string before;  ///< folders of the two runs
    std::string after;
    std::string before_name{}, after_name{};  ///< what they are called; "" = the folders
    std::string output{};  ///< GeoJSON layer of the changes; "" = none
    bool overwrite = false;
    bool style = false;  ///< beside `output`, the same name in .qml: how QGIS draws it, found there by itself
    Language language = Language::french;  ///< of the style
    std::function<void(std::string_view step)> progress;  ///< told each stage's name as it begins; may be empty
};

/// Reads both folders, computes the states between them, and writes the layer. Throws UsageError, InputError, OutputError,
/// LibraryError.
[[nodiscard]] Difference diff(const DiffOptions& options);

/// A run in memory, and what it publishes.
struct OneSide {
    std::string name;
    stages::Side side;
    RunFolder published;
};

/// A run's folder as `diff` reads it; `name` "" = the folder. Throws InputError, OutputError, LibraryError.
[[nodiscard]] OneSide one_side(const std::string& folder, const std::string& name, const std::string& assets);

/// What `diff` finds between two runs in memory. Throws InputError where a statut computed on the way is not the one published.
[[nodiscard]] Difference difference(const OneSide& before, const OneSide& after);

}  // namespace maillage::jobs
