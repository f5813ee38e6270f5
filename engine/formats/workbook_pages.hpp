// The pages of gaps.xlsx, in the study's language.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/feature.hpp"
#include "model/result.hpp"
#include "model/sheet_page.hpp"

namespace maillage::formats {

/// What it is and where it comes from; pays not `couvert` by rank, white zones, pays, PTCE, régions, pace, findings.
/// `layers` are those of the run (formats/layers).
[[nodiscard]] std::vector<SheetPage> workbook_pages(const Result& result, const std::map<std::string, std::vector<Feature>>& layers);

}  // namespace maillage::formats
