// What changed in a list, row by row, and the lists between the one and the other.
#pragma once

#include <cstddef>
#include <vector>

#include "model/difference.hpp"
#include "model/facility.hpp"
#include "model/study.hpp"

namespace maillage::stages {

/// Rows as read, and the number of each, by row.
struct NumberedList {
    std::vector<Facility> rows;
    std::vector<std::size_t> numbers;
};

/// A list with the rows of one more cause as they are in the later list.
struct ListStep {
    Cause cause{};
    NumberedList list;
    std::vector<std::size_t> changed;  ///< numbers, ascending
};

struct ListChanges {
    NumberedList before;
    std::vector<ListStep> steps;           ///< added, closed, restaged, moved, relocated, other; the last list is the later one
    std::vector<FacilityName> facilities;  ///< by number, as the later list names them where it has them
};

/// Rows are the same that have the same id; of several, those of the same name, then in their order. Rows without an id are told by
/// their name. Each row that changed does so at each step it has something of, the rest of it at the last. `study` says which
/// stages count.
[[nodiscard]] ListChanges list_changes(const std::vector<Facility>& before, const std::vector<Facility>& after, const Study& study);

}  // namespace maillage::stages
