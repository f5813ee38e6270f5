#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/difference.hpp"
#include "jobs/diff.hpp"
#include "model/catalogue.hpp"
#include "paint.hpp"
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
    fmt::print(stderr, "{} {}\n", alarming("maillage:"), catalogue::filled(words.in(context.language), {{"count", readable(count, 0, context.language)}}));
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
    command->add_option("OLD_DIR", options->diff.before, say("dossier du premier passage", "folder of the earlier run"))->type_name("");
    command->add_option("NEW_DIR", options->diff.after, say("dossier du second", "folder of the later one"))->type_name("");
    command->add_option("-o,--output", options->diff.output, say("couche GeoJSON des pays qui changent", "GeoJSON layer of the pays that change"))->type_name("F")->group(output_group(context));
    add_overwrite(*command, context, options->diff.overwrite, "remplacer cette couche", "replace that layer");
    command->add_flag("--style", options->diff.style, say("écrire à côté son style pour QGIS (.qml)", "write its style for QGIS beside it (.qml)"))->needs("--output")->group(output_group(context));
    command->add_option("--fail-on", options->fail_on, say("statut 1 si des pays ne sont plus couverts, ou si un statut change", "exit status 1 when pays are no longer covered, or when any statut changes"))
        ->type_name("lost|changed")
        ->check(one_of(context, {"lost", "changed"}))->group(output_group(context));
    command->add_option("--limit", options->limit, say("pays montrés de chaque sorte (20 ; 0 : tous)", "pays shown of each kind (20; 0: all)"))->type_name("N")->group(output_group(context));
    add_json(*command, context, options->json, "le détail en JSON sur la sortie standard", "the details as JSON on standard output");
    command->add_flag("--markdown", options->markdown, say("en Markdown, pour un message de commit", "in Markdown, for a commit message"))->group(output_group(context));
    add_quiet(*command, context, options->quiet);
    add_language(*command, context);
    command->footer(say(
        "Compare les dossiers de deux passages : pays nouvellement couverts, qui ne le sont plus, ou d'un autre statut, et pourquoi. Les causes sont cherchées en mettant, dans un "
        "ordre fixe, ce qui vient du second passage à la place de ce qui vient du premier, et en recalculant tout à chaque fois. Deux dossiers qui disent la même chose : « aucun "
        "changement », statut 0.\n\n"
        "Les deux dossiers doivent être tels que run les a écrits : un fichier modifié depuis, ou le dossier d'une version qui n'y mettait pas de quoi recalculer, est une erreur "
        "(statut 3).\n\n"
        "Exemples :\n\n"
        "  maillage run data/france/etude.toml -o avant\n  maillage run data/france/etude.toml --region 53 -o apres\n  maillage diff avant apres -o changements.geojson\n  maillage diff avant apres --markdown",
        "Compares the folders of two runs: pays newly covered, no longer covered, or of another statut, and why. Causes are sought by putting, in a fixed order, what comes from "
        "the later run in the place of what comes from the earlier, and computing everything again each time. Two folders that say the same: \"no change\", status 0.\n\n"
        "Both folders must be as run wrote them: a file changed since, or the folder of a version that did not put in it what computing again takes, is an error (status 3).\n\n"
        "Examples:\n\n"
        "  maillage run data/france/etude.toml -o before\n  maillage run data/france/etude.toml --region 53 -o after\n  maillage diff before after -o changes.geojson\n  maillage diff before after --markdown"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
