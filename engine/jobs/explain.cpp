#include "jobs/explain.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "io/run_folder.hpp"
#include "io/run_manifest.hpp"
#include "jobs/run.hpp"
#include "stages/explain.hpp"

namespace maillage::jobs {

namespace {

/// By facility, the row the run read it from; empty where the folder's two lists don't go together.
std::vector<std::size_t> rows_of(const std::string& folder, std::size_t facilities) {
    const Layer published = io::RunManifest(folder).layer("inputs/ptce.csv");
    const std::size_t column = published.column("ligne");
    std::vector<std::size_t> rows;
    for (const LayerRow& row : published.rows) {
        rows.push_back(column == Layer::npos ? 0 : static_cast<std::size_t>(parse_integer(row.cells[column]).value_or(0)));
    }
    return rows.size() == facilities ? rows : std::vector<std::size_t>();
}

}  // namespace

Explained explain(const ExplainOptions& options) {
    RunFolder folder = io::read_run(options.folder);
    const std::vector<PublishedPays> published = std::move(folder.pays);
    folder.study.language = options.language.value_or(folder.study.language);
    const Result result = check(folder.study, {options.assets, options.version, "", false, "", options.progress});
    const std::size_t territory = stages::territory_named(result, options.pays);
    const std::string& code = result.territories[territory].code;
    const auto as_published = std::find_if(published.begin(), published.end(), [&](const PublishedPays& one) { return one.code == code; });
    if (as_published == published.end() || as_published->status != result.coverage.territories[territory].status) {
        throw InputError({options.folder}, {"recalculé, ce pays n'a pas le statut publié : refaire le passage avec cette version", "computed again, this pays has not the statut published: run again with this version"});
    }
    return {stages::explain(result, territory, rows_of(options.folder, result.facilities.rows.size())), folder.study.language};
}

}  // namespace maillage::jobs
