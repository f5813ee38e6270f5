#include "stages/borders.hpp"

#include <fmt/format.h>

#include "base/number.hpp"
#include "base/text.hpp"
#include "geo/border_distance.hpp"
#include "model/catalogue.hpp"

namespace maillage::stages {

namespace {

/// A point derived from a code says nothing of how near a border the facility stands.
bool is_placed_by_address(const Facility& facility, const Placement& placement) {
    return facility.precision == Precision::adresse && placement.method == Method::point &&
           (placement.bucket == Bucket::assigned || placement.bucket == Bucket::outside);
}

geo::Borders borders_of(const std::vector<Territory>& territories, const geo::PointLocator& locator) {
    std::vector<const MultiPolygon*> outlines;
    outlines.reserve(territories.size());
    for (const Territory& territory : territories) {
        outlines.push_back(&territory.outline);
    }
    return {std::move(outlines), locator};
}

Finding finding_of(const Inputs& inputs, const Study& study, const Placement& placement, const NearBorder& near) {
    const Facility& facility = inputs.facilities.rows[near.facility];
    const std::string none(catalogue::words("report.no_pays").in(study.language));
    const auto name = [&](std::optional<std::size_t> one) { return one ? inputs.territories[*one].code : none; };
    std::vector<std::string> elsewhere;
    for (const NearBorder::Elsewhere& one : near.elsewhere) {
        elsewhere.push_back(fmt::format("{} ({} m)", name(one.territory), fixed(one.distance_m, 1)));
    }
    return {FindingCode::facility_near_border,
            facility.id,
            list_path(inputs, facility),
            facility.row,
            {{"territory", name(placement.territory)},
             {"uncertainty_m", fmt::format("{}", near.uncertainty_m)},
             {"elsewhere", join(elsewhere, ", ")},
             {"id", facility.id}},
            facility.point};
}

}  // namespace

Sensitivity borders(Inputs& inputs, const Study& study, std::vector<Placement>& placements, const geo::PointLocator& locator) {
    Sensitivity sensitivity;
    std::optional<geo::Borders> drawn;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const Facility& facility = inputs.facilities.rows[i];
        Placement& placement = placements[i];
        if (!is_placed_by_address(facility, placement)) {
            continue;
        }
        if (!drawn) {
            drawn.emplace(borders_of(inputs.territories, locator));
        }
        if (const std::optional<geo::Foot> nearest = drawn->nearest(*facility.point)) {
            placement.border_m = nearest->distance_m;
        }
        const std::optional<double> uncertainty_m = facility.uncertainty_m ? facility.uncertainty_m : study.uncertainty_m;
        if (!uncertainty_m || !placement.border_m || *placement.border_m > *uncertainty_m) {
            continue;
        }
        NearBorder near{i, *uncertainty_m, {}};
        for (const geo::Borders::Reached& one : drawn->within(*facility.point, *uncertainty_m)) {
            near.elsewhere.push_back({one.outline, one.distance_m});
        }
        if (!near.elsewhere.empty()) {
            inputs.findings.push_back(finding_of(inputs, study, placement, near));
            sensitivity.near_border.push_back(std::move(near));
        }
    }
    return sensitivity;
}

}  // namespace maillage::stages
