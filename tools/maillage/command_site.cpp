#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/sites.hpp"
#include "jobs/site.hpp"
#include "model/catalogue.hpp"
#include "progress.hpp"

namespace maillage::tool {

namespace {

struct Options {
    jobs::SiteOptions site;
    bool for_pays = false;
    bool json = false;
    bool quiet = false;
};

int execute(const Options& options, const Context& context) {
    need("DIR", options.site.folder);
    const jobs::Sited sited = [&] {
        const Progress progress(context, options.quiet);
        jobs::SiteOptions asked = options.site;
        asked.objective = options.for_pays ? SiteObjective::pays : SiteObjective::people;
        asked.progress = [&](std::string_view step) { progress(step); };
        return jobs::site(asked);
    }();
    const Language language = context.language_given ? context.language : sited.language;
    const auto words = [&](std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) {
        return catalogue::filled(catalogue::words(key).in(language), parameters);
    };
    if (options.json) {
        fmt::print("{}", formats::sites_json(sited.siting));
    } else if (!options.quiet) {
        fmt::print("{}", formats::sites_page(sited.siting, language));
        if (!options.site.output.empty()) {
            fmt::print("{}\n", words("site.written", {{"file", options.site.output}}));
        }
    }
    if (!options.quiet && isatty(STDERR_FILENO) != 0) {  // how long it took is no result: the same inputs give the same bytes
        fmt::print(stderr, "{}\n", words("site.seconds", {{"seconds", readable(sited.seconds, 2, language)}, {"limit", readable(options.site.time_limit_s, 0, language)}}));
    }
    return exit_done;
}

}  // namespace

void add_site(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    const auto say = [&](const char* fr, const char* en) { return context.say(fr, en); };
    CLI::App* command = app.add_subcommand("site", say("où placer les prochains PTCE", "where to place the next PTCE"));
    jobs::SiteOptions& site = options->site;
    command->add_option("DIR", site.folder, say("dossier qu'a écrit « maillage run »", "folder that \"maillage run\" wrote"))->type_name("");
    command->add_option("--new", site.count, say("combien de PTCE de plus", "how many more PTCE"))->type_name("N")->group(rule_group(context));
    command->add_flag("--all", site.all, say("combien il en faut pour tous les habitants que des candidats peuvent atteindre", "how many it takes for all people whom candidates can reach"))->group(rule_group(context));
    command->add_option("--radius-km", site.radius_km, say("rayon, à vol d'oiseau (30)", "radius, as the crow flies (30)"))->type_name("KM")->group(rule_group(context));
    command->add_option_function<std::string>("--objective", [options](const std::string& word) { options->for_pays = word == "pays"; },
                                              say("le plus d'habitants dans le rayon (people, défaut), ou de pays à la cible (pays)", "most people within the radius (people, the default), or most pays at the target (pays)"))
        ->type_name("people|pays")->check(one_of(context, {"people", "pays"}))->group(rule_group(context));
    command->add_option("--candidates", site.candidates, say("où un PTCE peut venir : tableau ou couche (défaut : la commune la plus peuplée de chaque pays sans PTCE)", "where a PTCE may come: table or layer (default: the most populous commune of each pays without PTCE)"))->type_name("F")->group(rule_group(context));
    command->add_option("--time-limit", site.time_limit_s, say("secondes au plus pour prouver l'optimum (60)", "seconds at most to prove the optimum (60)"))->type_name("S")->group(rule_group(context));
    command->add_option("-o,--output", site.output, say("les sites : .geojson ou .csv", "the sites: .geojson or .csv"))->type_name("F")->group(output_group(context));
    add_overwrite(*command, context, site.overwrite, "remplacer le fichier", "replace the file");
    add_json(*command, context, options->json, "les sites en JSON sur la sortie standard", "the sites as JSON on standard output");
    add_quiet(*command, context, options->quiet);
    add_language(*command, context);
    command->footer(say(
        "Le dossier est celui d'un passage ; rien d'autre n'est lu. S'il vient d'une autre série de versions, ou si l'un de ses fichiers a changé, il faut refaire le passage. Le "
        "calcul est exact, et dit ce qu'il prouve ; passé --time-limit, la meilleure réponse trouvée, et son écart.\n\n"
        "Les candidats de --candidates ont un point, lon et lat, ou code_commune, et si possible id et nom ; à égalité, la première ligne passe avant. S'il y a moins de candidats "
        "utiles que de PTCE demandés, il y a moins de sites, et c'est dit. Sous la table : les habitants déjà à portée, ceux qui le seront, ce qui est prouvé, et ce qui a été "
        "laissé de côté.\n\n"
        "Exemples :\n\n"
        "  maillage run data/france/etude.toml -o sortie -O\n  maillage site sortie --new 15 --radius-km 30 -o sites.geojson\n  maillage site sortie --all --radius-km 60\n  maillage site sortie --new 10 --objective pays --json",
        "The folder is that of a run; nothing else is read. Where it comes from another series of versions, or one of its files has changed, run again. The computation is exact "
        "and says what it proves; past --time-limit, the best answer found, and its gap.\n\n"
        "The candidates of --candidates have a point, lon and lat, or code_commune, and if possible id and nom; of equals the first row comes first. Where there are fewer useful "
        "candidates than PTCE asked for, there are fewer sites, and it is said. Below the table: the people within reach already, those who will be, what is proved, and what was "
        "left out.\n\n"
        "Examples:\n\n"
        "  maillage run data/france/etude.toml -o out -O\n  maillage site out --new 15 --radius-km 30 -o sites.geojson\n  maillage site out --all --radius-km 60\n  maillage site out --new 10 --objective pays --json"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
