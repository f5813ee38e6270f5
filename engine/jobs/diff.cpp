#include "jobs/diff.hpp"

#include <filesystem>

#include "formats/difference.hpp"
#include "formats/qgis.hpp"
#include "io/atomic_dir.hpp"
#include "io/run_folder.hpp"
#include "stages/differences.hpp"

namespace maillage::jobs {

OneSide one_side(const std::string& folder, const std::string& name, const std::string& assets) {
    RunFolder run = io::read_run(folder);
    stages::Inputs inputs = stages::read(run.study, assets);
    return {name.empty() ? folder : name, {run.study, std::move(inputs)}, std::move(run)};
}

Difference difference(const OneSide& before, const OneSide& after) {
    const Way way = stages::substitute(before.side, after.side);
    stages::hold_to_published(before.published, way.first);
    stages::hold_to_published(after.published, way.steps.back().pays);
    Difference difference = stages::differences(way);
    difference.before = {before.name, before.published.figures};
    difference.after = {after.name, after.published.figures};
    stages::locate_changes(difference, before.published.pays, after.published.pays);
    return difference;
}

Difference diff(const DiffOptions& options) {
    const auto begin = [&](std::string_view step) {
        if (options.progress) {
            options.progress(step);
        }
    };
    begin("read");
    const OneSide before = one_side(options.before, options.before_name, options.assets);
    const OneSide after = one_side(options.after, options.after_name, options.assets);
    begin("compare");
    Difference found = difference(before, after);
    if (!options.output.empty()) {
        begin("publish");
        io::publish_file(options.output, options.overwrite, formats::changes_geojson(found));
        if (options.style) {
            const std::string qml = std::filesystem::path(options.output).replace_extension(".qml").string();
            io::publish_file(qml, options.overwrite, formats::qgis_style(catalogue::changes_layer().name, options.language));
        }
    }
    return found;
}

}  // namespace maillage::jobs
