// The gap report in its three forms: for programs (JSON), for people (Markdown), for spreadsheets (CSV).
#pragma once

#include <string>

#include "model/result.hpp"

namespace maillage::formats {

/// report.json; its schema is data/schema/report.schema.json. Of a check without a list: what was read and found only.
[[nodiscard]] std::string report_json(const Result& result);

/// report.md, in the study's language.
[[nodiscard]] std::string report_markdown(const Result& result);

/// gaps.csv: the pays not `couvert`, with the columns of the layer `gaps`, the most urgent first. RFC 4180, UTF-8, comma.
[[nodiscard]] std::string gaps_csv(const Result& result);

/// The same for Excel in French (formats/csv).
[[nodiscard]] std::string gaps_csv_excel(const Result& result);

}  // namespace maillage::formats
