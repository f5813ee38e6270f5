// The folder of a run, read back (docs/formats.md).
#pragma once

#include <string>

#include "model/run_folder.hpp"

namespace maillage::io {

/// What the run at `path` published, and its study, whose files are those of its inputs/. Throws InputError: no run's folder, one of a
/// format that is not `run_format`, a file that is missing or is not as the run wrote it, a setting or statut that can't be read.
[[nodiscard]] RunFolder read_run(const std::string& path);

}  // namespace maillage::io
