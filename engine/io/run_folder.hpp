// A folder that run wrote, read again by those who come after.
#pragma once

#include <map>
#include <string>

#include "model/layer.hpp"
#include "model/study.hpp"

namespace maillage::io {

struct RunFolder {
    std::string path;  ///< as the user named it
    Study study;       ///< of the manifest: title, counted, attested_since, targets, region, language; the rest is not read
    std::map<std::string, std::string> files;  ///< each file it lists -> SHA-256
};

/// Throws InputError: no folder, none of ours, one of another version of maillage than `version` (as far as the second dot), a manifest that
/// lacks what is asked of it.
[[nodiscard]] RunFolder open_run(const std::string& folder, const std::string& version);

/// A table or layer of the folder. Throws InputError: it is not listed, is gone, or is not what the run wrote.
[[nodiscard]] Layer read_from(const RunFolder& folder, const std::string& file);

}  // namespace maillage::io
