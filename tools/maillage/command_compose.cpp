#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "jobs/compose.hpp"
#include "model/catalogue.hpp"
#include "paint.hpp"

namespace maillage::tool {

namespace {

std::string said(const Context& context, const Place& place) { return context.language == Language::french ? place.text().fr : place.text().en; }

std::string json_of(const Context& context, const jobs::Composed& composed, const std::string& file) {
    using Json = nlohmann::ordered_json;
    Json findings = Json::array();
    for (const Finding& finding : composed.findings) {
        const catalogue::FindingKind& kind = catalogue::kind(finding.code);
        findings.push_back({{"code", kind.id}, {"severity", catalogue::id(kind.severity)}, {"file", finding.path},
                            {"row", finding.row == 0 ? Json(nullptr) : Json(finding.row)}, {"text", catalogue::sentence(finding, context.language)}});
    }
    Json json{{"file", file}, {"territories", composed.territories}, {"findings", findings}, {"simplification", nullptr}};
    if (const auto& simplification = composed.simplification) {
        json["simplification"] = {{"tolerance_m", simplification->tolerance_m}, {"read", simplification->read}, {"drawn", simplification->drawn}};
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Findings go to standard error; the layer is written nonetheless.
void print(const Context& context, const jobs::Composed& composed, const std::string& file, bool json, bool quiet) {
    if (json) {
        fmt::print("{}", json_of(context, composed, file));
        return;
    }
    for (const Finding& finding : composed.findings) {
        fmt::print(stderr, "{} {}: {}\n", alarming("maillage:"), said(context, {finding.path, "", finding.row}), catalogue::sentence(finding, context.language));
    }
    if (quiet) {
        return;
    }
    fmt::print("{}\n", catalogue::filled(catalogue::words("summary.composed").in(context.language), {{"count", fmt::format("{}", composed.territories)}, {"file", file}}));
    if (const auto& simplification = composed.simplification) {
        const auto number = [&](auto value, int decimals) { return readable(static_cast<double>(value), decimals, context.language); };
        fmt::print("{}\n", catalogue::filled(catalogue::words("summary.simplified").in(context.language),
                                             {{"metres", number(simplification->tolerance_m, 1)},
                                              {"drawn", number(simplification->drawn, 0)},
                                              {"read", number(simplification->read, 0)}}));
    }
}

}  // namespace

void add_compose(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<jobs::ComposeOptions>();
    const auto say = [&](const char* fr, const char* en) { return context.say(fr, en); };
    CLI::App* command = app.add_subcommand("compose", say("contours des pays à partir des communes et d'une liste", "outlines of the pays from communes and a list"));
    const auto text = [&](const char* name, std::string& target, const char* type, const char* fr, const char* en) {
        return command->add_option(name, target, say(fr, en))->type_name(type)->group(input_group(context));
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
        ->type_name("COL=V")->allow_extra_args(false)->group(input_group(context));
    text("--gazetteer", options->gazetteer, "DIR", "référentiel, pour les communes des EPCI (défaut : celui fourni)", "gazetteer, for the communes of EPCI (default: the one that comes along)");
    text("--names", options->names, "F", "table des noms (code, nom)", "table of names (code, nom)");
    auto simplify = std::make_shared<std::string>();
    text("--simplify", *simplify, "300m|20000pts", "simplifier les contours, à tant de mètres près ou en tant de sommets", "simplify the outlines, to so many metres or vertices")->group(output_group(context));
    text("-o,--output", options->output, "F", "couche à écrire : .geojson ou .topojson", "layer to write: .geojson or .topojson")->group(output_group(context));
    add_overwrite(*command, context, options->overwrite, "remplacer le fichier", "replace the file");
    auto json = std::make_shared<bool>(false);
    auto quiet = std::make_shared<bool>(false);
    add_json(*command, context, *json, "ce qui a été écrit, en JSON sur la sortie standard", "what was written, as JSON on standard output");
    add_quiet(*command, context, *quiet);
    add_language(*command, context);
    command->footer(say(
        "Des contours de communes (--outlines) sont réunis : le résultat est exact. Des points (--points), avec des cadres à partager entre eux (--within, d'ordinaire les "
        "départements), donnent des contours approchés, marqués « contour: approche ». La table --composition dit quelle commune, ou quel EPCI, est dans quel pays ; sans elle, la "
        "couche en tient lieu, avec sa propre colonne --by. Les communes d'un EPCI viennent de la colonne epci de la couche, sinon du référentiel. --names peut avoir une colonne "
        "NIVGEO : ses lignes du niveau --by servent.\n\n"
        "Les constats vont sur la sortie d'erreur, et la couche est écrite quand même : lisez-les. Une commune que la table liste sans pays est hors pays, ce n'est pas un constat. "
        "Une commune dans deux pays est une erreur.\n\n"
        "--simplify garde tous les territoires et leurs limites communes. Les sommets se comptent comme ils sont écrits : ceux d'une limite commune deux fois, le premier d'un "
        "contour aussi. La précision atteinte est dite. Un nombre de sommets trop petit est refusé, avec le plus petit possible.\n\n"
        "Exemples :\n\n"
        "  maillage compose --outlines communes.geojson --composition table.csv --key CODGEO --by ZE2020 -o ze2020.geojson\n  maillage compose --outlines communes.geojson --by ze2020 -o zones.geojson\n  maillage compose --points data/france/communes.csv --within data/france/departements.geojson --composition data/france/communes.csv --key code --by zone --names data/france/zones.csv -o zones.geojson -O\n  maillage compose --outlines communes.geojson --composition table.csv --key CODGEO --by ZE2020 --simplify 300m -o ze2020.topojson",
        "Outlines of communes (--outlines) are merged: the result is exact. Points (--points), with frames to divide among them (--within, usually the départements), give "
        "approximate outlines, marked \"contour: approche\". The table --composition says which commune, or which EPCI, is in which pays; without it the layer itself does, by its "
        "own column --by. The communes of an EPCI come from the layer's column epci, else from the gazetteer. --names may have a column NIVGEO: its rows of the level --by are "
        "used.\n\n"
        "Findings go to standard error, and the layer is written nonetheless: read them. A commune that the table lists without a pays is outside any pays, that is no finding. A "
        "commune in two pays is an error.\n\n"
        "--simplify keeps every territory and shared borders. Vertices are counted as written: those of a shared border twice, the first of a ring too. The tolerance reached is "
        "said. Too small a number of vertices is refused, with the least possible.\n\n"
        "Examples:\n\n"
        "  maillage compose --outlines communes.geojson --composition table.csv --key CODGEO --by ZE2020 -o ze2020.geojson\n  maillage compose --outlines communes.geojson --by ze2020 -o zones.geojson\n  maillage compose --outlines communes.geojson --composition table.csv --key CODGEO --by ZE2020 --simplify 300m -o ze2020.topojson"));
    command->callback([options, simplify, json, quiet, &context, &action] {
        action = [options, simplify, json, quiet, &context] {
            need("--by COL", options->by);
            need("-o F", options->output);
            options->simplify = simplify_option(*simplify);
            options->assets = context.assets;
            const jobs::Composed composed = jobs::compose(*options);
            print(context, composed, options->output, *json, *quiet);
            return static_cast<int>(exit_done);
        };
    });
}

}  // namespace maillage::tool
