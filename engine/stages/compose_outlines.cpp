#include <algorithm>
#include <optional>
#include <span>
#include <thread>

#include "base/in_order.hpp"
#include "geo/dissolve.hpp"
#include "stages/compose_parts.hpp"
#include "stages/fields.hpp"

namespace maillage::stages {

namespace {

struct Sound {
    std::optional<MultiPolygon> outline;
    std::vector<Finding> findings;
};

/// Each row's outline, in the order of the rows; on all cores.
std::vector<std::optional<MultiPolygon>> sound_outlines(const Layer& communes, const Field& code, std::vector<Finding>& findings) {
    constexpr std::size_t run = 500;
    std::vector<std::optional<MultiPolygon>> outlines;
    outlines.reserve(communes.rows.size());
    std::size_t given = 0;
    const auto next = [&]() -> std::optional<std::span<const LayerRow>> {
        const std::span<const LayerRow> left = std::span(communes.rows).subspan(given);
        given += std::min(run, left.size());
        return left.empty() ? std::nullopt : std::optional(left.first(std::min(run, left.size())));
    };
    const auto make_worker = [&] {
        return [&](std::span<const LayerRow> rows) {
            std::vector<Sound> done;
            for (const LayerRow& row : rows) {
                Sound& one = done.emplace_back();
                one.outline = sound(row, code.of(row), communes.path, one.findings);
            }
            return done;
        };
    };
    const auto take = [&](std::vector<Sound>&& done) {
        for (Sound& one : done) {
            outlines.push_back(std::move(one.outline));
            findings.insert(findings.end(), one.findings.begin(), one.findings.end());
        }
    };
    in_order(std::max(1U, std::thread::hardware_concurrency()), next, make_worker, take);
    return outlines;
}

}  // namespace

Outlines merged(const Layer& communes, const TerritoryOf& territories, const Gazetteer& gazetteer) {
    const Field code = need_field(communes, "", catalogue::Role::commune_code, "code");
    Outlines result;
    Rollcall rollcall(communes, territories, gazetteer);
    std::map<std::string, std::size_t> groups;
    std::vector<MultiPolygon> members;
    members.reserve(communes.rows.size());
    std::vector<std::size_t> group_of;
    std::vector<std::optional<MultiPolygon>> drawn = sound_outlines(communes, code, result.findings);
    for (std::size_t i = 0; i < communes.rows.size(); ++i) {
        const LayerRow& row = communes.rows[i];
        const std::string territory = rollcall.territory(code.of(row), row.number);
        if (std::optional<MultiPolygon>& outline = drawn[i]; outline && !territory.empty()) {
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
