// substitute: from one run to another, one cause at a time, each state computed by the stages of an ordinary run.
#pragma once

#include <vector>

#include "model/difference.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// A run before anything was made of it: its resolved settings, its inputs as read.
struct Side {
    Study study;
    Inputs inputs;
};

/// The pays within the study's région, by code, each with its statut and who counts there. `numbers`: of the facilities, by row.
[[nodiscard]] std::vector<PaysState> pays_states(const Study& study, Inputs inputs, const std::vector<std::size_t>& numbers);

/// The states from `before` to `after`, by the order of Cause: the settings, the communes and the zoning of `after` in the place of
/// those of `before`, then its list, kind of change by kind. What a file's columns or codes are goes with that file.
/// Throws UsageError, InputError, LibraryError.
[[nodiscard]] Way substitute(const Side& before, const Side& after);

}  // namespace maillage::stages
