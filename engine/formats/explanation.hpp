// Explanations as a page and as JSON: of a pays of a run, of kinds of findings.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.hpp"
#include "model/explanation.hpp"

namespace maillage::formats {

/// At most `limit` lines of each list; 0 = all.
[[nodiscard]] std::string explanation_page(const Explanation& explanation, Language language, std::size_t limit);
/// data/schema/explanation.schema.json.
[[nodiscard]] std::string explanation_json(const Explanation& explanation, Language language);

/// What is found, what it changes, what to do.
[[nodiscard]] std::string finding_page(const catalogue::FindingKind& kind, Language language);
/// A line each: id, severity, sentence.
[[nodiscard]] std::string finding_list(Language language);
/// data/schema/finding_kinds.schema.json: an array of `kinds`.
[[nodiscard]] std::string finding_kinds_json(const std::vector<const catalogue::FindingKind*>& kinds, Language language);

}  // namespace maillage::formats
