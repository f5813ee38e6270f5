// The layers of a run as tables of a database, where the study names one.
#pragma once

#include <memory>
#include <string>

#include "io/postgis_sink.hpp"
#include "model/result.hpp"

namespace maillage::stages {

/// Written and waiting for their commit; nothing where result.study.postgis is "". `result` is drawn; `manifest` is its datapackage.json.
/// Throws as io::PostgisTables does.
[[nodiscard]] std::unique_ptr<io::PostgisTables> written_tables(const Result& result, bool overwrite, const std::string& manifest);

}  // namespace maillage::stages
