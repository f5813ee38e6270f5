// what_if: the same inputs but for some rows of the list.
#pragma once

#include <string>
#include <vector>

#include "model/study.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// Takes out of `inputs`, as read, the rows that `published` (the same rows, validated) names so; a row's duplicates go with it.
/// Throws UsageError for an id that no row has: it suggests the nearest.
void leave_out(Inputs& inputs, const std::vector<Facility>& published, const std::vector<std::string>& ids);

/// Adds the rows of study.what_if.with. Its columns are those the study names, where it has them, else those recognised; columns
/// the list lacks are added to it. Rows without an id get one ("ajout-2"). Throws InputError for an id the list has already.
void add_rows(Inputs& inputs, const Study& study, const std::string& assets);

/// The list in a file of rows to add, with its findings and what was made of it (read_facilities).
[[nodiscard]] Inputs read_added(const Study& study, const std::string& assets);

}  // namespace maillage::stages
