// JSON Schemas (draft 2020-12) of what a run writes, made from the catalogue. Committed in data/schema.
#pragma once

#include <map>
#include <string>

namespace maillage::formats {

/// File name ("pays.schema.json") -> text.
[[nodiscard]] std::map<std::string, std::string> schemas();

}  // namespace maillage::formats
