#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "geo/dissolve.hpp"
#include "stages/drawn_outline.hpp"
#include "stages/validate.hpp"
#include "stages/validate_outlines.hpp"

namespace maillage::stages {

Counts validate_territories(Inputs& inputs, const Study& study) {
    std::vector<Territory> sound;
    OutlineCheck check(inputs.pays_path, study.repair_limit, inputs.findings);
    for (Territory& territory : inputs.territories) {
        const std::optional<MultiPolygon> outline = check.sound(territory);
        if (!outline) {
            ++inputs.territories_rejected;
            continue;
        }
        territory.outline = geo::normalised(*outline);
        sound.push_back(std::move(territory));
    }
    check.finish();
    if (sound.empty()) {
        refuse_layer({inputs.pays_path}, {"aucun contour valide", "no valid outline"}, inputs.findings);
    }
    std::stable_sort(sound.begin(), sound.end(), [](const Territory& a, const Territory& b) {
        return std::tie(a.code, a.name, a.row) < std::tie(b.code, b.name, b.row);
    });
    Counts counts;
    inputs.territories.clear();
    for (Territory& territory : sound) {
        if (!inputs.territories.empty()) {
            const Territory& last = inputs.territories.back();
            if (last.code == territory.code && last.name == territory.name) {
                inputs.findings.push_back({FindingCode::territory_duplicate,
                                           territory.code,
                                           inputs.pays_path,
                                           territory.row,
                                           {{"code", territory.code},
                                            {"name", territory.name},
                                            {"first", fmt::format("{}", last.row)},
                                            {"outline", last.outline == territory.outline ? "identique" : "différent"}},
                                           std::nullopt});
                ++counts.duplicates;
                continue;
            }
        }
        inputs.territories.push_back(std::move(territory));
    }
    std::map<std::string, int> bearers;
    for (const Territory& territory : inputs.territories) {
        ++bearers[territory.source_code];
    }
    std::map<std::string, int> rank;
    for (Territory& territory : inputs.territories) {
        if (bearers[territory.source_code] > 1) {
            do {
                territory.code = fmt::format("{}~{}", territory.source_code, ++rank[territory.source_code]);
            } while (bearers.contains(territory.code));  // a row may bear that very code
            inputs.findings.push_back({FindingCode::territory_same_code,
                                       territory.code,
                                       inputs.pays_path,
                                       territory.row,
                                       {{"source_code", territory.source_code}, {"name", territory.name}, {"code", territory.code}},
                                       std::nullopt});
        }
    }
    std::sort(inputs.territories.begin(), inputs.territories.end(),
              [](const Territory& a, const Territory& b) { return a.code < b.code; });
    const auto approximate = std::count_if(inputs.territories.begin(), inputs.territories.end(),
                                           [](const Territory& territory) { return territory.approximate; });
    if (approximate > 0) {
        inputs.findings.push_back({FindingCode::territory_outline_approximate, "", inputs.pays_path, 0,
                                   {{"count", fmt::format("{}", approximate)}}, std::nullopt});
    }
    return counts;
}

}  // namespace maillage::stages
