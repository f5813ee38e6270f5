// The command: words in, one job done, an exit status out. Every error ends here.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>

#include "app.hpp"
#include "base/error.hpp"
#include "exit_codes.hpp"
#include "io/limits.hpp"
#include "model/catalogue.hpp"
#include "paint.hpp"
#include "stages/versions.hpp"

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

/// "maillage 0.1.0", then what it was built on, a line each.
std::string versions() {
    std::string text = "maillage " MAILLAGE_VERSION;
    for (const auto& [name, release] : maillage::stages::library_versions()) {
        text += fmt::format("\n{} {}", name, release);
    }
    return text;
}

int fail(const Context& context, const maillage::Said& said, int code) {
    fmt::print(stderr, "{} {}\n", alarming("maillage:"), maillage::catalogue::filled("{what}", {{"what", context.language == Language::french ? said.fr : said.en}}));
    return code;
}

/// `bound`: what bound_memory gave.
maillage::Said out_of_memory(std::uint64_t bound) {
    if (bound == 0) {
        return {"plus de mémoire", "out of memory"};
    }
    return {fmt::format("plus de mémoire (limite : {} octets ; --allow memory=… la change)", bound),
            fmt::format("out of memory (limit: {} bytes; --allow memory=… changes it)", bound)};
}

int run(int argc, char** argv) {
    Context context;
    const std::optional<Language> asked = language_of(argc, argv);
    context.language = asked.value_or(Language::french);
    context.language_given = asked.has_value();
    context.assets = assets_folder();
    context.page = page_file();
    context.version = MAILLAGE_VERSION;
    Action action;
    const std::unique_ptr<CLI::App> app = make_app(context, versions(), action);
    try {
        app->parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app->exit(success);
    } catch (const maillage::UsageError& error) {
        return fail(context, error.said(), exit_usage);
    } catch (const CLI::ParseError& error) {
        const std::string said = usage_message(*app, error, context);
        return fail(context, {said, said}, exit_usage);
    }
    const std::uint64_t memory = maillage::io::bound_memory(maillage::io::process_limits());
    try {
        if (!action) {
            throw maillage::UsageError({"il manque une commande : run, init, check, explain, compose, locate, site ou diff (maillage --help)", "a command is missing: run, init, check, explain, compose, locate, site or diff (maillage --help)"});
        }
        return action();
    } catch (const maillage::UsageError& error) {
        return fail(context, error.said(), exit_usage);
    } catch (const maillage::InputError& error) {
        return fail(context, error.said(), exit_input);
    } catch (const maillage::Error& error) {
        return fail(context, error.said(), exit_failure);
    } catch (const std::bad_alloc&) {
        return fail(context, out_of_memory(memory), exit_failure);
    } catch (const std::exception& error) {
        return fail(context, {std::string("erreur interne : ") + error.what(), std::string("internal error: ") + error.what()}, exit_failure);
    }
}

}  // namespace

int main(int argc, char** argv) {
    // Libraries promise of some calls that they don't throw, and yet allocate in them: what then ends the process ends it here. Nothing
    // published has changed: output is put in place by one rename, when all of it is written.
    std::set_terminate([] {
        try {
            if (const std::exception_ptr error = std::current_exception()) {
                std::rethrow_exception(error);
            }
        } catch (const std::bad_alloc&) {
            std::fputs("maillage: plus de mémoire (out of memory)\n", stderr);
            std::_Exit(exit_failure);
        } catch (...) {
        }
        std::fputs("maillage: arrêt imprévu, de mémoire épuisée ou par une erreur interne (ended by lack of memory or an internal error)\n", stderr);
        std::abort();
    });
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        std::terminate();
    }
}
