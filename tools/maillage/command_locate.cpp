#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/layers.hpp"
#include "formats/location_counts.hpp"
#include "jobs/locate.hpp"
#include "model/catalogue.hpp"
#include "progress.hpp"

namespace maillage::tool {

namespace {

struct Options {
    jobs::LocateOptions locate;
    std::vector<std::string> merge;
    bool json = false;
    bool quiet = false;
};

class Words {
public:
    explicit Words(const Context& context) : m_language(context.language) {}
    [[nodiscard]] std::string operator()(std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) const {
        return catalogue::filled(catalogue::words(key).in(m_language), parameters);
    }
    [[nodiscard]] std::string number(std::uint64_t value) const { return readable(static_cast<double>(value), 0, m_language); }
    [[nodiscard]] Language language() const { return m_language; }

private:
    Language m_language;
};

void print_counts(const LocationCounts& counts, const Words& words) {
    fmt::print("{}\n", words("locate.counts", {{"read", words.number(counts.read)}, {"located", words.number(counts.located)},
                                               {"outside", words.number(counts.outside)}, {"rejected", words.number(counts.rejected)}}));
    if (counts.on_border + counts.in_overlap > 0) {
        fmt::print("{}\n", words("locate.doubtful", {{"border", words.number(counts.on_border)}, {"overlap", words.number(counts.in_overlap)}}));
    }
    std::uint64_t filled = 0;
    for (const TerritoryPoints& one : counts.territories) {
        filled += one.points > 0 ? 1U : 0U;
    }
    fmt::print("{}\n", words("locate.filled", {{"filled", words.number(filled)}, {"territories", words.number(counts.territories.size())}}));
}

void print_rejections(const jobs::Located& located, const Words& words) {
    for (const jobs::Rejection& rejection : located.rejections) {
        const Said place = Place{located.points_path, "", rejection.row}.text();
        fmt::print("{}\n", words(rejection.written.empty() ? "locate.rejected_mute" : "locate.rejected", {{"place", words.language() == Language::french ? place.fr : place.en},
                                                     {"why", std::string(catalogue::words(rejection.fault).in(words.language()))},
                                                     {"written", rejection.written}}));
    }
    if (const std::uint64_t more = located.counts.rejected - located.rejections.size(); more > 0) {
        fmt::print("{}\n", words("locate.more", {{"count", words.number(more)}}));
    }
}

int merge(const Options& options, const Words& words) {
    if (!options.locate.pays.path.empty() || !options.locate.points.empty() || !options.locate.output.empty()) {
        throw UsageError({"--merge va sans --pays, --points ni -o", "--merge goes without --pays, --points and -o"});
    }
    const LocationCounts counts = jobs::merge_counts(options.merge, options.locate.counts, options.locate.overwrite);
    if (options.json) {
        fmt::print("{}", formats::counts_json(counts));
    } else if (!options.quiet) {
        print_counts(counts, words);
    }
    return exit_done;
}

int execute(const Options& options, const Context& context) {
    const Words words(context);
    if (!options.merge.empty()) {
        return merge(options, words);
    }
    need("--pays F", options.locate.pays.path);
    need("--points F", options.locate.points);
    const jobs::Located located = [&] {
        const Progress progress(context, options.quiet);
        jobs::LocateOptions asked = options.locate;
        asked.step = [&](std::string_view step) { progress(step); };
        asked.progress = [&](std::uint64_t rows, double share) { progress(rows, share); };
        return jobs::locate(asked);
    }();
    if (options.json) {
        fmt::print("{}", formats::counts_json(located.counts));
        return exit_done;
    }
    if (!options.quiet) {
        print_counts(located.counts, words);
        print_rejections(located, words);
        if (located.findings > 0) {
            fmt::print("{}\n", words("locate.findings", {{"count", words.number(located.findings)}, {"file", formats::file_name(options.locate.pays.path)}}));
        }
        for (const std::string& file : {options.locate.output, options.locate.counts}) {
            if (!file.empty()) {
                fmt::print("{}\n", words("locate.written", {{"file", file}}));
            }
        }
    }
    return exit_done;
}

}  // namespace

void add_locate(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    const auto say = [&](const char* fr, const char* en) { return context.say(fr, en); };
    CLI::App* command = app.add_subcommand("locate", say("le pays de chaque point d'un fichier, si gros soit-il", "the pays of each point of a file, however big"));
    jobs::LocateOptions& locate = options->locate;
    const auto text = [&](const char* name, std::string& target, const char* type, const char* fr, const char* en) {
        return command->add_option(name, target, say(fr, en))->type_name(type)->group(input_group(context));
    };
    text("--pays", locate.pays.path, "F", "couche des pays : FICHIER ou FICHIER:COUCHE", "layer of the pays: FILE or FILE:LAYER");
    text("--pays-code", locate.pays.code, "COL", "colonne du code du pays", "column of the pays' code");
    text("--pays-name", locate.pays.name, "COL", "colonne du nom du pays", "column of the pays' name");
    text("--pays-crs", locate.pays.crs, "CRS", "système de coordonnées de la couche, à la place de celui qu'elle dit (EPSG:2154)", "CRS of the layer, instead of the one it states (EPSG:2154)");
    command->add_option("--repair-limit", locate.repair_limit, say("part de surface (%) que réparer un contour peut déplacer (5)", "share of area (%) that repairing an outline may move (5)"))
        ->type_name("PCT")->check(in_range(context, 0.0, 100.0))->group(rule_group(context));
    text("--points", locate.points, "F", "points : tableau ou couche", "points: table or layer");
    text("--points-lon", locate.lon, "COL", "colonne de la longitude", "column of the longitude");
    text("--points-lat", locate.lat, "COL", "colonne de la latitude", "column of the latitude");
    text("--points-crs", locate.crs, "CRS", "système de coordonnées des points, à la place de celui qu'ils disent", "CRS of the points, instead of the one they state");
    text("-o,--output", locate.output, "F", "les points et leur pays : .csv, .fgb ou .gpkg", "the points and their pays: .csv, .fgb or .gpkg")->group(output_group(context));
    text("--counts", locate.counts, "F", "les comptes par pays : .json ou .csv", "the counts by pays: .json or .csv")->group(output_group(context));
    text("--prefix", locate.prefix, "TEXT", "début du titre des colonnes ajoutées (pays : pays_code, pays_situation)", "beginning of the titles of the columns added (pays: pays_code, pays_situation)")->group(output_group(context));
    command->add_flag("--with-name", locate.with_name, say("ajouter aussi le nom du pays (pays_nom)", "add the name of the pays too (pays_nom)"))->group(output_group(context));
    command->add_option("--merge", options->merge, say("additionner des comptes (.json) de parties d'un fichier", "add up counts (.json) of parts of a file"))->type_name("COUNTS…")->group(rule_group(context));
    add_overwrite(*command, context, locate.overwrite, "remplacer les fichiers", "replace the files");
    command->add_option("--limit", locate.shown, say("lignes rejetées montrées (10 ; 0 : toutes)", "rejected rows shown (10; 0: all)"))->type_name("N")->group(output_group(context));
    command->add_option("--threads", locate.threads, say("fils d'exécution (défaut : selon les cœurs)", "threads (default: by the cores)"))->type_name("N")->check(in_range(context, 1, 1024))->group(rule_group(context));
    add_json(*command, context, options->json, "les comptes en JSON sur la sortie standard", "the counts as JSON on standard output");
    add_quiet(*command, context, options->quiet);
    add_language(*command, context);
    command->footer(say(
        "Pour des millions de points : adresses, établissements, équipements. CSV, GeoJSON, suites GeoJSON, GeoPackage et FlatGeobuf sont lus au fil de l'eau, de n'importe quelle "
        "taille ; les autres en entier d'abord. Tous les cœurs travaillent, et le résultat ne dépend pas de leur nombre. Le système de coordonnées est jugé sur les mille premiers "
        "points.\n\n"
        "Colonnes ajoutées : pays_code, pays_nom (avec --with-name) et pays_situation, qui dit :\n\n"
        "  dans           dans un pays\n  limite         sur une limite entre plusieurs : le plus petit code\n  recouvrement   là où plusieurs se recouvrent : le plus petit code\n  hors_pays      dans aucun\n  rejete         ligne vide, trop ou trop peu de cellules, coordonnées absentes, illisibles ou hors domaine\n\n"
        "Les lignes lues sont celles qui sont dans un pays, hors pays ou rejetées ; c'est vérifié. Une ligne rejetée reste à sa place, et les premières sont montrées avec leur "
        "numéro. Le FlatGeobuf ne garde pas une ligne sans point : s'il y en a une, c'est une erreur.\n\n"
        "D'un CSV à un CSV, chaque ligne est recopiée telle quelle, et les cellules ajoutées la suivent, avec le même séparateur ; du Windows-1252 devient de l'UTF-8. D'une couche "
        "à un CSV viennent ses colonnes, puis lon et lat. Vers une couche, les coordonnées et leur système restent ce qu'ils sont.\n\n"
        "Un fichier partagé en morceaux se compte morceau par morceau : les comptes additionnés par --merge sont, à l'octet près, ceux d'un seul passage, quel que soit le partage. "
        "Ils portent l'empreinte de la couche : des comptes d'une autre couche sont refusés.\n\n"
        "Exemples :\n\n"
        "  maillage locate --pays pays.geojson --points ptce.csv -o ptce-pays.csv --counts comptes.json\n  maillage locate --pays pays.geojson --points ptce.csv --counts partie-1.json\n  maillage locate --merge partie-1.json --counts total.json",
        "For millions of points: addresses, establishments, facilities. CSV, GeoJSON, GeoJSON sequences, GeoPackage and FlatGeobuf are streamed, of any size; the others are read "
        "whole first. All cores work, and the result does not depend on their number. The CRS is judged by the first thousand points.\n\n"
        "Columns added: pays_code, pays_nom (with --with-name) and pays_situation, which says:\n\n"
        "  dans           in a pays\n  limite         on a border of several: the lowest code\n  recouvrement   where several overlap: the lowest code\n  hors_pays      in none\n  rejete         blank row, too many or too few cells, coordinates absent, unreadable or out of range\n\n"
        "The rows read are those in a pays, outside any and rejected; that is checked. A rejected row keeps its place, and the first ones are shown with their number. FlatGeobuf "
        "can't keep a row without a point: one is an error.\n\n"
        "From CSV to CSV, each row is copied as it is and the cells added follow, with the same separator; Windows-1252 becomes UTF-8. From a layer to CSV come its columns, then "
        "lon and lat. To a layer, coordinates and their CRS stay what they are.\n\n"
        "A file parted into pieces is counted piece by piece: counts added up by --merge are, to the byte, those of one pass, whatever the parts. They bear the layer's "
        "fingerprint: counts of another layer are refused.\n\n"
        "Examples:\n\n"
        "  maillage locate --pays pays.geojson --points ptce.csv -o ptce-pays.csv --counts counts.json\n  maillage locate --pays pays.geojson --points ptce.csv --counts part-1.json\n  maillage locate --merge part-1.json --counts total.json"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
