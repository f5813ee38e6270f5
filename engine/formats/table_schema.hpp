// Which columns a published file has, for datapackage.json. Private to this room.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/result.hpp"

namespace maillage::formats {

/// Table Schema (Data Package 2.0) of the file at `path`, titles in the study's language; `titles` are those of a CSV. Nothing for what is
/// no table. Lists are text parted by blanks in a CSV, arrays in a layer. `unit` is ours.
[[nodiscard]] std::optional<nlohmann::ordered_json> table_schema(const Result& result, const std::string& path, const std::vector<std::string>& titles);

}  // namespace maillage::formats
