// Two runs in memory, and what changed from one to the other.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.hpp"
#include "model/difference.hpp"
#include "stages/differences.hpp"
#include "stages/substitute.hpp"

namespace maillage::test {

[[nodiscard]] inline Difference compared(const stages::Side& before, const stages::Side& after) {
    return stages::differences(stages::substitute(before, after));
}

/// The step of a cause; fails by std::out_of_range where there is none.
[[nodiscard]] inline const StepDifference& step(const Difference& difference, Cause cause) { return difference.steps.at(static_cast<std::size_t>(cause)); }

/// "A possible>couvert [b x], B …": each transition, its statuts ("-" where absent) and the ids of those behind it.
[[nodiscard]] inline std::string said(const Transition& one) {
    const auto word = [](const std::optional<Status>& status) { return status ? std::string(catalogue::id(*status)) : std::string("-"); };
    std::string text = one.code + " " + word(one.before) + ">" + word(one.after) + " [";
    for (const FacilityName& facility : one.facilities) {
        text += (&facility == &one.facilities.front() ? "" : " ") + facility.id;
    }
    return text + "]";
}

[[nodiscard]] inline std::string said(const std::vector<Transition>& transitions) {
    std::string text;
    for (const Transition& one : transitions) {
        text += (text.empty() ? "" : ", ") + said(one);
    }
    return text;
}

/// "A couvert>non_couvert [b] closed": the same for whole changes, with the id of their cause.
[[nodiscard]] inline std::string said(const std::vector<PaysChange>& changes) {
    std::string text;
    for (const PaysChange& one : changes) {
        text += (text.empty() ? "" : ", ") + said(one.transition) + " " + std::string(catalogue::id(one.cause));
    }
    return text;
}

}  // namespace maillage::test
