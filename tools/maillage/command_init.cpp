#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "jobs/init.hpp"
#include "model/catalogue.hpp"
#include "progress.hpp"
#include "study_options.hpp"

namespace maillage::tool {

namespace {

struct Options {
    StudyOptions study;
    std::string from;
    std::string output = "ETUDE.toml";
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
};

const char* id(jobs::InputAgain::State state) {
    using enum jobs::InputAgain::State;
    return state == same ? "same" : state == changed ? "changed" : "absent";
}

std::string json(const Options& options, const jobs::Initiated& made) {
    nlohmann::ordered_json inputs = nlohmann::ordered_json::array();
    for (const jobs::InputAgain& input : made.inputs) {
        inputs.push_back({{"file", input.name}, {"sha256", input.sha256}, {"state", id(input.state)}});
    }
    return nlohmann::ordered_json{{"study", options.output}, {"inputs", inputs}}.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

int execute(const Options& options, const Context& context) {
    const jobs::Initiated made = [&] {
        const Progress progress(context, options.quiet);
        const jobs::RunOptions run{context.assets, context.version, options.output, options.overwrite, "", [&](std::string_view step) { progress(step); }};
        return options.from.empty() ? jobs::init(options.study.study(context, false), run)
                                    : jobs::init_again(options.from, run, context.language_given ? std::optional(context.language) : std::nullopt);
    }();
    if (options.json) {
        fmt::print("{}", json(options, made));
    } else if (!options.quiet) {
        const auto line = [&](std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) {
            fmt::print("{}\n", catalogue::filled(catalogue::words(key).in(context.language), parameters));
        };
        line("init.written", {{"file", options.output}});
        for (const jobs::InputAgain& input : made.inputs) {
            line(std::string("init.input_") + id(input.state), {{"file", input.name}});
        }
        line("init.next", {{"file", options.output}});
    }
    return exit_done;
}

}  // namespace

void add_init(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("init", context.say("écrire une étude en regardant les fichiers, ou celle d'un passage", "write a study by looking at the files, or that of a run"));
    using enum SettingGroup;
    command->add_option("--from", options->from, context.say("reprendre l'étude du dossier d'un passage", "take the study of the folder of a run"))->type_name("DIR")->group(input_group(context));
    options->study.add_to(*command, context, {input, rule, what_if});
    command->add_option("-o,--output", options->output, context.say("étude à écrire (ETUDE.toml)", "study to write (ETUDE.toml)"))->type_name("F")->group(output_group(context));
    add_overwrite(*command, context, options->overwrite, "remplacer ce fichier", "replace that file");
    options->study.add_group(*command, context, output);
    add_json(*command, context, options->json, "ce qui a été écrit, en JSON sur la sortie standard", "what was written, as JSON on standard output");
    add_quiet(*command, context, options->quiet);
    add_language(*command, context);
    command->footer(context.say(
        "Les fichiers sont lus et vérifiés comme par check. L'étude dit les colonnes reconnues, celles dont rien n'est tiré, le système de coordonnées, puis tous les réglages : ceux qu'on a "
        "donnés, et en commentaire les autres, avec leur valeur par défaut et ce qu'ils admettent.\n\n"
        "Avec --from, l'étude est celle du datapackage.json d'un passage, réglages résolus. Ses fichiers y sont nommés sans dossier : la poser à côté d'eux (-o). Avec les mêmes fichiers "
        "et les mêmes versions, la passer redonne les mêmes octets ; s'il en manque un, ou s'il a changé, c'est dit.\n\n"
        "Exemples :\n\n  maillage init --pays pays.geojson --ptce ptce.csv -o ETUDE.toml\n  maillage run ETUDE.toml -o sortie-etude\n  maillage init --from sortie-etude -o etude-du-passage.toml",
        "The files are read and checked as check does. The study states the columns recognised, those nothing is read from, the CRS, then every setting: those given, and the others as "
        "comments, with their default and what they take.\n\n"
        "With --from, the study is that of a run's datapackage.json, settings resolved. Its files are named without folders: put it beside them (-o). With the same files and versions, "
        "running it gives the same bytes again; where one is missing or has changed, it is said.\n\n"
        "Examples:\n\n  maillage init --pays pays.geojson --ptce ptce.csv -o ETUDE.toml\n  maillage run ETUDE.toml -o out-study\n  maillage init --from out-study -o study-of-the-run.toml"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
