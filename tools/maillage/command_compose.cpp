#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "jobs/compose.hpp"
#include "model/catalogue.hpp"

namespace maillage::tool {

void add_compose(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<jobs::ComposeOptions>();
    const auto say = [&](const char* fr, const char* en) { return context.say(fr, en); };
    CLI::App* command = app.add_subcommand("compose", say("contours des pays à partir des communes et d'une liste", "outlines of the pays from communes and a list"));
    const auto text = [&](const char* name, std::string& target, const char* type, const char* fr, const char* en) {
        return command->add_option(name, target, say(fr, en))->type_name(type);
    };
    text("--outlines", options->outlines, "F", "contours des communes : réunis, exacts", "outlines of the communes: merged, exact");
    text("--points", options->points, "F", "points des communes : contours approchés", "points of the communes: approximate outlines");
    text("--crs", options->crs, "CRS", "leur système de coordonnées, si la couche n'en dit rien ou se trompe", "their coordinate reference system, if the layer states none or a wrong one");
    text("--within", options->within, "F", "cadres à partager entre les points (départements)", "frames to divide among the points (départements)");
    text("--within-key", options->within_key, "COL", "colonne des points qui dit leur cadre (défaut : departement, sinon par position)",
         "column of the points that tells their frame (default: departement, else by location)");
    text("--composition", options->composition, "F", "table : quelle commune (ou EPCI) est dans quel pays (défaut : la couche elle-même)",
         "table: which commune (or EPCI) is in which pays (default: the layer itself)");
    text("--key", options->key, "COL", "sa colonne de codes commune ou de SIREN (défaut : CODGEO)", "its column of commune codes or SIRENs (default: CODGEO)");
    text("--by", options->by, "COL", "sa colonne de codes de pays", "its column of pays codes");
    text("--by-name", options->by_name, "COL", "sa colonne de noms de pays", "its column of pays names");
    command->add_option("--where", options->where, say("seulement les lignes de la table où COL vaut V ; peut être répété", "only the rows of the table where COL is V; may be repeated"))
        ->type_name("COL=V")->allow_extra_args(false);
    text("--gazetteer", options->gazetteer, "DIR", "référentiel, pour les communes des EPCI (défaut : celui fourni)", "gazetteer, for the communes of EPCI (default: the one that comes along)");
    text("--names", options->names, "F", "table des noms (code, nom)", "table of names (code, nom)");
    auto simplify = std::make_shared<std::string>();
    text("--simplify", *simplify, "300m|20000pts", "simplifier les contours, à tant de mètres près ou en tant de sommets", "simplify the outlines, to so many metres or vertices");
    text("-o,--output", options->output, "F", "couche à écrire : .geojson ou .topojson", "layer to write: .geojson or .topojson");
    command->add_flag("-O,--overwrite", options->overwrite, say("remplacer le fichier", "replace the file"));
    command->add_option_function<std::string>("--lang", [](const std::string&) {}, say("langue : fr ou en", "language: fr or en"))->type_name("fr|en")->check(CLI::IsMember({"fr", "en"}));
    command->footer(say("Exemple :\n  maillage compose --outlines communes.geojson --composition table.csv --key CODGEO --by ZE2020 -o pays.geojson",
                        "Example:\n  maillage compose --outlines communes.geojson --composition table.csv --key CODGEO --by ZE2020 -o pays.geojson"));
    command->callback([options, simplify, &context, &action] {
        action = [options, simplify, &context] {
            need("--by COL", options->by);
            need("-o F", options->output);
            options->simplify = simplify_option(*simplify);
            options->assets = context.assets;
            const jobs::Composed composed = jobs::compose(*options);
            for (const Finding& finding : composed.findings) {
                const Said place = Place{finding.path, "", finding.row}.text();
                fmt::print(stderr, "maillage: {}: {}\n", context.language == Language::french ? place.fr : place.en,
                           catalogue::sentence(finding, context.language));
            }
            fmt::print("{}\n", catalogue::filled(catalogue::words("summary.composed").in(context.language),
                                                 {{"count", fmt::format("{}", composed.territories)}, {"file", options->output}}));
            if (const auto& simplification = composed.simplification) {
                const auto number = [&](auto value, int decimals) { return readable(static_cast<double>(value), decimals, context.language); };
                fmt::print("{}\n", catalogue::filled(catalogue::words("summary.simplified").in(context.language),
                                                     {{"metres", number(simplification->tolerance_m, 1)},
                                                      {"drawn", number(simplification->drawn, 0)},
                                                      {"read", number(simplification->read, 0)}}));
            }
            return static_cast<int>(exit_done);
        };
    });
}

}  // namespace maillage::tool
