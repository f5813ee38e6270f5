#include "jobs/what_if.hpp"

#include "formats/difference.hpp"
#include "formats/qgis.hpp"
#include "io/atomic_dir.hpp"
#include "jobs/diff.hpp"
#include "stages/differences.hpp"
#include "stages/draw.hpp"
#include "stages/publish.hpp"
#include "stages/read.hpp"
#include "stages/what_if.hpp"

namespace maillage::jobs {

namespace {

constexpr const char* folder = "what_if/";

/// Both runs' folders, the one in the other, with what changed.
std::vector<io::OutputFile> drawn_up(const WhatIfRun& run, const std::string& page) {
    const Language language = run.base.study.language;
    std::vector<io::OutputFile> compared{{"difference.json", formats::difference_json(run.difference)},
                                         {"difference.md", formats::difference_markdown(run.difference, language, 0)},
                                         {"layers/changes.geojson", formats::changes_geojson(run.difference)}};
    if (run.base.study.formats.contains(Format::qgis)) {
        compared.push_back({"layers/changes.qml", formats::qgis_style(catalogue::changes_layer().name, language)});
    }
    std::vector<io::OutputFile> inner = stages::drawn_up(run.other, page, compared);
    for (io::OutputFile& file : inner) {
        file.path.insert(0, folder);
    }
    return stages::drawn_up(run.base, page, inner);
}

}  // namespace

WhatIfRun what_if(const Study& study, const RunOptions& options) {
    const auto begin = [&](std::string_view step) {
        if (options.progress) {
            options.progress(step);
        }
    };
    stages::check_outputs(study, options.output, options.overwrite);
    const std::string page = page_template(options.page);
    begin("read");
    const stages::Inputs inputs = stages::read(study, options.assets);
    stages::Inputs changed = inputs;
    WhatIfRun run;
    run.base = check(study, stages::Inputs(inputs), options);
    stages::leave_out(changed, run.base.facilities.rows, study.what_if.without);
    if (!study.what_if.with.empty()) {
        stages::add_rows(changed, study, options.assets);
    }
    run.other = check(study, stages::Inputs(changed), options);
    run.base = stages::drawn(std::move(run.base));
    run.other = stages::drawn(std::move(run.other));
    begin("compare");
    run.difference = difference({"base", {run.base.study, inputs}, stages::as_published(run.base)},
                                {"what_if", {run.other.study, std::move(changed)}, stages::as_published(run.other)});
    run.published = !(study.strict && (has_duplicates(run.base) || has_duplicates(run.other)));
    if (run.published) {
        begin("publish");
        stages::place(run.base, options.output, options.overwrite, drawn_up(run, page));
    }
    return run;
}

}  // namespace maillage::jobs
