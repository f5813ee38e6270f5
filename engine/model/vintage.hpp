// Which codes of communes, EPCI, arrondissements… are those of which year of the COG (code officiel géographique, Insee:
// the state of things on 1 January), and of which year a set of codes is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/passages.hpp"

namespace maillage {

/// Kinds of French codes.
enum class Level { commune, epci, arrondissement, departement, region };

/// The codes of one level, year by year.
class CodeYears {
public:
    CodeYears() = default;
    /// `years`: those whose codes are known, ascending, not empty. `open`: the first stands for itself and all before it, so
    /// that its codes were not all there at one time, and any that came later may be one that came back.
    explicit CodeYears(std::vector<int> years, bool open = false) : m_years(std::move(years)), m_open(open) {}

    [[nodiscard]] const std::vector<int>& years() const { return m_years; }
    [[nodiscard]] bool open() const { return m_open; }

    /// `code` is held from `first` to `last`, both included. A code that came back has several stays.
    void add(const std::string& code, int first, int last) { m_codes[code].emplace_back(first, last); }

    [[nodiscard]] bool held(const std::string& code, int year) const;
    [[nodiscard]] bool always(const std::string& code) const;
    /// Held in some year.
    [[nodiscard]] bool known(const std::string& code) const { return m_codes.contains(code); }
    /// First and last year held; `code` is known.
    [[nodiscard]] std::pair<int, int> span(const std::string& code) const;
    [[nodiscard]] const std::unordered_map<std::string, std::vector<std::pair<int, int>>>& codes() const { return m_codes; }

private:
    std::vector<int> m_years;
    bool m_open = false;
    std::unordered_map<std::string, std::vector<std::pair<int, int>>> m_codes;
};

/// What a set of codes was found to be.
struct Vintage {
    Level level = Level::commune;
    int first = 0;             ///< the years from `first` to `last` fit equally well
    int last = 0;
    bool or_before = false;    ///< `last` stands for itself and all years before it
    std::size_t codes = 0;     ///< how many different codes were looked at
    std::size_t held = 0;      ///< of them, those of the year `last`; or_before: those known at all
    std::vector<std::string> missing;  ///< codes of `last` that the set lacks, ascending, within groups it holds nearly whole
};

/// The level most of `codes` are of: at least `least_share` of them known in some year, the highest share, then the
/// level with fewest codes in all; at least `least_codes` different ones. Then the latest years in a row in which fewest of the codes are unknown and, among
/// those, fewest codes are missing from the groups (for communes: départements) of which the set holds at least `nearly_whole`.
/// An open first year is taken only where it leaves fewer codes unknown than every other.
/// Nothing when no level fits.
[[nodiscard]] std::optional<Vintage> vintage_of(const std::vector<std::string>& codes, const std::vector<std::pair<Level, const CodeYears*>>& levels);

/// From the first to the last of the years that hold most of `codes`, each code once; those `known` knows in no year don't matter.
/// Nothing when it knows none of them. For a list, that may lack any code: unlike vintage_of, what is missing says nothing.
[[nodiscard]] std::optional<Years> years_holding(const std::vector<std::string>& codes, const CodeYears& known);

namespace vintage_limits {
inline constexpr std::size_t least_share = 80;  ///< percent
inline constexpr std::size_t least_codes = 3;
inline constexpr std::size_t nearly_whole = 90;  ///< percent
}  // namespace vintage_limits

/// Département of a commune code: its first two characters, three overseas.
[[nodiscard]] std::string departement_of(const std::string& commune_code);

}  // namespace maillage
