#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/difference.hpp"
#include "formats/report.hpp"
#include "jobs/run.hpp"
#include "jobs/what_if.hpp"
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
};

/// The base run's verdict; the other one is only asked about.
int execute_what_if(const Options& options, const Context& context, const Study& study, const std::string& page) {
    const jobs::WhatIfRun run = [&] {
        const Progress progress(context, options.quiet);
        return jobs::what_if(study, {context.assets, context.version, options.output, options.overwrite, page, [&](std::string_view step) { progress(step); }});
    }();
    const auto say = [&](std::string_view key) {
        fmt::print("{}\n", catalogue::filled(catalogue::words(key).in(study.language), {{"folder", options.output}}));
    };
    const Result& refused = jobs::has_duplicates(run.base) ? run.base : run.other;
    if (options.json) {
        fmt::print("{}", formats::report_json(run.base));
    } else if (!options.quiet) {
        fmt::print("{}{}\n{}\n", run.published ? "" : finding_lines(refused), summary(run.base, run.published),
                   formats::side_by_side(run.difference, study.language));
        say(run.published ? "summary.written" : "summary.nothing_written");
        if (run.published) {
            say("what_if.written");
        }
    }
    return verdict(run.published ? run.base : refused);
}

int execute(const Options& options, const Context& context) {
    need("-o DIR", options.output);
    const Study study = options.study.study(context, true);
    const bool no_page = options.no_page || !study.dashboard;
    const std::string page = no_page ? "" : options.page.empty() ? context.page : options.page;
    if (study.what_if.asked()) {
        return execute_what_if(options, context, study, page);
    }
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
        if (written && !no_page) {
            const auto about_page = catalogue::words(page.empty() ? "summary.no_page" : "summary.page");
            fmt::print("{}\n", catalogue::filled(about_page.in(study.language), {{"folder", options.output}}));
        }
    }
    return verdict(result);
}

}  // namespace

void add_run(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("run", context.say("tout le travail : des fichiers au rapport", "the whole job: from files to the report"));
    using enum SettingGroup;
    options->study.add_to(*command, context, {input, rule, what_if});
    command->add_option("-o,--output", options->output, context.say("dossier à écrire", "folder to write"))->type_name("DIR")->group(output_group(context));
    add_overwrite(*command, context, options->overwrite, "remplacer le dossier d'un passage précédent", "replace the folder of an earlier run");
    options->study.add_group(*command, context, output);
    command->add_option("--dashboard", options->page, context.say("modèle du tableau de bord (défaut : celui qui a été construit)", "template of the dashboard (default: the one that was built)"))
        ->type_name("F")->group(output_group(context));
    command->add_flag("--no-dashboard", options->no_page, context.say("sans dashboard.html", "without dashboard.html"))->excludes("--dashboard")->group(output_group(context));
    add_json(*command, context, options->json, "report.json sur la sortie standard, à la place du résumé", "report.json on standard output, instead of the summary");
    add_quiet(*command, context, options->quiet);
    add_language(*command, context);
    command->footer(context.say(
        "Il faut une étude, ou --pays et --ptce. Les options passent par-dessus l'étude ; « maillage init » en écrit une. Les chemins d'une étude partent de son dossier, ceux des "
        "options du dossier courant. Sans --pays-… ni --ptce-…, les colonnes sont reconnues à leur nom.\n\n"
        "Sans -O, un dossier qui existe est refusé. Avec -O, seul un dossier écrit par maillage, et où rien n'a été ajouté, est remplacé. L'écriture se fait à côté, puis les dossiers "
        "sont échangés : en cas d'échec, l'ancien reste entier.\n\n"
        "Avec --with ou --without, DIR est le passage sans eux, DIR/what_if celui avec eux, et ce qui change est dit.\n\n"
        "Exemples :\n\n  maillage run data/france/etude.toml -o sortie\n  maillage run --pays pays.geojson --ptce ptce.csv -o sortie-pays\n"
        "  maillage run data/france/etude.toml --region 53 -o bretagne -O",
        "It takes a study, or --pays and --ptce. Options go over the study; \"maillage init\" writes one. Paths of a study begin at its folder, those of options at the current one. "
        "Without --pays-… and --ptce-…, columns are recognised by their names.\n\n"
        "Without -O, a folder that exists is refused. With it, only a folder that maillage wrote and nothing was added to is replaced. Writing goes beside it, then the folders are "
        "exchanged: on failure the old one is whole.\n\n"
        "With --with or --without, DIR is the run without them, DIR/what_if the one with them, and what changes is said.\n\n"
        "Examples:\n\n  maillage run data/france/etude.toml -o out\n  maillage run --pays pays.geojson --ptce ptce.csv -o out-pays\n"
        "  maillage run data/france/etude.toml --region 53 -o bretagne -O"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
