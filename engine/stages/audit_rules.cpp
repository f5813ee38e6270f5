#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/number.hpp"
#include "base/text.hpp"
#include "stages/audit.hpp"

namespace maillage::stages {

namespace {

constexpr double square_metres_per_km2 = 1e6;
constexpr std::size_t siren_length = 9;

std::string codes_of(const Inputs& inputs, const std::set<std::size_t>& territories) {
    std::vector<std::string> codes;
    for (const std::size_t one : territories) {
        codes.push_back(inputs.territories[one].code);
    }
    return codes.empty() ? "–" : join(codes, ", ");
}

void check_pieces(Inputs& inputs, const Audit& audit, const std::vector<bool>& kept) {
    for (const Multipart& one : audit.multipart) {
        if (kept[one.territory] && !one.exclaves.empty()) {
            const Territory& territory = inputs.territories[one.territory];
            inputs.findings.push_back({FindingCode::petr_several_pieces, territory.code, inputs.pays_path, territory.row,
                                       {{"code", territory.code}, {"exclaves", fmt::format("{}", one.exclaves.size())}},
                                       one.exclaves.front().place});
        }
    }
}

void check_holes(Inputs& inputs, const Audit& audit, const std::vector<bool>& kept) {
    struct Enclaves {
        std::size_t holes = 0;
        double area_m2 = 0;
        std::set<std::size_t> inside;
        Point place;
    };
    std::map<std::size_t, Enclaves> by_territory;
    for (const Hole& hole : audit.holes) {
        if (kept[hole.territory]) {
            Enclaves& all = by_territory.try_emplace(hole.territory, Enclaves{0, 0, {}, hole.place}).first->second;
            ++all.holes;
            all.area_m2 += hole.area_m2;
            all.inside.insert(hole.inside.begin(), hole.inside.end());
        }
    }
    for (const auto& [one, all] : by_territory) {
        const Territory& territory = inputs.territories[one];
        inputs.findings.push_back({FindingCode::petr_enclave, territory.code, inputs.pays_path, territory.row,
                                   {{"code", territory.code},
                                    {"holes", fmt::format("{}", all.holes)},
                                    {"area_km2", fixed(all.area_m2 / square_metres_per_km2, 3)},
                                    {"territories", codes_of(inputs, all.inside)}},
                                   all.place});
    }
}

/// EPCI -> the territories its communes are in, by the composition or by their points; a SIREN that the composition names itself
/// counts even where the gazetteer does not know it.
std::map<std::string, std::set<std::size_t>> territories_of_epcis(const Inputs& inputs, const Members& members) {
    std::map<std::string, std::set<std::size_t>> territories;
    for (const Commune& commune : inputs.gazetteer.communes) {
        if (!commune.epci.empty()) {
            const std::vector<std::size_t> all = members.of(commune.code).territories;
            territories[commune.epci].insert(all.begin(), all.end());
        }
    }
    if (inputs.composition) {
        std::map<std::string, std::vector<std::size_t>> by_source_code;
        for (std::size_t i = 0; i < inputs.territories.size(); ++i) {
            by_source_code[inputs.territories[i].source_code].push_back(i);
        }
        for (const CompositionTable::Row& row : inputs.composition->rows) {
            if (const auto found = by_source_code.find(row.territory); row.key.size() == siren_length && found != by_source_code.end()) {
                territories[row.key].insert(found->second.begin(), found->second.end());
            }
        }
    }
    return territories;
}

void check_epcis(Inputs& inputs, const Members& members, const std::vector<bool>& kept) {
    for (const auto& [epci, territories] : territories_of_epcis(inputs, members)) {
        std::set<std::string> source_codes;  // CODE~1 and CODE~2 are both what a composition calls CODE
        for (const std::size_t one : territories) {
            source_codes.insert(inputs.territories[one].source_code);
        }
        if (source_codes.size() > 1 && std::any_of(territories.begin(), territories.end(), [&](std::size_t one) { return kept[one]; })) {
            inputs.findings.push_back({FindingCode::petr_shared_epci, epci, inputs.composition ? inputs.composition->path : inputs.pays_path, 0,
                                       {{"epci", epci}, {"territories", codes_of(inputs, territories)}}, std::nullopt});
        }
    }
}

}  // namespace

void check_rules(Inputs& inputs, const Study& study, const Members& members, const Audit& audit, const std::vector<bool>& kept) {
    if (study.rules == Rules::petr) {
        check_pieces(inputs, audit, kept);
        check_holes(inputs, audit, kept);
        check_epcis(inputs, members, kept);
    }
}

}  // namespace maillage::stages
