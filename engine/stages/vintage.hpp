// Of what year are the codes of the pays layer, of the composition and of the list, and which of them are not?
#pragma once

#include "model/study.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// Adds findings, and sets inputs.list_years and inputs.composition_year: the years stated (study.ptce.cog, composition->cog), else
/// those inferred. Throws UsageError for a stated year whose codes the gazetteer does not know. A layer whose codes are of no level the gazetteer knows gets none. Codes of the
/// composition that no vintage knows are counted by the finding composition_unknown_commune, not listed here.
void check_codes(Inputs& inputs, const Study& study = {});

}  // namespace maillage::stages
