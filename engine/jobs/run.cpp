#include "jobs/run.hpp"

#include <algorithm>

#include "io/atomic_dir.hpp"
#include "stages/assign.hpp"
#include "stages/draw.hpp"
#include "stages/measure.hpp"
#include "stages/membership.hpp"
#include "stages/publish.hpp"
#include "stages/read.hpp"
#include "stages/resolve.hpp"
#include "stages/validate.hpp"

namespace maillage::jobs {

namespace {

void begin(const RunOptions& options, std::string_view step) {
    if (options.progress) {
        options.progress(step);
    }
}

}  // namespace

Result check(const Study& asked, const RunOptions& options) {
    begin(options, "read");
    stages::Inputs inputs = stages::read(asked, options.assets);
    const Study study = stages::resolve(asked, inputs);
    begin(options, "validate");
    const stages::Counts counts = stages::validate_territories(inputs);
    const geo::PointLocator locator = stages::locator_of(inputs.territories);
    stages::validate_facilities(inputs, locator);
    begin(options, "assign");
    const stages::Members members(inputs, locator);
    stages::settle_regions(inputs, members);
    std::vector<Placement> placements = stages::assign(inputs, study, members, locator);
    std::vector<bool> kept = stages::scope(inputs, study, placements);
    begin(options, "measure");
    Coverage coverage = stages::measure(inputs, study, members, placements, kept);
    stages::balance(coverage.ledger, inputs, counts, kept);
    return stages::gather(study, std::move(inputs), members, std::move(kept), std::move(placements), std::move(coverage), options.version);
}

Result run(const Study& study, const RunOptions& options) {
    io::check_target(options.output, options.overwrite);
    Result result = check(study, options);
    if (!(study.strict && has_duplicates(result))) {
        begin(options, "publish");
        result = stages::drawn(std::move(result));
        stages::publish(result, options.output, options.overwrite);
    }
    return result;
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
