#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/explanation.hpp"
#include "jobs/explain.hpp"
#include "paint.hpp"
#include "progress.hpp"

namespace maillage::tool {

namespace {

struct Options {
    std::string what;
    std::string pays;
    std::size_t limit = 10;
    bool json = false;
};

const catalogue::FindingKind& kind_named(const std::string& asked) {
    const auto kinds = catalogue::finding_kinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const catalogue::FindingKind& kind) { return folded(kind.id) == folded(asked); });
    if (found != kinds.end()) {
        return *found;
    }
    std::vector<std::string> known;
    for (const catalogue::FindingKind& kind : kinds) {
        known.emplace_back(kind.id);
    }
    const std::optional<std::string> nearest = nearest_word(asked, known);
    throw UsageError({fmt::format("{} n'est ni un genre de constat ni le dossier d'un passage{}", asked, nearest ? " ; vouliez-vous dire " + *nearest + " ?" : " ; la liste : maillage explain"),
                      fmt::format("{} is neither a kind of finding nor the folder of a run{}", asked, nearest ? "; did you mean " + *nearest + "?" : "; the list: maillage explain")});
}

void explain_findings(const Options& options, Language language) {
    std::vector<const catalogue::FindingKind*> kinds;
    if (!options.what.empty()) {
        kinds.push_back(&kind_named(options.what));
    } else {
        for (const catalogue::FindingKind& kind : catalogue::finding_kinds()) {
            kinds.push_back(&kind);
        }
    }
    fmt::print("{}", options.json           ? formats::finding_kinds_json(kinds, language)
                     : options.what.empty() ? formats::finding_list(language)
                                            : page(formats::finding_page(*kinds.front(), language)));
}

void explain_pays(const Options& options, const Context& context) {
    need("PAYS", options.pays);
    const jobs::Explained explained = [&] {
        const Progress progress(context, false);
        return jobs::explain({context.assets, context.version, options.what, options.pays,
                              context.language_given ? std::optional(context.language) : std::nullopt, [&](std::string_view step) { progress(step); }});
    }();
    fmt::print("{}", options.json ? formats::explanation_json(explained.explanation, explained.language)
                                  : page(formats::explanation_page(explained.explanation, explained.language, options.limit)));
}

int execute(const Options& options, const Context& context) {
    std::error_code error;
    if (!options.pays.empty() || std::filesystem::is_directory(options.what, error)) {
        explain_pays(options, context);
    } else {
        explain_findings(options, context.language);
    }
    return exit_done;
}

}  // namespace

void add_explain(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("explain", context.say("pourquoi un pays n'est pas couvert ; ce que veut dire un constat", "why a pays is not covered; what a finding means"));
    command->add_option("DIR|CONSTAT", options->what, context.say("dossier qu'a écrit « maillage run », ou genre de constat", "folder that \"maillage run\" wrote, or kind of finding"))->type_name("");
    command->add_option("PAYS", options->pays, context.say("pays du passage, par son code ou son nom", "pays of the run, by code or name"))->type_name("");
    command->add_option("--limit", options->limit, context.say("lignes montrées par liste (10 ; 0 : toutes)", "lines shown of each list (10; 0: all)"))->type_name("N")->group(output_group(context));
    add_json(*command, context, options->json, "l'explication en JSON sur la sortie standard", "the explanation as JSON on standard output");
    add_language(*command, context);
    command->footer(context.say(
        "Pour un pays : son statut et la règle qui le donne, les PTCE qui y sont, ceux qui y sont peut-être et pourquoi ils ne comptent pas, les lignes écartées qui parlent de lui, les PTCE "
        "les plus proches, son rang et pourquoi, sa zone blanche. Le passage est recalculé depuis les inputs/ de son dossier. Un nom se donne sans accents ni majuscules, ou en partie s'il "
        "n'y en a qu'un ; s'il y en a plusieurs, ils sont listés.\n\n"
        "Pour un constat : ce qui est constaté, ce que cela change, que faire. Sans rien, la liste de tous les constats.\n\n"
        "Exemples :\n\n  maillage run data/france/etude.toml -o sortie -O\n  maillage explain sortie Nantua\n  maillage explain facility_duplicate\n  maillage explain",
        "For a pays: its statut and the rule that gives it, the PTCE that are there, those that may be and why they don't count, rows set aside that speak of it, the nearest PTCE, its rank "
        "and why, its white zone. The run is computed again from the inputs/ of its folder. A name goes without accents and case, or in part where it means one; where it means several, they "
        "are listed.\n\n"
        "For a finding: what is found, what it changes, what to do. With nothing, the list of all findings.\n\n"
        "Examples:\n\n  maillage run data/france/etude.toml -o out -O\n  maillage explain out Nantua\n  maillage explain facility_duplicate\n  maillage explain"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
