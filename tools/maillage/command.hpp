// One subcommand: its options go into a CLI11 subcommand, its work is done by a job. setup opens nothing, run decides nothing.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "base/number.hpp"
#include "model/simplify.hpp"

namespace maillage::tool {

/// What every subcommand knows.
struct Context {
    Language language = Language::french;  ///< of help and messages
    bool language_given = false;           ///< by --lang; else a study file may choose
    std::string assets;   ///< folder of data: france/ within
    std::string page;     ///< template of dashboard.html; "" where it was not built
    std::string version;
    [[nodiscard]] std::string say(const char* fr, const char* en) const { return language == Language::french ? fr : en; }
};

/// Runs the chosen subcommand; returns the exit status.
using Action = std::function<int()>;

/// Throws UsageError when the value of `option` is "". Left to the subcommand so that a misspelt option is named first.
void need(const char* option, const std::string& value);

/// What --simplify asks for; nothing when it is not given. Throws UsageError.
[[nodiscard]] std::optional<Simplify> simplify_option(const std::string& value, const std::string& option = "--simplify");

/// Each adds its subcommand to `app` and sets `action` when it is chosen.
void add_run(CLI::App& app, const Context& context, Action& action);
void add_check(CLI::App& app, const Context& context, Action& action);
void add_compose(CLI::App& app, const Context& context, Action& action);
void add_diff(CLI::App& app, const Context& context, Action& action);
void add_locate(CLI::App& app, const Context& context, Action& action);
void add_site(CLI::App& app, const Context& context, Action& action);

}  // namespace maillage::tool
