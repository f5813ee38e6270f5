#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/report.hpp"
#include "jobs/run.hpp"
#include "model/catalogue.hpp"
#include "progress.hpp"
#include "study_options.hpp"
#include "summary.hpp"

namespace maillage::tool {

namespace {

struct Options {
    StudyOptions study;
    std::string output;
    std::string page;
    bool no_page = false;
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    Thresholds thresholds;
};

int execute(const Options& options, const Context& context) {
    need("-o DIR", options.output);
    const Study study = options.study.study(context, true);
    const std::string page = options.no_page ? "" : options.page.empty() ? context.page : options.page;
    const Result result = [&] {
        const Progress progress(context, options.quiet);
        return jobs::run(study, {context.assets, context.version, options.output, options.overwrite, page, [&](std::string_view step) { progress(step); }});
    }();
    const bool written = !(study.strict && jobs::has_duplicates(result));
    if (options.json) {
        fmt::print("{}", formats::report_json(result));
    } else if (!options.quiet) {
        fmt::print("{}{}", written ? "" : finding_lines(result), summary(result, written));
        const auto last = written ? catalogue::words("summary.written") : catalogue::words("summary.nothing_written");
        fmt::print("{}\n", catalogue::filled(last.in(study.language), {{"folder", options.output}}));
        if (written && !options.no_page) {
            const auto about_page = catalogue::words(page.empty() ? "summary.no_page" : "summary.page");
            fmt::print("{}\n", catalogue::filled(about_page.in(study.language), {{"folder", options.output}}));
        }
    }
    return verdict(options.thresholds, result);
}

}  // namespace

void add_run(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("run", context.say("tout le travail : des fichiers au rapport", "the whole job: from files to the report"));
    options->study.add_to(*command, context);
    command->add_option("-o,--output", options->output, context.say("dossier à écrire", "folder to write"))->type_name("DIR");
    command->add_flag("-O,--overwrite", options->overwrite, context.say("remplacer le dossier d'un passage précédent", "replace the folder of an earlier run"));
    command->add_option("--dashboard", options->page, context.say("modèle du tableau de bord (défaut : celui qui a été construit)", "template of the dashboard (default: the one that was built)"))->type_name("F");
    command->add_flag("--no-dashboard", options->no_page, context.say("sans dashboard.html", "without dashboard.html"))->excludes("--dashboard");
    options->thresholds.add_to(*command, context);
    command->add_flag("--json", options->json, context.say("report.json sur la sortie standard", "report.json on standard output"));
    command->add_flag("-q,--quiet", options->quiet, context.say("ne rien dire", "say nothing"));
    command->footer(context.say("Exemple :\n  maillage run --pays pays.geojson --ptce ptce.csv -o sortie", "Example:\n  maillage run --pays pays.geojson --ptce ptce.csv -o out"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
