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
    WhatIf what_if;
    std::string output;
    std::string page;
    bool no_page = false;
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    Thresholds thresholds;
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
    return verdict(options.thresholds, run.published ? run.base : refused);
}

int execute(const Options& options, const Context& context) {
    need("-o DIR", options.output);
    Study study = options.study.study(context, true);
    study.what_if.with = options.what_if.with.empty() ? study.what_if.with : options.what_if.with;
    study.what_if.without = options.what_if.without.empty() ? study.what_if.without : options.what_if.without;
    const std::string page = options.no_page ? "" : options.page.empty() ? context.page : options.page;
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
    command->add_option("--with", options->what_if.with, context.say("et si : les PTCE de ce fichier en plus (DIR/what_if)", "what if: the PTCE of this file too (DIR/what_if)"))->type_name("F");
    command->add_option("--without", options->what_if.without, context.say("et si : sans ces PTCE", "what if: without these PTCE"))->type_name("ID,…")->delimiter(',')->allow_extra_args(false);
    options->thresholds.add_to(*command, context);
    command->add_flag("--json", options->json, context.say("report.json sur la sortie standard", "report.json on standard output"));
    command->add_flag("-q,--quiet", options->quiet, context.say("ne rien dire", "say nothing"));
    command->footer(context.say("Exemple :\n  maillage run --pays pays.geojson --ptce ptce.csv -o sortie", "Example:\n  maillage run --pays pays.geojson --ptce ptce.csv -o out"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
