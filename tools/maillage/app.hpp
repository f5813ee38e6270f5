// The whole command line as one tree: what parses words, prints help, and is turned into man pages, completions and docs/cli.md.
#pragma once

#include <memory>
#include <string>

#include "command.hpp"

namespace maillage::tool {

/// `context` and `action` must outlive it. `versions` is what --version prints.
[[nodiscard]] std::unique_ptr<CLI::App> make_app(const Context& context, const std::string& versions, Action& action);

/// CLI11's own English for a wrong word, said in the tool's languages with what was probably meant.
[[nodiscard]] std::string usage_message(const CLI::App& app, const CLI::ParseError& error, const Context& context);

}  // namespace maillage::tool
