// What a run writes beside its layers and report when asked: files for QGIS, uMap, spreadsheets and the web.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/atomic_dir.hpp"
#include "model/feature.hpp"
#include "model/result.hpp"

namespace maillage::stages {

/// The files of result.study.formats. `layers` are those of the run (formats/layers). Throws OutputError, LibraryError.
[[nodiscard]] std::vector<io::OutputFile> more_files(const Result& result, const std::map<std::string, std::vector<Feature>>& layers);

}  // namespace maillage::stages
