#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/report.hpp"
#include "jobs/run.hpp"
#include "model/catalogue.hpp"
#include "study_options.hpp"
#include "summary.hpp"

namespace maillage::tool {

namespace {

struct Options {
    StudyOptions study;
    std::string output;
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    std::optional<double> fail_under;
};

void tell(const Result& result, std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) {
    fmt::print(stderr, "maillage: {}\n", catalogue::filled(catalogue::words(key).in(result.study.language), parameters));
}

/// The stage at work, on one line of the terminal that is wiped at the end.
class Progress {
public:
    Progress(const Context& context, bool quiet) : m_context(context), m_on(!quiet && isatty(STDERR_FILENO) == 1) {}
    ~Progress() {
        if (m_on) {
            fmt::print(stderr, "\r\033[K");
        }
    }
    void operator()(std::string_view step) const {
        if (m_on) {
            fmt::print(stderr, "\r\033[K{}…", catalogue::words("step." + std::string(step)).in(m_context.language));
            std::fflush(stderr);
        }
    }

private:
    const Context& m_context;
    bool m_on;
};

int verdict(const Options& options, const Result& result) {
    if (result.study.strict && jobs::has_duplicates(result)) {
        tell(result, "summary.strict", {});
        return exit_threshold;
    }
    const AreaCoverage& national = result.coverage.national;
    const double share = national.territories == 0 ? 100 : 100.0 * national.covered / national.territories;
    if (options.fail_under && share < *options.fail_under) {
        tell(result, "summary.fail_under", {{"share", readable(share, 1, result.study.language)}, {"threshold", readable(*options.fail_under, 1, result.study.language)}});
        return exit_threshold;
    }
    return exit_done;
}

int execute(const Options& options, const Context& context, bool publishes) {
    if (publishes) {
        need("-o DIR", options.output);
    }
    const Study study = options.study.study(context);
    jobs::RunOptions job;
    job.assets = context.assets;
    job.version = context.version;
    job.output = options.output;
    job.overwrite = options.overwrite;
    std::optional<Result> result;
    {
        const Progress progress(context, options.quiet);
        job.progress = [&](std::string_view step) { progress(step); };
        result = publishes ? jobs::run(study, job) : jobs::check(study, job);
    }
    const bool written = publishes && !(study.strict && jobs::has_duplicates(*result));
    if (options.json) {
        fmt::print("{}", formats::report_json(*result));
    } else if (!options.quiet) {
        fmt::print("{}{}", written ? "" : finding_lines(*result), summary(*result));
        const auto last = written ? catalogue::words("summary.written") : catalogue::words("summary.nothing_written");
        fmt::print("{}\n", catalogue::filled(last.in(study.language), {{"folder", options.output}}));
    }
    return verdict(options, *result);
}

CLI::App* add(CLI::App& app, const Context& context, Action& action, bool publishes) {
    auto options = std::make_shared<Options>();
    CLI::App* command = publishes ? app.add_subcommand("run", context.say("tout le travail : des fichiers au rapport", "the whole job: from files to the report"))
                                  : app.add_subcommand("check", context.say("lire et vérifier ; rien n'est écrit", "read and validate; nothing is written"));
    options->study.add_to(*command, context);
    if (publishes) {
        command->add_option("-o,--output", options->output, context.say("dossier à écrire", "folder to write"))->type_name("DIR");
        command->add_flag("-O,--overwrite", options->overwrite, context.say("remplacer le dossier d'un passage précédent", "replace the folder of an earlier run"));
    }
    command->add_option("--fail-under", options->fail_under, context.say("statut 1 si moins de tant de % des pays sont couverts", "exit status 1 when less than so many % of pays are covered"))->type_name("%");
    command->add_flag("--json", options->json, context.say("report.json sur la sortie standard", "report.json on standard output"));
    command->add_flag("-q,--quiet", options->quiet, context.say("ne rien dire", "say nothing"));
    command->callback([options, &context, &action, publishes] {
        action = [options, &context, publishes] { return execute(*options, context, publishes); };
    });
    return command;
}

}  // namespace

void add_run(CLI::App& app, const Context& context, Action& action) {
    add(app, context, action, true)
        ->footer(context.say("Exemple :\n  maillage run --pays pays.geojson --ptce ptce.csv -o sortie",
                             "Example:\n  maillage run --pays pays.geojson --ptce ptce.csv -o out"));
}

void add_check(CLI::App& app, const Context& context, Action& action) {
    add(app, context, action, false)
        ->footer(context.say("Exemple :\n  maillage check --pays pays.geojson --ptce ptce.csv", "Example:\n  maillage check --pays pays.geojson --ptce ptce.csv"));
}

}  // namespace maillage::tool
