#include "support/staged.hpp"

#include <stdexcept>

#include "stages/area_of_action.hpp"
#include "stages/assign.hpp"
#include "stages/audit.hpp"
#include "stages/borders.hpp"
#include "stages/cross_check.hpp"
#include "stages/draw.hpp"
#include "stages/look_up.hpp"
#include "stages/measure.hpp"
#include "stages/pace.hpp"
#include "stages/prioritise.hpp"
#include "stages/resolve.hpp"
#include "stages/sensitivity.hpp"

namespace maillage::test {

Staged::Staged(stages::Inputs&& given, const Study& asked) : inputs(std::move(given)) {
    study = stages::resolve(asked, inputs);
    counts = stages::validate_territories(inputs);
    locator.emplace(stages::locator_of(inputs.territories));
    stages::validate_facilities(inputs, *locator);
    members.emplace(inputs, *locator);
    stages::settle_regions(inputs, *members);
    stages::look_up(inputs);
    placements = stages::assign(inputs, study, *members, *locator);
    stages::count_areas(inputs, study, *members, placements);
    Sensitivity near_borders = stages::borders(inputs, study, placements, *locator);
    stages::cross_check(inputs, study, *members, placements, *locator);
    kept = stages::scope(inputs, study, placements);
    audit = stages::audit(inputs, *locator, kept);
    stages::check_rules(inputs, study, *members, audit, kept);
    coverage = stages::measure(inputs, study, *members, placements, kept);
    sensitivity = stages::sensitivity(std::move(near_borders), inputs, study, placements, coverage.territories, kept);
    zones = stages::white_zones(audit, coverage.territories, kept);
    chances = stages::chances(study, inputs.facilities, placements, inputs.territories.size());
    priorities = stages::prioritise(study, inputs.territories, coverage.territories, zones, chances, kept);
    pace = stages::pace(study, inputs.facilities, placements, coverage, kept);
    stages::balance(coverage.ledger, inputs, counts, kept);
}

std::size_t Staged::row_of(const std::string& id) const {
    for (std::size_t i = 0; i < inputs.facilities.rows.size(); ++i) {
        if (inputs.facilities.rows[i].id == id) {
            return i;
        }
    }
    throw std::out_of_range("no facility " + id);
}

const Facility& Staged::facility(const std::string& id) const { return inputs.facilities.rows[row_of(id)]; }
const Placement& Staged::placement(const std::string& id) const { return placements[row_of(id)]; }

std::string Staged::territory(const std::string& id) const {
    const Placement& one = placement(id);
    return one.bucket == Bucket::assigned ? inputs.territories.at(one.territory.value()).code : "";
}

std::vector<std::string> Staged::codes_of(const std::vector<std::size_t>& territories) const {
    std::vector<std::string> codes;
    for (const std::size_t territory : territories) {
        codes.push_back(inputs.territories.at(territory).code);
    }
    return codes;
}

std::vector<std::string> Staged::candidates(const std::string& id) const { return codes_of(placement(id).candidates); }
std::vector<std::string> Staged::covers(const std::string& id) const { return codes_of(placement(id).covers.value()); }

const TerritoryCoverage& Staged::covered(const std::string& code) const {
    for (std::size_t i = 0; i < inputs.territories.size(); ++i) {
        if (inputs.territories[i].code == code) {
            return coverage.territories.at(i);
        }
    }
    throw std::out_of_range("no territory " + code);
}

std::string Staged::nearest(const std::string& code) const {
    const std::optional<Nearest>& nearest = covered(code).nearest;
    return nearest ? inputs.facilities.rows.at(nearest->facility).id : "";
}

std::vector<Finding> Staged::found(FindingCode code) const { return test::found(inputs.findings, code); }

Result Staged::result() {
    std::vector<std::string> demand_pays = stages::territory_of_demand(inputs, *members);
    Result all = stages::gather(study, std::move(inputs), "0.0.0-test");
    all.kept = std::move(kept);
    all.placements = std::move(placements);
    all.coverage = std::move(coverage);
    all.sensitivity = std::move(sensitivity);
    all.white_zones = std::move(zones);
    all.priorities = std::move(priorities);
    all.pace = std::move(pace);
    all.audit = std::move(audit);
    all.demand_pays = std::move(demand_pays);
    return stages::drawn(std::move(all));
}

std::vector<Finding> found(const std::vector<Finding>& findings, FindingCode code) {
    std::vector<Finding> some;
    for (const Finding& finding : findings) {
        if (finding.code == code) {
            some.push_back(finding);
        }
    }
    return some;
}

std::string parameter(const Finding& finding, const std::string& name) {
    for (const auto& [key, value] : finding.parameters) {
        if (key == name) {
            return value;
        }
    }
    return "(none)";
}

}  // namespace maillage::test
