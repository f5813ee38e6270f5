#include "geo/dissolve.hpp"
#include "stages/compose_parts.hpp"
#include "stages/fields.hpp"

namespace maillage::stages {

Outlines merged(const Layer& communes, const TerritoryOf& territories, const Gazetteer& gazetteer) {
    const Field code = need_field(communes, "", catalogue::Role::commune_code, "code");
    Outlines result;
    Rollcall rollcall(communes, territories, gazetteer);
    std::map<std::string, std::size_t> groups;
    std::vector<MultiPolygon> members;
    members.reserve(communes.rows.size());
    std::vector<std::size_t> group_of;
    for (const LayerRow& row : communes.rows) {
        const std::string territory = rollcall.territory(code.of(row), row.number);
        std::optional<MultiPolygon> outline = sound(row, code.of(row), communes.path, result.findings);
        if (outline && !territory.empty()) {
            group_of.push_back(groups.try_emplace(territory, groups.size()).first->second);
            members.push_back(std::move(*outline));
        }
    }
    const std::vector<Finding> strangers = rollcall.findings(FindingCode::composition_lacks_commune);
    result.findings.insert(result.findings.end(), strangers.begin(), strangers.end());
    std::vector<const MultiPolygon*> outlines;
    for (const MultiPolygon& member : members) {
        outlines.push_back(&member);
    }
    geo::Dissolved dissolved = geo::dissolve(outlines, group_of, groups.size());
    std::vector<std::string> names(groups.size());
    for (const auto& [territory, group] : groups) {
        names[group] = territory;
        result.by_code[territory] = std::move(dissolved.outlines[group]);
    }
    std::vector<Remark> mismatches;
    for (const geo::Dissolved::Mismatch& mismatch : dissolved.mismatches) {
        mismatches.push_back({names[mismatch.group], 0, mismatch.point});
    }
    constexpr FindingCode differ = FindingCode::composition_borders_differ;
    const std::vector<Finding> places = told(differ, differ, communes.path, std::move(mismatches));
    result.findings.insert(result.findings.end(), places.begin(), places.end());
    return result;
}

}  // namespace maillage::stages
