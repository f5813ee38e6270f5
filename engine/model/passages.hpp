// What became of commune codes from one year's COG (code officiel géographique, Insee) to the next.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/step.hpp"

namespace maillage {

/// Years of the COG that a code may be of, both included.
struct Years {
    int first = 0;
    int last = 0;
    friend bool operator==(const Years&, const Years&) = default;
};

/// Codes and how they were come to.
struct Passage {
    std::set<std::string> codes;
    std::vector<Step> steps;
};

class Passages {
public:
    /// On 1 January of `year`, `before` had become `after` (or part of it, or one of its parts); it had not a year earlier. A code
    /// that stays beside others has a passage to itself: of a merger, so that it is known what it is made of; of a split too.
    void add(int year, const std::string& before, const std::string& after, StepKind kind);

    /// `old` had left by `year`, nobody says when, and what it was had become `after`: it leads there, and nothing leads back to it.
    void add_old(int year, const std::string& old, const std::string& after);

    /// What `code`, of any year of `from`, is called in the year `to`: forward through mergers, splits and changes of code, or
    /// backward through them. A code without passages is itself. Several codes: the split (or, backward, the merger) can't be
    /// undone, or the years of `from` differ.
    [[nodiscard]] Passage translated(const std::string& code, Years from, int to) const;

    [[nodiscard]] bool empty() const { return m_forward.empty(); }

private:
    struct Other {
        std::string code;
        StepKind kind;
    };
    using OfYear = std::unordered_map<std::string, std::vector<Other>>;
    using Way = std::map<int, OfYear>;
    [[nodiscard]] std::set<std::string> walked(const std::string& code, int from, int to, std::vector<Step>& steps) const;

    Way m_forward;   ///< by year of the passage, before -> after
    Way m_backward;  ///< after -> before
    std::unordered_set<std::string> m_codes;
};

}  // namespace maillage
