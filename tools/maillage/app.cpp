#include "app.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/limits.hpp"

namespace maillage::tool {

namespace {

std::vector<std::string> known_words(const CLI::App& chosen, const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : chosen.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    if (&chosen == &app) {
        for (const CLI::App* command : app.get_subcommands({})) {
            names.push_back(command->get_name());
        }
    }
    return names;
}

/// "--limit = abc" of "Could not convert: --limit = abc".
std::string after_colon(const std::string& text) {
    const std::string::size_type colon = text.find(": ");
    return colon == std::string::npos ? text : text.substr(colon + 2);
}

/// What is read is bounded (docs/trust.md).
void add_limits(CLI::App& command, const Context& context) {
    const auto set = [](const std::vector<std::string>& texts) {
        io::Limits limits;
        for (const std::string& text : texts) {
            io::set_limit(limits, text);
        }
        io::set_process_limits(limits);
    };
    std::vector<std::string> names;
    for (const io::LimitName& limit : io::limit_names()) {
        names.emplace_back(limit.name);
    }
    command
        .add_option_function<std::vector<std::string>>(
            "--allow", set, context.say("changer une limite de lecture : ", "change a limit on what is read: ") + join(names, ", "))
        ->type_name(context.say("NOM=N", "NAME=N"))->allow_extra_args(false)->group(input_group(context));
}

}  // namespace

void need(const char* option, const std::string& value) {
    if (value.empty()) {
        throw UsageError({fmt::format("il manque {}", option), fmt::format("{} is missing", option)});
    }
}

std::optional<Simplify> simplify_option(const std::string& value, const std::string& option) {
    const std::optional<Simplify> simplify = simplify_of(value);
    if (!value.empty() && !simplify) {
        throw UsageError({option + " " + value + " : donner des mètres ou un nombre de sommets, par exemple " + option + " 300m ou " + option + " 20000pts",
                          option + " " + value + ": give metres or a number of vertices, for example " + option + " 300m or " + option + " 20000pts"});
    }
    return simplify;
}

const char* input_group(const Context& context) { return context.language == Language::french ? "Entrées" : "Inputs"; }
const char* rule_group(const Context& context) { return context.language == Language::french ? "Réglages" : "Settings"; }
const char* output_group(const Context& context) { return context.language == Language::french ? "Sortie" : "Output"; }

std::string refusal(const Context& context, const std::string& given, const std::string& expected) {
    const std::string value = given.find("password=") == std::string::npos ? given : "…";
    return context.say(fmt::format("« {} » ; il faut {}", value, expected).c_str(), fmt::format("\"{}\"; it takes {}", value, expected).c_str());
}

CLI::Validator in_range(const Context& context, double least, double most) {
    return CLI::Validator([&context, least, most](std::string& text) {
        const std::optional<double> number = parse_number(text);
        const auto bound = [&](double value) { return readable(value, 0, context.language); };
        return number && *number >= least && *number <= most
                   ? std::string()
                   : refusal(context, text, context.say(fmt::format("un nombre de {} à {}", bound(least), bound(most)).c_str(), fmt::format("a number from {} to {}", bound(least), bound(most)).c_str()));
    }, "");
}

CLI::Validator one_of(const Context& context, std::vector<std::string> words) {
    return CLI::Validator([&context, words = std::move(words)](std::string& text) {
        return std::find(words.begin(), words.end(), text) != words.end()
                   ? std::string()
                   : refusal(context, text, context.say("un de ces mots : ", "one of these words: ") + join(words, ", "));
    }, "");
}

void add_overwrite(CLI::App& command, const Context& context, bool& overwrite, const char* fr, const char* en) {
    command.add_flag("-O,--overwrite", overwrite, context.say(fr, en))->group(output_group(context));
}

void add_json(CLI::App& command, const Context& context, bool& json, const char* fr, const char* en) {
    command.add_flag("--json", json, context.say(fr, en))->group(output_group(context));
}

void add_quiet(CLI::App& command, const Context& context, bool& quiet) {
    command.add_flag("-q,--quiet", quiet, context.say("ne rien dire", "say nothing"))->group(output_group(context));
}

void add_language(CLI::App& command, const Context& context) {
    command.add_option_function<std::string>("--lang", [](const std::string&) {}, context.say("langue : fr ou en", "language: fr or en"))
        ->type_name("fr|en")->check(one_of(context, {"fr", "en"}))->group(output_group(context));
}

std::unique_ptr<CLI::App> make_app(const Context& context, const std::string& versions, Action& action) {
    auto app = std::make_unique<CLI::App>(context.say("Où un service public manque-t-il ?", "Where is a public service missing?"), "maillage");
    app->set_version_flag("--version", versions, context.say("la version, et celles des bibliothèques", "the version, and those of the libraries"));
    app->set_help_flag("-h,--help", context.say("cette aide", "this help"));
    app->option_defaults()->always_capture_default(false);
    if (context.language == Language::french) {
        for (const auto& [english, french] : {std::pair{"Usage", "Emploi"}, {"Options", "Options"}, {"Subcommands", "Commandes"}, {"SUBCOMMAND", "COMMANDE"}, {"Positionals", "Arguments"}, {"Excludes", "pas avec"}, {"Needs", "avec"}}) {
            app->get_formatter()->label(english, french);
        }
    }
    add_run(*app, context, action);
    add_init(*app, context, action);
    add_check(*app, context, action);
    add_explain(*app, context, action);
    add_compose(*app, context, action);
    add_locate(*app, context, action);
    add_site(*app, context, action);
    add_diff(*app, context, action);
    for (CLI::App* command : app->get_subcommands({})) {
        add_limits(*command, context);
        command->set_help_flag("-h,--help", context.say("cette aide", "this help"))->group(output_group(context));
        command->group(context.say("Commandes", "Subcommands"));
    }
    app->footer(context.say(
        "Une entrée se nomme FICHIER ou FICHIER:COUCHE ; dans une archive, FICHIER.zip:MEMBRE:COUCHE. Sont lus les tableaux CSV, XLSX et ODS, et les couches Shapefile, GeoPackage, "
        "GeoJSON, TopoJSON, FlatGeobuf, KML et GML ; une table de PostGIS se nomme \"PG:dbname=geo table=zonages.pays\". Pas d'adresse web : télécharger d'abord. Les résultats vont sur la sortie standard, les messages et l'avancement (dans un "
        "terminal seulement) sur la sortie d'erreur. La couleur ne sert que dans un terminal ; NO_COLOR l'éteint.\n\n"
        "Statut de sortie :\n\n"
        "  0  fait\n"
        "  1  fait, mais un seuil n'est pas tenu (--fail-under, --fail-on) ; ou doublons avec --strict, et rien n'est écrit\n"
        "  2  la ligne de commande ne se comprend pas\n"
        "  3  une entrée est inutilisable\n"
        "  4  la lecture, l'écriture ou une bibliothèque a échoué ; un dossier existe sans -O\n\n"
        "Une erreur tient en une ligne : maillage: fichier: couche: ligne: ce qui ne va pas. Un mot inconnu est une erreur, avec le mot le plus proche.\n\n"
        "Pour l'aide d'une commande :\n\n  maillage run --help",
        "An input is named FILE or FILE:LAYER; inside an archive, FILE.zip:MEMBER:LAYER. Tables are read as CSV, XLSX and ODS, layers as Shapefile, GeoPackage, GeoJSON, TopoJSON, "
        "FlatGeobuf, KML and GML; a table of PostGIS is named \"PG:dbname=geo table=zonages.pays\". No web address: download first. Results go to standard output, messages and progress (in a terminal only) to standard error. "
        "Colour is for terminals only; NO_COLOR turns it off.\n\n"
        "Exit status:\n\n"
        "  0  done\n"
        "  1  done, but a threshold is not met (--fail-under, --fail-on); or duplicates under --strict, and nothing is written\n"
        "  2  the command line can't be understood\n"
        "  3  an input can't be used\n"
        "  4  reading, writing or a library failed; a folder exists without -O\n\n"
        "An error is one line: maillage: file: layer: row: what is wrong. An unknown word is an error, with the nearest one.\n\n"
        "Help for a command:\n\n  maillage run --help"));
    return app;
}

std::string usage_message(const CLI::App& app, const CLI::ParseError& error, const Context& context) {
    const auto* const chosen = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> extras = chosen->remaining(true);
        const std::vector<std::string> rest = extras.empty() ? app.remaining(true) : extras;
        std::string word = rest.empty() ? "" : rest.front();
        if (word.starts_with("password=")) {  // of a connection whose quotes were forgotten
            word = "password=…";
        }
        const auto nearest = nearest_word(split(word, '=').front(), known_words(*chosen, app));
        const std::string hint = !nearest ? "" : context.say(" ; vouliez-vous dire ", "; did you mean ") + *nearest + context.say(" ?", "?");
        return context.say("mot inconnu : ", "unknown word: ") + word + hint;
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        return context.say("il manque une valeur, ou elle est donnée deux fois : ", "a value is missing, or given twice: ") + split(error.what(), ':').front();
    }
    if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
        return context.say("ce n'est pas un nombre qui convienne : ", "this is no suitable number: ") + after_colon(error.what());
    }
    if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
        std::string what = error.what();  // "--share: why"
        if (const std::string::size_type colon = what.find(": "); colon != std::string::npos) {
            what.replace(colon, 1, "");
        }
        return context.say("valeur refusée : ", "value refused: ") + what;
    }
    if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
        std::string what = error.what();  // "--a excludes --b"
        if (const std::string::size_type verb = what.find(" excludes "); verb != std::string::npos) {
            what.replace(verb, std::string(" excludes ").size(), context.say(" ne va pas avec ", " does not go with "));
        }
        return what;
    }
    return context.say("ligne de commande : ", "command line: ") + error.what();
}

}  // namespace maillage::tool
