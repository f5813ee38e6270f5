// What is known of French codes: communes (current and former), EPCI, départements, régions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/geometry.hpp"
#include "model/passages.hpp"
#include "model/vintage.hpp"

namespace maillage {

struct Commune {
    std::string code;  ///< INSEE, 5 characters
    std::string name;
    std::string epci;         ///< SIREN, "" when in none
    std::string departement;  ///< "2A", "976"
    std::string region;
    std::optional<std::int64_t> population;  ///< population municipale, persons
    std::optional<Point> point;
};

/// Where people live: location science's demand points, here the communes of one vintage.
struct DemandPoint {
    std::string code;  ///< INSEE code in its own vintage
    std::string departement;
    std::string region;
    std::optional<Point> point;
    std::optional<std::int64_t> population;
    std::optional<double> area_km2{};  ///< of its outline, or as its table says
    std::string name{};                ///< the gazetteer's, today's or former; "" when it knows the code of none
};

class Gazetteer {
public:
    std::string vintage;  ///< "COG 2026"
    std::map<Level, CodeYears> years;  ///< the codes of each level, year by year; levels it knows nothing of are not there
    std::vector<Commune> communes;
    int year = 0;       ///< of the COG its communes are of; 0 where it is not known
    Passages passages;  ///< from year to year
    std::map<std::string, std::vector<std::size_t>> by_postal_code;  ///< communes, ascending; empty where nobody asked for it
    /// Names that are no longer a commune's own.
    struct FormerName {
        std::string code;  ///< that bore it
        std::string name;
        bool recent = false;  ///< borne until 2010 or later: a list in use may still write it
    };
    std::vector<FormerName> former_names;
    std::map<std::string, std::string> epci_names;
    std::map<std::string, std::string> departement_names;
    std::map<std::string, std::string> departement_regions;
    std::map<std::string, std::string> region_names;

    /// Indexes `communes`; to be called once they are all there.
    void index();
    /// `former` is now in `current`: `part` for a déléguée, associée or municipal arrondissement, `merger` for a code of old.
    /// Unknown currents are ignored.
    void add_former(const std::string& former, const std::string& current, StepKind kind = StepKind::merger);

    /// The commune that bears `code` today.
    [[nodiscard]] std::optional<std::size_t> current(const std::string& code) const;
    /// The communes `code` stands for: itself, else the ones it became; empty when unknown.
    [[nodiscard]] std::vector<std::size_t> resolve(const std::string& code) const;
    struct Resolved {
        std::vector<std::size_t> communes;  ///< ascending; empty: unknown. Several: the code was split, and its year tells no more
        std::vector<Step> steps;
    };
    /// What `code`, of any of the years `of`, stands for today.
    [[nodiscard]] Resolved resolve(const std::string& code, Years of) const;
    /// The years nothing is known to contradict: all those of the gazetteer. Codes older than the first are of it.
    [[nodiscard]] Years all_years() const;
    /// Former codes of a current commune, ascending.
    [[nodiscard]] const std::vector<std::string>& former_codes(const std::string& code) const;

    /// Indexes of the communes of an EPCI, a département, a région; empty when unknown.
    [[nodiscard]] const std::vector<std::size_t>& of_epci(const std::string& siren) const;
    [[nodiscard]] const std::vector<std::size_t>& of_departement(const std::string& code) const;
    [[nodiscard]] const std::vector<std::size_t>& of_region(const std::string& code) const;

    /// Code of a région or département given as code or as name, whatever its case and accents; "" when unknown.
    [[nodiscard]] std::string region_code(const std::string& text) const;
    [[nodiscard]] std::string departement_code(const std::string& text) const;

private:
    using Groups = std::unordered_map<std::string, std::vector<std::size_t>>;
    std::unordered_map<std::string, std::size_t> m_current;
    Groups m_former;
    std::unordered_map<std::string, StepKind> m_former_kinds;
    std::unordered_map<std::string, std::vector<std::string>> m_former_codes;
    Groups m_by_epci;
    Groups m_by_departement;
    Groups m_by_region;
    std::unordered_map<std::string, std::string> m_region_by_name;
    std::unordered_map<std::string, std::string> m_departement_by_name;
};

}  // namespace maillage
