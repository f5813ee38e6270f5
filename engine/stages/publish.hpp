// publish: layers, reports and manifest, all or nothing (design, rules 8 to 11).
#pragma once

#include <string>
#include <vector>

#include "io/atomic_dir.hpp"
#include "model/result.hpp"

namespace maillage::stages {

/// Everything a run's folder holds, and `others`, the manifest last. `result` is drawn (stages/draw). `page` is the template of
/// dashboard.html (formats/dashboard); where it is "", there is none.
[[nodiscard]] std::vector<io::OutputFile> drawn_up(const Result& result, const std::string& page = "", const std::vector<io::OutputFile>& others = {});

/// Throws OutputError; then `folder` is as it was.
void publish(const Result& result, const std::string& folder, bool overwrite, const std::string& page = "");

}  // namespace maillage::stages
