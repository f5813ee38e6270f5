#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/difference.hpp"
#include "jobs/diff.hpp"
#include "model/catalogue.hpp"
#include "progress.hpp"

namespace maillage::tool {

namespace {

struct Options {
    jobs::DiffOptions diff;
    std::string fail_on;
    std::size_t limit = 20;
    bool json = false;
    bool markdown = false;
    bool quiet = false;
};

int verdict(const Options& options, const Context& context, const Difference& difference) {
    const auto all = static_cast<int>(difference.changes.size());
    const int count = options.fail_on == "lost" ? difference.count(Turn::lost) : options.fail_on == "changed" ? all : 0;
    if (count == 0) {
        return exit_done;
    }
    const auto words = catalogue::words(options.fail_on == "lost" ? "diff.fail_lost" : "diff.fail_changed");
    fmt::print(stderr, "maillage: {}\n", catalogue::filled(words.in(context.language), {{"count", readable(count, 0, context.language)}}));
    return exit_threshold;
}

int execute(const Options& options, const Context& context) {
    need("OLD_DIR", options.diff.before);
    need("NEW_DIR", options.diff.after);
    if (options.json && options.markdown) {
        throw UsageError({"--json et --markdown ne vont pas ensemble", "--json and --markdown don't go together"});
    }
    const Difference difference = [&] {
        const Progress progress(context, options.quiet);
        jobs::DiffOptions asked = options.diff;
        asked.assets = context.assets;
        asked.language = context.language;
        asked.progress = [&](std::string_view step) { progress(step); };
        return jobs::diff(asked);
    }();
    if (options.json) {
        fmt::print("{}", formats::difference_json(difference));
    } else if (options.markdown) {
        fmt::print("{}", formats::difference_markdown(difference, context.language, options.limit));
    } else if (!options.quiet) {
        fmt::print("{}", formats::difference_text(difference, context.language, options.limit));
        if (!options.diff.output.empty()) {
            fmt::print("\n{}\n", catalogue::filled(catalogue::words("diff.written").in(context.language), {{"file", options.diff.output}}));
        }
    }
    return verdict(options, context, difference);
}

}  // namespace

void add_diff(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    const auto say = [&](const char* fr, const char* en) { return context.say(fr, en); };
    CLI::App* command = app.add_subcommand("diff", say("ce qui a changé d'un passage à l'autre, et pourquoi", "what changed from one run to another, and why"));
    command->add_option("old", options->diff.before, say("dossier du premier passage", "folder of the earlier run"))->type_name("OLD_DIR");
    command->add_option("new", options->diff.after, say("dossier du second", "folder of the later one"))->type_name("NEW_DIR");
    command->add_option("-o,--output", options->diff.output, say("couche GeoJSON des pays qui changent", "GeoJSON layer of the pays that change"))->type_name("F");
    command->add_flag("-O,--overwrite", options->diff.overwrite, say("remplacer cette couche", "replace that layer"));
    command->add_flag("--style", options->diff.style, say("écrire à côté son style pour QGIS (.qml)", "write its style for QGIS beside it (.qml)"))->needs("--output");
    command->add_option("--fail-on", options->fail_on, say("statut 1 si des pays ne sont plus couverts, ou si un statut change", "exit status 1 when pays are no longer covered, or when any statut changes"))
        ->type_name("lost|changed")
        ->check(CLI::IsMember({"lost", "changed"}));
    command->add_option("--limit", options->limit, say("pays montrés de chaque sorte (20 ; 0 : tous)", "pays shown of each kind (20; 0: all)"))->type_name("N");
    command->add_flag("--json", options->json, say("le détail en JSON sur la sortie standard", "the details as JSON on standard output"));
    command->add_flag("--markdown", options->markdown, say("en Markdown, pour un message de commit", "in Markdown, for a commit message"));
    command->add_flag("-q,--quiet", options->quiet, say("ne rien dire", "say nothing"));
    command->add_option_function<std::string>("--lang", [](const std::string&) {}, say("langue : fr ou en", "language: fr or en"))->type_name("fr|en")->check(CLI::IsMember({"fr", "en"}));
    command->footer(say("Exemple :\n  maillage diff sortie-2025 sortie-2026 --fail-on lost", "Example:\n  maillage diff out-2025 out-2026 --fail-on lost"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
