// Of what year are the codes of the pays layer and of the composition, and which of them are not?
#pragma once

#include "stages/read.hpp"

namespace maillage::stages {

/// Adds findings, changes nothing else. A layer whose codes are of no level the gazetteer knows gets none. Codes of the
/// composition that no vintage knows are counted by the finding composition_unknown_commune, not listed here.
void check_codes(Inputs& inputs);

}  // namespace maillage::stages
