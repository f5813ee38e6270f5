// resolve: settings left to a default get their value; the ledger is closed; all is gathered into one Result.
#pragma once

#include <string>
#include <vector>

#include "model/result.hpp"
#include "stages/membership.hpp"
#include "stages/read.hpp"
#include "stages/validate.hpp"

namespace maillage::stages {

/// The study with its defaults filled in: date_reference (the list's latest year), region as a code.
/// Throws UsageError for a région the gazetteer does not know.
[[nodiscard]] Study resolve(const Study& asked, const Inputs& inputs);

/// Completes the territories' ledger and checks both sums against the rows read (rule 1). Throws LibraryError when a row is lost.
void balance(Ledger& ledger, const Inputs& inputs, const Counts& counts, const std::vector<bool>& kept);

/// `inputs` is spent, and `members` with it.
[[nodiscard]] Result gather(const Study& study, Inputs&& inputs, const Members& members, std::vector<bool>&& kept, std::vector<Placement>&& placements,
                            Coverage&& coverage, Audit&& audit, const std::string& version);

}  // namespace maillage::stages
