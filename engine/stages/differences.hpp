// differences: what changed at each step of the way from one run to another, and what each change is due to in the end.
#pragma once

#include <string>
#include <vector>

#include "model/difference.hpp"
#include "model/result.hpp"

namespace maillage::stages {

/// Steps and changes; the runs' names and figures, and where the pays are, are left to others.
[[nodiscard]] Difference differences(const Way& way);

/// What a run in memory publishes, as its folder would say it.
[[nodiscard]] RunFolder as_published(const Result& result);

/// Throws InputError where the pays that `run` published do not have the statuts of `state`: it names the first of them.
void hold_to_published(const RunFolder& run, const std::vector<PaysState>& state);

/// Fills in where the changed pays are, how many people they have and what they look like: as `after` published them, else `before`.
void locate_changes(Difference& difference, const std::vector<PublishedPays>& before, const std::vector<PublishedPays>& after);

}  // namespace maillage::stages
