#include "stages/differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "model/catalogue.hpp"

namespace maillage::stages {

namespace {

Turn turn_of(const std::optional<Status>& before, const std::optional<Status>& after) {
    return !before                      ? Turn::appeared
           : !after                     ? Turn::disappeared
           : *after == Status::couvert  ? Turn::gained
           : *before == Status::couvert ? Turn::lost
                                        : Turn::changed;
}

std::map<std::string, const PaysState*> by_code(const std::vector<PaysState>& state) {
    std::map<std::string, const PaysState*> pays;
    for (const PaysState& one : state) {
        pays.emplace(one.code, &one);
    }
    return pays;
}

/// Numbers of the facilities whose part in the pays differs.
std::vector<std::size_t> behind(const PaysState* before, const PaysState* after) {
    static const std::map<std::size_t, PresenceKind> none;
    const auto& was = before == nullptr ? none : before->facilities;
    const auto& is = after == nullptr ? none : after->facilities;
    std::vector<std::size_t> numbers;
    const auto note_missing = [&](const auto& from, const auto& in) {
        for (const auto& [number, kind] : from) {
            const auto found = in.find(number);
            if (found == in.end() || found->second != kind) {
                numbers.push_back(number);
            }
        }
    };
    note_missing(was, is);
    note_missing(is, was);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

std::vector<FacilityName> named(const std::vector<std::size_t>& numbers, const std::vector<FacilityName>& facilities) {
    std::vector<FacilityName> names;
    for (const std::size_t number : numbers) {
        names.push_back(facilities[number]);
    }
    std::sort(names.begin(), names.end(), [](const FacilityName& a, const FacilityName& b) { return std::tie(a.id, a.name) < std::tie(b.id, b.name); });
    return names;
}

std::vector<Transition> transitions(const std::vector<PaysState>& before, const std::vector<PaysState>& after, const std::vector<FacilityName>& facilities) {
    const auto was = by_code(before);
    const auto is = by_code(after);
    std::vector<Transition> all;
    const auto note = [&](const PaysState* one, const PaysState* other) {
        const auto status = [](const PaysState* state) { return state == nullptr ? std::nullopt : std::optional(state->status); };
        if (status(one) != status(other)) {
            const PaysState& named_by = other == nullptr ? *one : *other;
            all.push_back({named_by.code, named_by.name, status(one), status(other), turn_of(status(one), status(other)),
                           named(behind(one, other), facilities)});
        }
    };
    for (const auto& [code, state] : was) {
        const auto found = is.find(code);
        note(state, found == is.end() ? nullptr : found->second);
    }
    for (const auto& [code, state] : is) {
        if (!was.contains(code)) {
            note(nullptr, state);
        }
    }
    std::sort(all.begin(), all.end(), [](const Transition& a, const Transition& b) { return a.code < b.code; });
    return all;
}

StatusCounts counted(const std::vector<PaysState>& state) {
    StatusCounts counts;
    for (const PaysState& one : state) {
        ++(one.status == Status::couvert    ? counts.covered
           : one.status == Status::emergent ? counts.emerging
           : one.status == Status::possible ? counts.possible
                                            : counts.uncovered);
    }
    return counts;
}

}  // namespace

Difference differences(const Way& way) {
    Difference difference;
    difference.first = counted(way.first);
    const std::vector<PaysState>* state = &way.first;
    int covered = difference.first.covered;
    for (const Substitution& step : way.steps) {
        StepDifference one{step.cause, step.differs, step.settings, named(step.facilities, way.facilities), transitions(*state, step.pays, way.facilities),
                           counted(step.pays), 0, 0};
        one.net_covered = one.after.covered - covered;
        covered = one.after.covered;
        state = &step.pays;
        difference.steps.push_back(std::move(one));
    }
    for (Transition& whole : transitions(way.first, *state, way.facilities)) {
        const auto changes_it = [&](const Transition& one) { return one.code == whole.code; };
        const auto step = std::find_if(difference.steps.rbegin(), difference.steps.rend(), [&](const StepDifference& one) {
            return std::any_of(one.transitions.begin(), one.transitions.end(), changes_it);
        });
        ++step->settled;
        whole.facilities = std::find_if(step->transitions.begin(), step->transitions.end(), changes_it)->facilities;
        difference.changes.push_back({std::move(whole), step->cause, "", "", std::nullopt, {}});
    }
    return difference;
}

RunFolder as_published(const Result& result) {
    const AreaCoverage& national = result.coverage.national;
    RunFolder run;
    run.study = result.study;
    run.figures = {national.territories, national.covered, national.emerging, national.possible, national.uncovered, national.covered_max,
                   national.facilities, national.missing_per_territory, std::nullopt, national.population.uncovered};
    if (result.study.region.empty()) {
        run.figures.missing_national = result.coverage.missing_national;
    }
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        const Territory& one = result.territories[i];
        const TerritoryCoverage& coverage = result.coverage.territories[i];
        if (result.kept[i]) {
            run.pays.push_back({one.code, one.name, one.departement, one.region, coverage.population, coverage.status, static_cast<std::size_t>(coverage.missing), result.drawn[i]});
        }
    }
    return run;
}

void hold_to_published(const RunFolder& run, const std::vector<PaysState>& state) {
    std::map<std::string, std::optional<Status>> published;
    for (const PublishedPays& one : run.pays) {
        published[one.code] = one.status;
    }
    std::map<std::string, std::optional<Status>> computed;
    for (const PaysState& one : state) {
        computed[one.code] = one.status;
        published.try_emplace(one.code);
    }
    const auto word = [](const std::optional<Status>& status) { return status ? std::string(catalogue::id(*status)) : std::string("–"); };
    std::optional<std::string> first;
    std::size_t count = 0;
    for (const auto& [code, status] : published) {
        if (computed[code] != status) {
            first = first ? first : fmt::format("{} ({} / {})", code, word(status), word(computed[code]));
            ++count;
        }
    }
    if (first) {
        throw InputError({run.path}, {fmt::format("les statuts recalculés ne sont pas ceux qu'il publie pour {} pays, dont {} (publié / recalculé) : refaire le passage", count, *first),
                                      fmt::format("computed again, the statuts are not those it published for {} pays, among them {} (published / computed): run again", count, *first)});
    }
}

void locate_changes(Difference& difference, const std::vector<PublishedPays>& before, const std::vector<PublishedPays>& after) {
    std::map<std::string, const PublishedPays*> pays;
    for (const std::vector<PublishedPays>* run : {&before, &after}) {
        for (const PublishedPays& one : *run) {
            pays[one.code] = &one;
        }
    }
    for (PaysChange& change : difference.changes) {
        if (const auto found = pays.find(change.transition.code); found != pays.end()) {
            change.departement = found->second->departement;
            change.region = found->second->region;
            change.population = found->second->population;
            change.outline = found->second->outline;
        }
    }
}

}  // namespace maillage::stages
