#include "stages/sensitivity.hpp"

#include <algorithm>
#include <utility>

namespace maillage::stages {

namespace {

bool states_uncertainty(const Inputs& inputs, const Study& study) {
    const std::vector<Facility>& rows = inputs.facilities.rows;
    const auto states = [](const Facility& one) { return one.uncertainty_m.has_value(); };
    return study.uncertainty_m || std::any_of(rows.begin(), rows.end(), states);
}

}  // namespace

std::optional<Sensitivity> sensitivity(Sensitivity told, const Inputs& inputs, const Study& study,
                                       const std::vector<Placement>& placements,
                                       const std::vector<TerritoryCoverage>& coverage, const std::vector<bool>& kept) {
    if (!states_uncertainty(inputs, study)) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const bool is_stated = study.uncertainty_m || inputs.facilities.rows[i].uncertainty_m;
        told.stated += placements[i].border_m && placements[i].bucket != Bucket::excluded && is_stated ? 1U : 0U;
    }
    std::vector<std::vector<std::size_t>> may_leave(coverage.size());
    std::vector<std::vector<std::size_t>> may_come(coverage.size());
    for (const NearBorder& near : told.near_border) {
        const Placement& placement = placements[near.facility];
        if (placement.covers || !counts(study, inputs.facilities.rows[near.facility])) {
            continue;
        }
        if (placement.territory) {
            may_leave[*placement.territory].push_back(near.facility);
        }
        for (const NearBorder::Elsewhere& one : near.elsewhere) {
            if (one.territory) {
                may_come[*one.territory].push_back(near.facility);
            }
        }
    }
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        const bool is_covered = coverage[i].status == Status::couvert;
        const bool all_may_leave = may_leave[i].size() == static_cast<std::size_t>(coverage[i].counted);
        if (kept[i] && is_covered && all_may_leave) {
            told.flips.push_back({i, false, std::move(may_leave[i])});
        } else if (kept[i] && !is_covered && !may_come[i].empty()) {
            told.flips.push_back({i, true, std::move(may_come[i])});
        }
    }
    const auto is_kept = [&](std::optional<std::size_t> territory) { return territory && kept[*territory]; };
    std::erase_if(told.near_border, [&](const NearBorder& near) {
        const Placement& placement = placements[near.facility];
        const auto is_there = [&](const NearBorder::Elsewhere& one) { return is_kept(one.territory); };
        return placement.bucket == Bucket::excluded && std::none_of(near.elsewhere.begin(), near.elsewhere.end(), is_there);
    });
    return told;
}

}  // namespace maillage::stages
