#include "model/vintage.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace maillage {

namespace {

std::string group_of(Level level, const std::string& code) { return level == Level::commune ? departement_of(code) : std::string(); }

/// Of one year: how many of the set's codes it does not hold, and which of its own the set lacks where it is nearly whole.
struct Fit {
    std::size_t unknown = 0;
    bool open = false;
    std::vector<std::string> missing;
};

/// A group's codes in some year: how many, and those the set lacks.
struct Group {
    std::size_t size = 0;
    std::vector<std::string> missing;
};

/// How well the years fit a set of codes. Nearly all codes are held in every year: they are looked at once, the others by year.
class Fits {
public:
    Fits(const std::vector<std::string>& codes, Level level, const CodeYears& known) : m_level(level), m_known(known) {
        const std::unordered_set<std::string_view> there(codes.begin(), codes.end());
        for (const std::string& code : codes) {
            m_groups.try_emplace(group_of(level, code));
            if (!known.known(code)) {
                ++m_never;
            } else if (!known.always(code)) {
                m_of_set.push_back(code);
            }
        }
        for (const auto& [code, stays] : known.codes()) {
            const auto group = m_groups.find(group_of(level, code));
            if (group == m_groups.end()) {
                continue;
            }
            const bool lacking = !there.contains(code);
            if (known.always(code)) {
                add(group->second, code, lacking);
            } else {
                m_of_level.emplace_back(code, lacking);
            }
        }
    }

    [[nodiscard]] Fit of(int year) const {
        Fit fit;
        fit.unknown = m_never;
        fit.open = m_known.open() && year == m_known.years().front();
        if (fit.open) {
            return fit;  // any code of the level may have been there
        }
        fit.unknown += static_cast<std::size_t>(
            std::count_if(m_of_set.begin(), m_of_set.end(), [&](const std::string& code) { return !m_known.held(code, year); }));
        std::map<std::string, Group> of_year;
        for (const auto& [code, lacking] : m_of_level) {
            if (m_known.held(code, year)) {
                add(of_year[group_of(m_level, code)], code, lacking);
            }
        }
        for (const auto& [name, always] : m_groups) {
            const Group& more = of_year[name];
            const std::size_t size = always.size + more.size;
            if (100 * (always.missing.size() + more.missing.size()) <= (100 - vintage_limits::nearly_whole) * size) {
                fit.missing.insert(fit.missing.end(), always.missing.begin(), always.missing.end());
                fit.missing.insert(fit.missing.end(), more.missing.begin(), more.missing.end());
            }
        }
        std::sort(fit.missing.begin(), fit.missing.end());
        return fit;
    }

private:
    static void add(Group& group, const std::string& code, bool lacking) {
        ++group.size;
        if (lacking) {
            group.missing.push_back(code);
        }
    }

    Level m_level;
    const CodeYears& m_known;
    std::size_t m_never = 0;                                 ///< codes of the set that are the level's in no year
    std::map<std::string, Group> m_groups;                   ///< codes held in every year, of the groups the set has codes of
    std::vector<std::string> m_of_set;                       ///< held in some years
    std::vector<std::pair<std::string, bool>> m_of_level;    ///< held in some years, and whether the set lacks them
};

}  // namespace

bool CodeYears::held(const std::string& code, int year) const {
    const auto found = m_codes.find(code);
    return found != m_codes.end() && std::any_of(found->second.begin(), found->second.end(), [year](const auto& stay) {
               return stay.first <= year && year <= stay.second;
           });
}

bool CodeYears::always(const std::string& code) const {
    const auto found = m_codes.find(code);
    return found != m_codes.end() && found->second.size() == 1 && found->second.front().first <= m_years.front() &&
           found->second.front().second >= m_years.back();
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
    std::vector<std::string> codes = given;
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
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
    const Fits all(codes, level, *known);
    for (const int year : known->years()) {
        fits.emplace(year, all.of(year));
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

std::optional<Years> years_holding(const std::vector<std::string>& codes, const CodeYears& known) {
    const std::unordered_set<std::string> different(codes.begin(), codes.end());
    std::vector<std::string> telling;
    std::size_t always = 0;
    for (const std::string& code : different) {
        if (known.always(code)) {
            ++always;
        } else if (known.known(code)) {
            telling.push_back(code);
        }
    }
    if (always + telling.size() == 0) {
        return std::nullopt;
    }
    std::optional<Years> best;
    std::size_t most = 0;
    for (const int year : known.years()) {
        const auto held = static_cast<std::size_t>(
            std::count_if(telling.begin(), telling.end(), [&](const std::string& code) { return known.held(code, year); }));
        if (!best || held > most) {
            best = Years{year, year};
            most = held;
        } else if (held == most) {
            best->last = year;
        }
    }
    return best;
}

}  // namespace maillage
