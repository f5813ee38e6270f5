// The command: words in, one job done, an exit status out. Every error ends here.
#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <new>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "exit_codes.hpp"
#include "model/catalogue.hpp"

namespace maillage::tool {

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

}  // namespace maillage::tool

namespace {

using maillage::Language;
using namespace maillage::tool;

/// --lang wherever it stands: help and messages need it before anything is parsed.
std::optional<Language> language_of(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--lang=en" || (word == "--lang" && i + 1 < argc && std::strcmp(argv[i + 1], "en") == 0)) {
            return Language::english;
        }
        if (word == "--lang=fr" || (word == "--lang" && i + 1 < argc && std::strcmp(argv[i + 1], "fr") == 0)) {
            return Language::french;
        }
    }
    return std::nullopt;
}

/// share/maillage beside the folder of the command, installed or just built; "" where the system does not tell.
std::filesystem::path shared_folder() {
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path() : self.parent_path().parent_path() / "share" / "maillage";
}

/// The data the tool brings: beside an installed command, else that of the sources it was built from.
std::string assets_folder() {
    std::error_code error;
    const std::filesystem::path shared = shared_folder();
    return std::filesystem::is_directory(shared / "france", error) ? shared.string() : MAILLAGE_DATA_DIR;
}

/// The page's template, where it was built (tools/dashboard/build).
std::string page_file() {
    std::error_code error;
    const std::filesystem::path page = shared_folder() / "dashboard.html";
    return std::filesystem::is_regular_file(page, error) ? page.string() : "";
}

std::vector<std::string> known_options(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

/// CLI11's own English for a wrong word, said in the tool's two languages with what was probably meant.
std::string usage_message(const CLI::App& app, const CLI::ParseError& error, const Context& context) {
    const auto* const chosen = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> extras = chosen->remaining(true);
        const std::vector<std::string> rest = extras.empty() ? app.remaining(true) : extras;
        std::string word = rest.empty() ? "" : rest.front();
        if (word.starts_with("password=")) {  // of a connection whose quotes were forgotten
            word = "password=…";
        }
        std::vector<std::string> known = known_options(*chosen);
        if (chosen == &app) {
            known.insert(known.end(), {"run", "check", "compose", "locate", "site", "diff"});
        }
        const auto nearest = maillage::nearest_word(maillage::split(word, '=').front(), known);
        const std::string hint = !nearest ? "" : context.say(" ; vouliez-vous dire ", "; did you mean ") + *nearest + context.say(" ?", "?");
        return context.say("mot inconnu : ", "unknown word: ") + word + hint;
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        return context.say("il manque une valeur : ", "a value is missing: ") + maillage::split(error.what(), ':').front();
    }
    if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr || dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
        return context.say("valeur refusée : ", "value refused: ") + error.what();
    }
    return context.say("ligne de commande : ", "command line: ") + error.what();
}

int fail(const Context& context, const maillage::Said& said, int code) {
    fmt::print(stderr, "{}\n", maillage::catalogue::filled("maillage: {what}", {{"what", context.language == Language::french ? said.fr : said.en}}));
    return code;
}

int run(int argc, char** argv) {
    Context context;
    const std::optional<Language> asked = language_of(argc, argv);
    context.language = asked.value_or(Language::french);
    context.language_given = asked.has_value();
    context.assets = assets_folder();
    context.page = page_file();
    context.version = MAILLAGE_VERSION;
    CLI::App app(context.say("Où un service public manque-t-il ?", "Where is a public service missing?"), "maillage");
    app.set_version_flag("--version", "maillage " MAILLAGE_VERSION, context.say("la version", "the version"));
    app.set_help_flag("-h,--help", context.say("cette aide", "this help"));
    app.option_defaults()->always_capture_default(false);
    if (context.language == Language::french) {
        for (const auto& [english, french] : {std::pair{"Usage", "Emploi"}, {"Options", "Options"}, {"Subcommands", "Commandes"}, {"SUBCOMMAND", "COMMANDE"}, {"Positionals", "Entrée"}}) {
            app.get_formatter()->label(english, french);
        }
    }
    Action action;
    add_run(app, context, action);
    add_check(app, context, action);
    add_compose(app, context, action);
    add_locate(app, context, action);
    add_site(app, context, action);
    add_diff(app, context, action);
    for (CLI::App* command : app.get_subcommands({})) {
        command->set_help_flag("-h,--help", context.say("cette aide", "this help"));
        command->group(context.say("Commandes", "Subcommands"));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        return fail(context, {usage_message(app, error, context), usage_message(app, error, context)}, exit_usage);
    }
    try {
        if (!action) {
            throw maillage::UsageError({"il manque une commande : run, check, compose, locate, site ou diff (maillage --help)", "a command is missing: run, check, compose, locate, site or diff (maillage --help)"});
        }
        return action();
    } catch (const maillage::UsageError& error) {
        return fail(context, error.said(), exit_usage);
    } catch (const maillage::InputError& error) {
        return fail(context, error.said(), exit_input);
    } catch (const maillage::Error& error) {
        return fail(context, error.said(), exit_failure);
    } catch (const std::bad_alloc&) {
        return fail(context, {"plus de mémoire", "out of memory"}, exit_failure);
    } catch (const std::exception& error) {
        return fail(context, {std::string("erreur interne : ") + error.what(), std::string("internal error: ") + error.what()}, exit_failure);
    }
}

}  // namespace

int main(int argc, char** argv) { return run(argc, argv); }
