// What changed from one run to another, and why.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/coverage.hpp"
#include "model/geometry.hpp"
#include "model/run_folder.hpp"

namespace maillage {

/// What may change from one run to another, in the order it is put in the other's place (docs/method.md, Differences).
enum class Cause {
    settings,
    communes,   ///< the gazetteer and the communes where people live
    zoning,     ///< outlines and composition
    added,      ///< rows the list did not have
    closed,     ///< rows it has no more, or that have come to a stage that is set aside
    restaged,   ///< rows of another stage
    moved,      ///< rows of another place, told as before
    relocated,  ///< rows whose place is told otherwise: of another precision, with or without a point or a code of commune
    other       ///< whatever else is in the list: years, areas of action, its order…
};

/// How a pays' statut changes; a pays that is in one of the two only appears or disappears.
enum class Turn { gained, lost, changed, appeared, disappeared };

struct FacilityName {
    std::string id;
    std::string name;
    friend bool operator==(const FacilityName&, const FacilityName&) = default;
};

/// A setting that changed, as the study's keys and values are written.
struct SettingChange {
    std::string key;
    std::string before;
    std::string after;
};

/// A pays in one state on the way from one run to the other.
struct PaysState {
    std::string code;
    std::string name;
    Status status = Status::non_couvert;
    std::map<std::size_t, PresenceKind> facilities;  ///< by number, the same in every state: those that count there, or may
};

/// One cause put in place, and the state it leads to.
struct Substitution {
    Cause cause{};
    bool differs = false;                    ///< is there anything of it? Else the state is the one before
    std::vector<SettingChange> settings;     ///< for Cause::settings
    std::vector<std::size_t> facilities;     ///< numbers of the rows concerned, for causes in the list
    std::vector<PaysState> pays;             ///< by code
};

/// The states between two runs: `first` is the one, the last step's the other.
struct Way {
    std::vector<PaysState> first;
    std::vector<Substitution> steps;         ///< one a cause, in their order
    std::vector<FacilityName> facilities;    ///< by number
};

/// A pays whose statut changes at a step, or from one run to the other.
struct Transition {
    std::string code;
    std::string name;
    std::optional<Status> before;  ///< nothing: the pays is not there
    std::optional<Status> after;
    Turn turn{};
    std::vector<FacilityName> facilities;  ///< by id: those whose part in it changed at that step
};

struct StatusCounts {
    int covered = 0, emerging = 0, possible = 0, uncovered = 0;
    friend bool operator==(const StatusCounts&, const StatusCounts&) = default;
};

/// Of the pays that appear or disappear, those that are or were `couvert`.
[[nodiscard]] inline int covered_ones(const std::vector<Transition>& transitions, Turn turn) {
    return static_cast<int>(std::count_if(transitions.begin(), transitions.end(), [turn](const Transition& one) {
        return one.turn == turn && (turn == Turn::appeared ? one.after : one.before) == Status::couvert;
    }));
}

struct StepDifference {
    Cause cause{};
    bool differs = false;
    std::vector<SettingChange> settings;
    std::vector<FacilityName> facilities;  ///< rows concerned, by id
    std::vector<Transition> transitions;   ///< by code
    StatusCounts after;                    ///< in the state it leads to
    int net_covered = 0;                   ///< pays `couvert` after it, less those before
    int settled = 0;                       ///< pays whose change is due to it in the end
    [[nodiscard]] int count(Turn turn) const {
        return static_cast<int>(std::count_if(transitions.begin(), transitions.end(), [turn](const Transition& one) { return one.turn == turn; }));
    }
};

/// A pays whose statut is not what it was.
struct PaysChange {
    Transition transition;
    Cause cause{};             ///< the last step at which its statut changed
    std::string departement;   ///< these as published: by the later run, else by the earlier
    std::string region;
    std::optional<std::int64_t> population;
    MultiPolygon outline;
};

struct ComparedRun {
    std::string name;  ///< of its folder
    RunFigures figures;
};

struct Difference {
    ComparedRun before;
    ComparedRun after;
    StatusCounts first;                  ///< pays by statut before the first step
    std::vector<StepDifference> steps;   ///< one a cause, in their order
    std::vector<PaysChange> changes;     ///< by code

    [[nodiscard]] int count(Turn turn) const {
        return static_cast<int>(std::count_if(changes.begin(), changes.end(), [turn](const PaysChange& one) { return one.transition.turn == turn; }));
    }
    /// Pays `couvert` in the later run, less those in the earlier.
    [[nodiscard]] int net_covered() const { return steps.empty() ? 0 : steps.back().after.covered - first.covered; }
    /// Is there anything that is not the same, be it without effect?
    [[nodiscard]] bool differs() const {
        return std::any_of(steps.begin(), steps.end(), [](const StepDifference& one) { return one.differs; });
    }
};

}  // namespace maillage
