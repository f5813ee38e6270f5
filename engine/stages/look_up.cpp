#include "stages/look_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "model/place_names.hpp"

namespace maillage::stages {

namespace {

constexpr std::size_t places_named = 12;

/// Where a row says its place is, beside its name; "" and empty: it doesn't.
struct Context {
    std::string departement;
    std::string region;
    std::string epci;
    std::vector<std::size_t> postal;  ///< communes its postal code serves
};

class Lookup {
public:
    explicit Lookup(Inputs& inputs) : m_inputs(inputs), m_gazetteer(inputs.gazetteer) {}

    void row(Facility& facility) {
        const bool exact = facility.precision == Precision::adresse || facility.precision == Precision::commune;
        const bool area = facility.precision == Precision::territoire || facility.precision == Precision::epci;
        const bool coded = !m_gazetteer.resolve(facility.commune).empty();
        if (exact && coded) {
            check_code(facility);
        } else if (exact && (!facility.commune_name.empty() || !facility.postal_code.empty())) {
            commune(facility);
        }
        if ((area || (exact && facility.commune.empty() && facility.maybe_communes.empty() && !facility.point)) && !facility.territory_name.empty()) {
            territory(facility);
        }
    }

private:
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    void note(FindingCode code, const Facility& facility, Parameters parameters) {
        parameters.emplace_back("id", facility.id);
        m_inputs.findings.push_back({code, facility.id, list_path(m_inputs, facility), facility.row, std::move(parameters), facility.point});
    }

    [[nodiscard]] std::string said(std::size_t commune) const {
        const Commune& one = m_gazetteer.communes[commune];
        return fmt::format("{} ({})", one.name, one.code);
    }
    [[nodiscard]] std::string said(const std::vector<std::size_t>& communes) const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < std::min(communes.size(), places_named); ++i) {
            names.push_back(said(communes[i]));
        }
        return join(names, ", ") + (communes.size() > places_named ? ", …" : "");
    }

    /// The row's own context, and what its commune's name says of it: "Bagnols (30)".
    [[nodiscard]] Context context_of(const Facility& facility, const std::string& qualifier) const {
        Context context{facility.departement, facility.region, facility.epci, {}};
        if (const std::string departement = m_gazetteer.departement_code(qualifier); !departement.empty()) {
            context.departement = departement;
        } else if (const std::string region = m_gazetteer.region_code(qualifier); !region.empty()) {
            context.region = region;
        }
        if (const auto served = m_gazetteer.by_postal_code.find(postal_of(facility)); served != m_gazetteer.by_postal_code.end()) {
            context.postal = served->second;
        }
        return context;
    }

    /// A postal code as written, less blanks, with the zero a spreadsheet took.
    static std::string postal_of(const Facility& facility) {
        std::string code;
        std::copy_if(facility.postal_code.begin(), facility.postal_code.end(), std::back_inserter(code), [](char letter) { return letter != ' '; });
        constexpr std::size_t length = 5;
        return code.size() == length - 1 ? "0" + code : code;
    }

    [[nodiscard]] bool allows(const Context& context, std::size_t commune, bool with_postal = true) const {
        const Commune& one = m_gazetteer.communes[commune];
        return (context.departement.empty() || one.departement == context.departement) && (context.region.empty() || one.region == context.region) &&
               (context.epci.empty() || one.epci == context.epci) &&
               (!with_postal || context.postal.empty() || std::binary_search(context.postal.begin(), context.postal.end(), commune));
    }

    [[nodiscard]] std::string context_said(const Context& context) const {
        std::vector<std::string> parts;
        if (!context.departement.empty()) {
            parts.push_back(context.departement);
        }
        if (const auto region = m_gazetteer.region_names.find(context.region); region != m_gazetteer.region_names.end()) {
            parts.push_back(region->second);
        }
        return parts.empty() ? "" : ", " + join(parts, ", ");
    }

    /// Communes by a name of today or of a few years ago, both as good: "Montaigu" is one of the Aisne and was one of the Vendée. Else
    /// by one of long ago, of a commune associée or of a municipal arrondissement.
    std::vector<std::size_t> communes_named(const std::string& name, const Context& context, bool with_postal) {
        const auto allowed = [&](std::size_t commune) { return allows(context, commune, with_postal); };
        std::vector<std::size_t> found = communes().named(name, allowed);
        return found.empty() ? former().named(name, allowed) : found;
    }

    void commune(Facility& facility) {
        if (!m_gazetteer.resolve(facility.commune_name).empty()) {  // a code in the column of names
            facility.commune = facility.commune_name;
            return;
        }
        const auto [name, qualifier] = qualified(facility.commune_name);
        const Context context = context_of(facility, qualifier);
        if (name.empty()) {
            by_postal_code(facility, context);
            return;
        }
        const bool at_odds = (!facility.departement.empty() && context.departement != facility.departement) ||
                             (!facility.region.empty() && context.region != facility.region);
        if (at_odds) {  // "Bagnols (30)" in a row of the Puy-de-Dôme
            note(FindingCode::facility_name_elsewhere, facility,
                 {{"name", facility.commune_name}, {"context", context_said({facility.departement, facility.region, "", {}})},
                  {"places", said(communes_named(name, {}, false))}});
            return;
        }
        std::vector<std::size_t> found = communes_named(name, context, true);
        if (found.empty() && !context.postal.empty()) {
            found = communes_named(name, context, false);
            if (!found.empty()) {
                note(FindingCode::facility_place_contradiction, facility, {{"written", facility.postal_code}, {"field", "code postal"}, {"decides", said(found)}});
            }
        }
        if (found.size() == 1) {
            take(facility, StepKind::name, facility.commune_name, found.front());
        } else if (!found.empty()) {
            note(FindingCode::facility_name_ambiguous, facility,
                 {{"name", facility.commune_name}, {"field", "commune"}, {"count", fmt::format("{}", found.size())}, {"places", said(found)}});
            facility.maybe_communes = std::move(found);
        } else {
            nothing_named(facility, name, context);
        }
    }

    void take(Facility& facility, StepKind kind, const std::string& written, std::size_t commune) const {
        facility.commune = m_gazetteer.communes[commune].code;
        facility.steps.push_back({kind, written, facility.commune, 0});
    }

    void by_postal_code(Facility& facility, const Context& context) {
        std::vector<std::size_t> found;
        std::copy_if(context.postal.begin(), context.postal.end(), std::back_inserter(found), [&](std::size_t one) { return allows(context, one); });
        if (found.size() == 1) {
            take(facility, StepKind::postal_code, facility.postal_code, found.front());
        } else if (!found.empty()) {
            note(FindingCode::facility_name_ambiguous, facility,
                 {{"name", facility.postal_code}, {"field", "code postal"}, {"count", fmt::format("{}", found.size())}, {"places", said(found)}});
            facility.maybe_communes = std::move(found);
        } else {
            note(FindingCode::facility_name_unknown, facility, {{"name", facility.postal_code}, {"field", "code postal"}, {"context", context_said(context)}});
        }
    }

    void nothing_named(Facility& facility, const std::string& name, const Context& context) {
        const auto allowed = [&](std::size_t one) { return allows(context, one, false); };
        const std::vector<std::size_t> elsewhere = communes_named(name, {}, false);
        if (const auto like = elsewhere.empty() ? communes().like(name, allowed) : std::nullopt) {
            const Commune& proposal = m_gazetteer.communes[like->index];
            note(FindingCode::facility_name_like, facility,
                 {{"name", facility.commune_name}, {"field", "commune"}, {"context", context_said(context)}, {"proposal", proposal.name},
                  {"code", proposal.code}, {"score", fmt::format("{:.0f}", 100 * like->score)}});
        } else if (!elsewhere.empty()) {  // the columns contradict each other: nothing is taken but what is written of the area
            note(FindingCode::facility_name_elsewhere, facility,
                 {{"name", facility.commune_name}, {"context", context_said(context)}, {"places", said(elsewhere)}});
        } else {
            note(FindingCode::facility_name_unknown, facility, {{"name", facility.commune_name}, {"field", "commune"}, {"context", context_said(context)}});
        }
    }

    /// A known code against the other columns of its row; the code decides.
    void check_code(Facility& facility) {
        const std::vector<std::size_t> now = m_gazetteer.resolve(facility.commune);
        const auto any = [&](auto&& agrees) { return std::any_of(now.begin(), now.end(), agrees); };
        const auto contradicts = [&](const std::string& written, const char* field) {
            note(FindingCode::facility_place_contradiction, facility, {{"written", written}, {"field", field}, {"decides", said(now)}});
        };
        if (!facility.departement.empty() && !any([&](std::size_t one) { return m_gazetteer.communes[one].departement == facility.departement; })) {
            contradicts(facility.departement, "département");
        } else if (!facility.region.empty() && !any([&](std::size_t one) { return m_gazetteer.communes[one].region == facility.region; })) {
            contradicts(facility.region, "région");
        }
        const std::string name = qualified(facility.commune_name).name;
        if (name.empty() || any([&](std::size_t one) { return name_key(m_gazetteer.communes[one].name, NameOf::commune).whole == name_key(name, NameOf::commune).whole; })) {
            return;
        }
        const auto any_of_now = [&](const std::vector<std::size_t>& named) {
            return any([&](std::size_t one) { return std::binary_search(named.begin(), named.end(), one); });
        };
        const auto any_commune = [](std::size_t) { return true; };
        const std::vector<std::size_t> formerly = former().named(name, any_commune);  // Montaigu is a part of Montaigu-Vendée
        if (any_of_now(formerly)) {
            return;
        }
        const std::vector<std::size_t> named = communes_named(name, {}, false);
        if (!(named.empty() && formerly.empty()) && !any_of_now(named)) {
            contradicts(facility.commune_name, "commune");
        }
    }

    /// The territory of that name, else the EPCI.
    void territory(Facility& facility) {
        const std::string& name = facility.territory_name;
        if (facility.epci.empty() && !m_gazetteer.of_epci(name).empty()) {  // a SIREN in the column of names
            facility.epci = name;
            return;
        }
        const auto of_row = [&](const std::vector<std::string>& all, const std::string& wanted) {
            return wanted.empty() || all.empty() || std::find(all.begin(), all.end(), wanted) != all.end();
        };
        const auto near = [&](std::size_t one) {
            const Territory& territory = m_inputs.territories[one];
            return of_row(territory.departements, facility.departement) && of_row(territory.regions, facility.region);
        };
        const std::vector<std::size_t> territories = this->territories().named(name, near);
        if (territories.size() == 1) {
            facility.named_territory = territories.front();
            facility.steps.push_back({StepKind::territory_name, name, m_inputs.territories[territories.front()].code, 0});
            return;
        }
        if (!facility.epci.empty()) {
            return;
        }
        const auto within = [&](std::size_t one) { return is_within(m_sirens[one], facility); };
        const std::vector<std::size_t> found = epcis().named(name, within, facility.precision == Precision::epci);
        if (found.size() == 1) {
            facility.epci = m_sirens[found.front()];
            facility.steps.push_back({StepKind::epci_name, name, facility.epci, 0});
        } else if (!found.empty()) {
            std::set<std::size_t> communes;
            std::vector<std::string> names;
            for (const std::size_t one : found) {
                const std::vector<std::size_t>& members = m_gazetteer.of_epci(m_sirens[one]);
                communes.insert(members.begin(), members.end());
                names.push_back(fmt::format("{} ({})", m_gazetteer.epci_names.at(m_sirens[one]), m_sirens[one]));
            }
            note(FindingCode::facility_name_ambiguous, facility,
                 {{"name", name}, {"field", "EPCI"}, {"count", fmt::format("{}", found.size())}, {"places", join(names, ", ")}});
            facility.maybe_communes.assign(communes.begin(), communes.end());
        } else {
            no_territory_named(facility, near, within);
        }
    }

    void no_territory_named(const Facility& facility, const NameIndex::Allowed& near, const NameIndex::Allowed& within) {
        const std::string& name = facility.territory_name;
        const auto like = territories().like(name, near);
        const auto epci = epcis().like(name, within);
        const auto propose = [&](const char* field, const std::string& proposal, const std::string& code, double score) {
            note(FindingCode::facility_name_like, facility,
                 {{"name", name}, {"field", field}, {"context", context_said({facility.departement, facility.region, "", {}})}, {"proposal", proposal},
                  {"code", code}, {"score", fmt::format("{:.0f}", 100 * score)}});
        };
        if (like && (!epci || like->score >= epci->score)) {
            propose("pays", m_inputs.territories[like->index].name, m_inputs.territories[like->index].code, like->score);
        } else if (epci) {
            propose("EPCI", m_gazetteer.epci_names.at(m_sirens[epci->index]), m_sirens[epci->index], epci->score);
        } else {
            note(FindingCode::facility_territory_unknown, facility, {{"name", name}});
        }
    }

    /// Has the EPCI a commune in the row's département and région?
    [[nodiscard]] bool is_within(const std::string& siren, const Facility& facility) const {
        const std::vector<std::size_t>& members = m_gazetteer.of_epci(siren);
        return std::any_of(members.begin(), members.end(), [&](std::size_t one) {
            const Commune& commune = m_gazetteer.communes[one];
            return (facility.departement.empty() || commune.departement == facility.departement) && (facility.region.empty() || commune.region == facility.region);
        });
    }

    void add_former(NameIndex& names, bool only_recent) const {
        for (const Gazetteer::FormerName& one : m_gazetteer.former_names) {
            if (one.recent || !only_recent) {
                for (const std::size_t now : m_gazetteer.resolve(one.code)) {
                    names.add(now, one.name);
                }
            }
        }
    }

    // indexes, each made when first asked for
    const NameIndex& communes() {
        if (!m_communes_made) {
            m_communes_made = true;
            for (std::size_t i = 0; i < m_gazetteer.communes.size(); ++i) {
                m_communes.add(i, m_gazetteer.communes[i].name);
            }
            add_former(m_communes, true);
        }
        return m_communes;
    }
    const NameIndex& former() {
        if (!m_former_made) {
            m_former_made = true;
            add_former(m_former, false);
        }
        return m_former;
    }
    const NameIndex& epcis() {
        if (m_sirens.empty()) {
            for (const auto& [siren, name] : m_gazetteer.epci_names) {
                m_epcis.add(m_sirens.size(), name);
                m_sirens.push_back(siren);
            }
        }
        return m_epcis;
    }
    const NameIndex& territories() {
        if (!m_territories_made) {
            m_territories_made = true;
            for (std::size_t i = 0; i < m_inputs.territories.size(); ++i) {
                m_territories.add(i, m_inputs.territories[i].name);
            }
        }
        return m_territories;
    }

    Inputs& m_inputs;
    const Gazetteer& m_gazetteer;
    bool m_communes_made = false;
    bool m_former_made = false;
    bool m_territories_made = false;
    NameIndex m_communes{NameOf::commune}, m_former{NameOf::commune}, m_epcis{NameOf::epci}, m_territories{NameOf::territory};
    std::vector<std::string> m_sirens;
};

}  // namespace

void look_up(Inputs& inputs) {
    Lookup lookup(inputs);
    for (Facility& facility : inputs.facilities.rows) {
        if (!facility.settled) {
            lookup.row(facility);
        }
    }
}

}  // namespace maillage::stages
