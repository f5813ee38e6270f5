#include "stages/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "stages/versions.hpp"

namespace maillage::stages {

namespace {

/// Code of a région given by code or name.
std::string known_region(const std::string& asked, const Gazetteer& gazetteer) {
    std::string code = gazetteer.region_code(asked);
    if (code.empty()) {
        std::vector<std::string> names;
        for (const auto& [one, name] : gazetteer.region_names) {
            names.push_back(fmt::format("{} {}", one, name));
        }
        throw UsageError({fmt::format("région inconnue « {} » ; régions : {}", asked, join(names, ", ")),
                          fmt::format("unknown région \"{}\"; régions: {}", asked, join(names, ", "))});
    }
    return code;
}

}  // namespace

Study resolve(const Study& asked, const Inputs& inputs) {
    Study study = asked;
    if (!study.region.empty()) {
        study.region = known_region(asked.region, inputs.gazetteer);
    }
    study.known_total_by_region.clear();
    for (const auto& [region, total] : asked.known_total_by_region) {
        study.known_total_by_region[known_region(region, inputs.gazetteer)] = total;
    }
    if (!study.date_reference) {
        for (const Facility& facility : inputs.facilities.rows) {
            if (facility.year && (!study.date_reference || *facility.year > *study.date_reference)) {
                study.date_reference = facility.year;
            }
        }
    }
    return study;
}

void balance(Ledger& ledger, const Inputs& inputs, const Counts& counts, const std::vector<bool>& kept) {
    ledger.territories_read = inputs.territories_read;
    ledger.territories_rejected = inputs.territories_rejected;
    ledger.territories_duplicate = counts.duplicates;
    ledger.territories_kept = static_cast<int>(std::count(kept.begin(), kept.end(), true));
    ledger.territories_excluded = static_cast<int>(std::count(kept.begin(), kept.end(), false));
    int facilities = 0;
    for (const auto& [bucket, count] : ledger.facilities) {
        facilities += count;
    }
    const int territories =
        ledger.territories_rejected + ledger.territories_duplicate + ledger.territories_excluded + ledger.territories_kept;
    if (facilities != ledger.facilities_read || territories != ledger.territories_read) {
        throw LibraryError({fmt::format("des lignes se sont perdues : {} sur {} dans la liste, {} sur {} dans les pays", facilities,
                                        ledger.facilities_read, territories, ledger.territories_read),
                            fmt::format("rows were lost: {} of {} in the list, {} of {} in the pays", facilities, ledger.facilities_read,
                                        territories, ledger.territories_read)});
    }
}

std::vector<std::string> territory_of_demand(const Inputs& inputs, const Members& members) {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
        const std::vector<std::size_t>& territories = members.of_demand(i).territories;
        codes.push_back(territories.size() == 1 ? inputs.territories[territories.front()].code : "");
    }
    return codes;
}

Result gather(const Study& study, Inputs&& inputs, const std::string& version) {
    Result result;
    result.study = study;
    result.demand = std::move(inputs.demand);
    result.departement_names = std::move(inputs.gazetteer.departement_names);
    result.region_names = std::move(inputs.gazetteer.region_names);
    result.territories = std::move(inputs.territories);
    result.kept.assign(result.territories.size(), true);
    result.facilities = std::move(inputs.facilities);
    result.as_read = std::move(inputs.as_read);
    result.composition = std::move(inputs.composition);
    result.gazetteer_tables = std::move(inputs.gazetteer_tables);
    result.findings = std::move(inputs.findings);
    std::stable_sort(result.findings.begin(), result.findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.code, a.path, a.row, a.subject) < std::tie(b.code, b.path, b.row, b.subject);
    });
    result.sources = std::move(inputs.sources);
    result.credits = std::move(inputs.credits);
    result.readings = std::move(inputs.readings);
    result.versions = {{"maillage", version}};
    const auto libraries = library_versions();
    result.versions.insert(result.versions.end(), libraries.begin(), libraries.end());
    result.population_source = std::move(inputs.population_source);
    if (inputs.nation) {
        result.nation = std::move(inputs.nation->outline);
    }
    result.pays_path = std::move(inputs.pays_path);
    result.ptce_path = std::move(inputs.ptce_path);
    return result;
}

}  // namespace maillage::stages
