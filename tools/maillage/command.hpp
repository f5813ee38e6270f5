// One subcommand: its options go into a CLI11 subcommand, its work is done by a job. setup opens nothing, run decides nothing.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

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

/// The headings options stand under, in help and pages.
[[nodiscard]] const char* input_group(const Context& context);
[[nodiscard]] const char* rule_group(const Context& context);
[[nodiscard]] const char* output_group(const Context& context);

/// Checks of an option's value that refuse it in the tool's languages.
[[nodiscard]] CLI::Validator in_range(const Context& context, double least, double most);
[[nodiscard]] CLI::Validator one_of(const Context& context, std::vector<std::string> words);
/// Why `value` is refused: "120 ; il faut un nombre de 0 à 100".
[[nodiscard]] std::string refusal(const Context& context, const std::string& value, const std::string& expected);

/// -O, --json, --quiet and --lang as every subcommand has them; `what` is replaced, or printed.
void add_overwrite(CLI::App& command, const Context& context, bool& overwrite, const char* fr, const char* en);
void add_json(CLI::App& command, const Context& context, bool& json, const char* fr, const char* en);
void add_quiet(CLI::App& command, const Context& context, bool& quiet);
void add_language(CLI::App& command, const Context& context);

/// Each adds its subcommand to `app` and sets `action` when it is chosen.
void add_run(CLI::App& app, const Context& context, Action& action);
void add_init(CLI::App& app, const Context& context, Action& action);
void add_check(CLI::App& app, const Context& context, Action& action);
void add_explain(CLI::App& app, const Context& context, Action& action);
void add_compose(CLI::App& app, const Context& context, Action& action);
void add_diff(CLI::App& app, const Context& context, Action& action);
void add_locate(CLI::App& app, const Context& context, Action& action);
void add_site(CLI::App& app, const Context& context, Action& action);

}  // namespace maillage::tool
