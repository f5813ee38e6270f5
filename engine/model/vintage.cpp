#include "model/vintage.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace maillage {

namespace {

using Codes = std::set<std::string>;

std::string group_of(Level level, const std::string& code) { return level == Level::commune ? departement_of(code) : std::string(); }

/// Of one year: how many of the set's codes it does not hold, and which of its own the set lacks where it is nearly whole.
struct Fit {
    std::size_t unknown = 0;
    bool open = false;
    std::vector<std::string> missing;
};

Fit fit(const Codes& codes, Level level, const CodeYears& known, int year) {
    Fit result;
    result.open = known.open() && year == known.years().front();
    std::set<std::string> groups;
    for (const std::string& code : codes) {
        result.unknown += (result.open ? known.known(code) : known.held(code, year)) ? 0U : 1U;
        groups.insert(group_of(level, code));
    }
    if (result.open) {
        return result;
    }
    std::map<std::string, std::pair<std::size_t, std::vector<std::string>>> of_group;  // size, missing
    for (const auto& [code, stays] : known.codes()) {
        const std::string group = group_of(level, code);
        if (!groups.contains(group) || !known.held(code, year)) {
            continue;
        }
        auto& [size, missing] = of_group[group];
        ++size;
        if (!codes.contains(code)) {
            missing.push_back(code);
        }
    }
    for (auto& [group, counts] : of_group) {
        auto& [size, missing] = counts;
        if (100 * missing.size() <= (100 - vintage_limits::nearly_whole) * size) {
            result.missing.insert(result.missing.end(), missing.begin(), missing.end());
        }
    }
    std::sort(result.missing.begin(), result.missing.end());
    return result;
}

}  // namespace

bool CodeYears::held(const std::string& code, int year) const {
    const auto found = m_codes.find(code);
    return found != m_codes.end() && std::any_of(found->second.begin(), found->second.end(), [year](const auto& stay) {
               return stay.first <= year && year <= stay.second;
           });
}

std::pair<int, int> CodeYears::span(const std::string& code) const {
    const auto& stays = m_codes.at(code);
    return {std::min_element(stays.begin(), stays.end())->first,
            std::max_element(stays.begin(), stays.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->second};
}

std::string departement_of(const std::string& commune_code) {
    return commune_code.substr(0, commune_code.starts_with("97") || commune_code.starts_with("98") ? 3 : 2);
}

std::optional<Vintage> vintage_of(const std::vector<std::string>& given, const std::vector<std::pair<Level, const CodeYears*>>& levels) {
    const Codes codes(given.begin(), given.end());
    const std::pair<Level, const CodeYears*>* best = nullptr;
    std::size_t most = 0;
    for (const auto& one : levels) {
        const auto known = static_cast<std::size_t>(
            std::count_if(codes.begin(), codes.end(), [&](const std::string& code) { return one.second->known(code); }));
        // every région's code is also a département's: of two levels that know as many, the one more fully there
        if (known > most || (known == most && best != nullptr && one.second->codes().size() < best->second->codes().size())) {
            best = &one;
            most = known;
        }
    }
    if (best == nullptr || codes.size() < vintage_limits::least_codes ||
        100 * most < vintage_limits::least_share * codes.size()) {
        return std::nullopt;
    }
    const auto& [level, known] = *best;
    std::map<int, Fit> fits;
    for (const int year : known->years()) {
        fits.emplace(year, fit(codes, level, *known, year));
    }
    const auto rank = [](const Fit& one) { return std::tuple(one.unknown, one.open, one.missing.size()); };
    const auto least = std::min_element(fits.begin(), fits.end(), [&](const auto& a, const auto& b) { return rank(a.second) < rank(b.second); });
    Vintage vintage;
    vintage.level = level;
    vintage.codes = codes.size();
    for (auto year = fits.rbegin(); year != fits.rend(); ++year) {  // the latest years in a row that fit best
        if (rank(year->second) == rank(least->second)) {
            vintage.first = year->first;
            vintage.last = vintage.last == 0 ? year->first : vintage.last;
        } else if (vintage.last != 0) {
            break;
        }
    }
    vintage.or_before = fits.at(vintage.last).open;
    vintage.held = codes.size() - fits.at(vintage.last).unknown;
    vintage.missing = std::move(fits.at(vintage.last).missing);
    return vintage;
}

}  // namespace maillage
