#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/check_page.hpp"
#include "formats/report.hpp"
#include "io/atomic_dir.hpp"
#include "jobs/run.hpp"
#include "model/catalogue.hpp"
#include "progress.hpp"
#include "study_options.hpp"
#include "summary.hpp"

namespace maillage::tool {

namespace {

struct Options {
    StudyOptions study;
    std::string rows;
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    std::size_t limit = 10;
    Thresholds thresholds;
};

std::string words(const Study& study, std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters = {}) {
    return catalogue::filled(catalogue::words(key).in(study.language), parameters);
}

/// Writes the table of rows to correct where there are any; what to say about it.
std::string write_rows(const Options& options, const Result& result) {
    const stages::RowsToCorrect rows = jobs::rows_to_correct(result);
    if (rows.count == 0) {
        return words(result.study, "check.no_rows");
    }
    io::publish_file(options.rows, options.overwrite, rows.csv);
    return words(result.study, "check.rows_written", {{"count", fmt::format("{}", rows.count)}, {"file", options.rows}});
}

int execute(const Options& options, const Context& context) {
    const Study study = options.study.study(context, false);
    const Result result = [&] {
        const Progress progress(context, options.quiet);
        return jobs::check(study, {context.assets, context.version, "", false, "", [&](std::string_view step) { progress(step); }});
    }();
    const std::string last = options.rows.empty() ? words(study, "summary.nothing_written") : write_rows(options, result);
    if (options.json) {
        fmt::print("{}", formats::report_json(result));
    } else if (!options.quiet) {
        const std::string figures = study.ptce.path.empty() ? "" : summary(result, false);
        fmt::print("{}\n{}{}\n", formats::check_page(result, options.limit), figures, last);
    }
    return verdict(options.thresholds, result);
}

}  // namespace

void add_check(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("check", context.say("lire et vérifier, sans rien publier", "read and validate, publishing nothing"));
    options->study.add_to(*command, context);
    command->add_option("--limit", options->limit, context.say("lignes montrées par genre de constat (10 ; 0 : toutes)", "rows shown of each kind of finding (10; 0: all)"))->type_name("N");
    command->add_option("--rows", options->rows, context.say("écrire les lignes à corriger dans ce CSV, à redonner avec --corrections", "write the rows to correct to this CSV, to give back with --corrections"))->type_name("F");
    command->add_flag("-O,--overwrite", options->overwrite, context.say("remplacer ce CSV", "replace that CSV"));
    options->thresholds.add_to(*command, context);
    command->add_flag("--json", options->json, context.say("report.json sur la sortie standard", "report.json on standard output"));
    command->add_flag("-q,--quiet", options->quiet, context.say("ne rien dire", "say nothing"));
    command->footer(context.say("Sans --ptce, seule la couche des pays est vérifiée.\nExemple :\n  maillage check --pays pays.geojson --ptce ptce.csv --rows a-corriger.csv",
                                "Without --ptce, only the pays layer is checked.\nExample:\n  maillage check --pays pays.geojson --ptce ptce.csv --rows to-correct.csv"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
