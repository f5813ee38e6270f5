#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "exit_codes.hpp"
#include "formats/check_page.hpp"
#include "formats/report.hpp"
#include "io/atomic_dir.hpp"
#include "jobs/run.hpp"
#include "model/catalogue.hpp"
#include "paint.hpp"
#include "progress.hpp"
#include "study_options.hpp"
#include "summary.hpp"

namespace maillage::tool {

namespace {

struct Options {
    StudyOptions study;
    std::string rows;
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    std::size_t limit = 10;
};

std::string words(const Study& study, std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters = {}) {
    return catalogue::filled(catalogue::words(key).in(study.language), parameters);
}

/// Writes the table of rows to correct where there are any; what to say about it.
std::string write_rows(const Options& options, const Result& result) {
    const stages::RowsToCorrect rows = jobs::rows_to_correct(result);
    if (rows.count == 0) {
        return words(result.study, "check.no_rows");
    }
    io::publish_file(options.rows, options.overwrite, rows.csv);
    return words(result.study, "check.rows_written", {{"count", fmt::format("{}", rows.count)}, {"file", options.rows}});
}

int execute(const Options& options, const Context& context) {
    const Study study = options.study.study(context, false);
    const Result result = [&] {
        const Progress progress(context, options.quiet);
        return jobs::check(study, {context.assets, context.version, "", false, "", [&](std::string_view step) { progress(step); }});
    }();
    const std::string last = options.rows.empty() ? words(study, "summary.nothing_written") : write_rows(options, result);
    if (options.json) {
        fmt::print("{}", formats::report_json(result));
    } else if (!options.quiet) {
        const std::string figures = study.ptce.path.empty() ? "" : summary(result, false);
        fmt::print("{}\n{}{}\n", page(formats::check_page(result, options.limit)), figures, last);
    }
    return verdict(result);
}

}  // namespace

void add_check(CLI::App& app, const Context& context, Action& action) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("check", context.say("lire et vérifier, sans rien publier", "read and validate, publishing nothing"));
    using enum SettingGroup;
    options->study.add_to(*command, context, {input, rule, output});
    command->add_option("--limit", options->limit, context.say("lignes montrées par genre de constat (10 ; 0 : toutes)", "rows shown of each kind of finding (10; 0: all)"))->type_name("N")->group(output_group(context));
    command->add_option("--rows", options->rows, context.say("écrire les lignes à corriger dans ce CSV, à redonner avec --corrections", "write the rows to correct to this CSV, to give back with --corrections"))
        ->type_name("F")->group(output_group(context));
    add_overwrite(*command, context, options->overwrite, "remplacer ce CSV", "replace that CSV");
    add_json(*command, context, options->json, "report.json sur la sortie standard", "report.json on standard output");
    add_quiet(*command, context, options->quiet);
    add_language(*command, context);
    command->footer(context.say(
        "Mêmes entrées que run ; sans --ptce, seule la couche des pays est vérifiée. La page dit ce qui a été lu, quelle colonne donne quoi, puis ce qui est à corriger, réparé, à vérifier et "
        "à savoir, ligne par ligne, avec quoi faire. « maillage explain CONSTAT » en dit plus sur un genre de constat.\n\n"
        "--rows met les lignes à corriger et à vérifier dans une table : maillage_fichier, maillage_ligne et maillage_empreinte disent laquelle, maillage_gravite, maillage_constat et "
        "maillage_conseil pourquoi ; les colonnes de la ligne suivent. On corrige les cellules dans un tableur, puis on redonne la table avec --corrections (ou corrections dans l'étude) : "
        "ces lignes sont lues telles qu'elle les donne, les contours restent ceux de la source. Une ligne qui a changé depuis n'est pas corrigée, et c'est un constat.\n\n"
        "Exemples :\n\n  maillage check --pays pays.geojson --ptce ptce.csv\n  maillage check data/france/etude.toml --rows a-corriger.csv -O",
        "The same inputs as run; without --ptce, only the pays layer is checked. The page says what was read, which column gives what, then what is to correct, repaired, doubtful and to know, "
        "row by row, with what to do. \"maillage explain FINDING\" says more of a kind of finding.\n\n"
        "--rows puts the rows to correct and to look at into a table: maillage_fichier, maillage_ligne and maillage_empreinte say which, maillage_gravite, maillage_constat and "
        "maillage_conseil why; the row's columns follow. Correct the cells in a spreadsheet program and give the table back with --corrections (or corrections in the study): those rows are "
        "read as it gives them, outlines stay the source's. A row that changed since is not corrected, and that is a finding.\n\n"
        "Examples:\n\n  maillage check --pays pays.geojson --ptce ptce.csv\n  maillage check data/france/etude.toml --rows to-correct.csv -O"));
    command->callback([options, &context, &action] {
        action = [options, &context] { return execute(*options, context); };
    });
}

}  // namespace maillage::tool
