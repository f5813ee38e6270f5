#include "jobs/run.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "formats/dashboard.hpp"
#include "io/open.hpp"
#include "stages/area_of_action.hpp"
#include "stages/assign.hpp"
#include "stages/audit.hpp"
#include "stages/borders.hpp"
#include "stages/cross_check.hpp"
#include "stages/draw.hpp"
#include "stages/look_up.hpp"
#include "stages/measure.hpp"
#include "stages/membership.hpp"
#include "stages/pace.hpp"
#include "stages/prioritise.hpp"
#include "stages/publish.hpp"
#include "stages/read.hpp"
#include "stages/resolve.hpp"
#include "stages/sensitivity.hpp"
#include "stages/validate.hpp"
#include "stages/vintage.hpp"

namespace maillage::jobs {

namespace {

void begin(const RunOptions& options, std::string_view step) {
    if (options.progress) {
        options.progress(step);
    }
}

/// Without a list: the outlines and what they are held to, nothing placed or measured.
Result check_territories(const Study& study, stages::Inputs&& inputs, const stages::Counts& counts, const geo::PointLocator& locator, const RunOptions& options) {
    const std::vector<bool> kept(inputs.territories.size(), true);
    begin(options, "audit");
    Audit audit = stages::audit(inputs, locator, kept);
    if (study.rules != Rules::none) {
        stages::check_rules(inputs, study, stages::Members(inputs, locator), audit, kept);
    }
    Ledger ledger;
    stages::balance(ledger, inputs, counts, kept);
    Result result = stages::gather(study, std::move(inputs), options.version);
    result.coverage.ledger = std::move(ledger);
    result.audit = std::move(audit);
    return result;
}

}  // namespace

Result check(const Study& asked, const RunOptions& options) {
    begin(options, "read");
    return check(asked, stages::read(asked, options.assets), options);
}

Result check(const Study& asked, stages::Inputs&& inputs, const RunOptions& options) {
    const Study study = stages::resolve(asked, inputs);
    begin(options, "validate");
    stages::check_codes(inputs, study);
    const stages::Counts counts = stages::validate_territories(inputs, study);
    const geo::PointLocator locator = stages::locator_of(inputs.territories);
    if (study.ptce.path.empty()) {
        return check_territories(study, std::move(inputs), counts, locator, options);
    }
    stages::validate_facilities(inputs, locator);
    begin(options, "assign");
    const stages::Members members(inputs, locator);
    stages::settle_regions(inputs, members);
    stages::look_up(inputs);
    std::vector<Placement> placements = stages::assign(inputs, study, members, locator);
    stages::count_areas(inputs, study, members, placements);
    Sensitivity near_borders = stages::borders(inputs, study, placements, locator);
    stages::cross_check(inputs, study, members, placements, locator);
    std::vector<bool> kept = stages::scope(inputs, study, placements);
    begin(options, "audit");
    Audit audit = stages::audit(inputs, locator, kept);
    stages::check_rules(inputs, study, members, audit, kept);
    begin(options, "measure");
    Coverage coverage = stages::measure(inputs, study, members, placements, kept);
    stages::balance(coverage.ledger, inputs, counts, kept);
    std::optional<Sensitivity> sensitivity = stages::sensitivity(std::move(near_borders), inputs, study, placements, coverage.territories, kept);
    begin(options, "prioritise");
    std::vector<WhiteZone> zones = stages::white_zones(audit, coverage.territories, kept);
    const std::vector<double> chances = stages::chances(study, inputs.facilities, placements, inputs.territories.size());
    Priorities priorities = stages::prioritise(study, inputs.territories, coverage.territories, zones, chances, kept);
    std::optional<Pace> pace = stages::pace(study, inputs.facilities, placements, coverage, kept);
    std::vector<std::string> demand_pays = stages::territory_of_demand(inputs, members);
    Result result = stages::gather(study, std::move(inputs), options.version);
    result.kept = std::move(kept);
    result.placements = std::move(placements);
    result.coverage = std::move(coverage);
    result.sensitivity = std::move(sensitivity);
    result.white_zones = std::move(zones);
    result.priorities = std::move(priorities);
    result.pace = std::move(pace);
    result.audit = std::move(audit);
    result.demand_pays = std::move(demand_pays);
    return result;
}

std::string page_template(const std::string& path) {
    if (path.empty()) {
        return "";
    }
    std::string page = io::read_file(path);
    if (!formats::is_dashboard_template(page)) {
        throw InputError({path}, {"ce n'est pas un modèle de tableau de bord", "this is no template of a dashboard"});
    }
    return page;
}

Result run(const Study& study, const RunOptions& options) {
    stages::check_outputs(study, options.output, options.overwrite);
    const std::string page = options.page.empty() ? "" : page_template(options.page);
    Result result = check(study, options);
    if (!(study.strict && has_duplicates(result))) {
        begin(options, "publish");
        result = stages::drawn(std::move(result));
        if (!options.output.empty()) {
            stages::publish(result, options.output, options.overwrite, page);
        }
    }
    return result;
}

stages::RowsToCorrect rows_to_correct(const Result& result) {
    const Study& study = result.study;
    std::vector<std::string> names{study.pays.path, study.ptce.path, study.composition ? study.composition->path : "", study.communes, study.population};
    stages::Corrections corrections = study.corrections.empty() ? stages::Corrections() : stages::Corrections(io::read_named(study.corrections, study.in_memory));
    std::vector<Layer> layers;
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (!name->empty() && std::find(names.begin(), name, *name) == name) {
            layers.push_back(io::read_named(*name, study.in_memory));
            (void)corrections.apply(layers.back());
        }
    }
    return stages::rows_to_correct(layers, result.findings, study.language);
}

bool has_duplicates(const Result& result) {
    const auto is_duplicate = [](const Finding& finding) {
        using enum FindingCode;
        return finding.code == territory_duplicate || finding.code == territory_same_code || finding.code == facility_duplicate ||
               finding.code == facility_same_id || finding.code == facility_same_place;
    };
    return std::any_of(result.findings.begin(), result.findings.end(), is_duplicate);
}

}  // namespace maillage::jobs
