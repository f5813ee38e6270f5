// datapackage.json: the folder's manifest and lineage.
#pragma once

#include <string>
#include <vector>

#include "model/result.hpp"

namespace maillage::formats {

/// A published file as the manifest lists it.
struct Resource {
    std::string path;
    std::string sha256;
    std::size_t bytes = 0;
    std::vector<std::string> titles{};  ///< of a CSV
};

/// Data Package 2.0 (datapackage.org): each file with a Table Schema where it is a table, sources and licences as the study and the
/// gazetteer state them; with the run's lineage under "maillage": the resolved study, versions, inputs with their SHA-256.
[[nodiscard]] std::string datapackage(const Result& result, const std::vector<Resource>& resources);

}  // namespace maillage::formats
