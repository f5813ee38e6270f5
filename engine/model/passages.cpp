#include "model/passages.hpp"

#include <algorithm>
#include <tuple>

namespace maillage {

void Passages::add(int year, const std::string& before, const std::string& after, StepKind kind) {
    m_forward[year][before].push_back({after, kind});
    m_backward[year][after].push_back({before, kind});
    m_codes.insert({before, after});
}

void Passages::add_old(int year, const std::string& old, const std::string& after) {
    m_forward[year][old].push_back({after, StepKind::merger});
    m_codes.insert(old);
}

std::set<std::string> Passages::walked(const std::string& code, int from, int to, std::vector<Step>& steps) const {
    std::set<std::string> codes{code};
    const auto pass = [&](int year, const OfYear& others) {
        std::set<std::string> next;
        for (const std::string& one : codes) {
            const auto found = others.find(one);
            if (found == others.end()) {
                next.insert(one);
                continue;
            }
            for (const Other& other : found->second) {
                next.insert(other.code);
                if (other.code != one) {
                    steps.push_back({other.kind, one, other.code, year});
                }
            }
        }
        codes = std::move(next);
    };
    if (from < to) {
        for (auto year = m_forward.upper_bound(from); year != m_forward.end() && year->first <= to; ++year) {
            pass(year->first, year->second);
        }
    } else {
        for (auto year = m_backward.upper_bound(from); year != m_backward.begin() && std::prev(year)->first > to; --year) {
            pass(std::prev(year)->first, std::prev(year)->second);
        }
    }
    return codes;
}

Passage Passages::translated(const std::string& code, Years from, int to) const {
    Passage passage;
    if (!m_codes.contains(code)) {
        passage.codes.insert(code);
        return passage;
    }
    for (int year = from.first; year <= from.last; ++year) {
        passage.codes.merge(walked(code, year, to, passage.steps));
    }
    const auto key = [](const Step& step) { return std::tie(step.year, step.from, step.to); };
    std::sort(passage.steps.begin(), passage.steps.end(), [&](const Step& a, const Step& b) { return key(a) < key(b); });
    passage.steps.erase(std::unique(passage.steps.begin(), passage.steps.end(), [&](const Step& a, const Step& b) { return key(a) == key(b); }),
                        passage.steps.end());
    return passage;
}

}  // namespace maillage
