// The command line as text: what help says, for pages and for shells.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../maillage/app.hpp"

namespace maillage::manuals {

struct OptionText {
    std::vector<std::string> names;    ///< "-o", "--output"; of an argument its own word
    std::string value;                 ///< "DIR"; "" of a flag
    std::string what;
    std::vector<std::string> choices;  ///< the words it takes, where these are all
    bool is_file = false;              ///< a file or a folder
};

struct CommandText {
    std::string name;  ///< "run"; "" of the whole
    std::string what;
    std::vector<OptionText> arguments;
    std::vector<std::pair<std::string, std::vector<OptionText>>> groups;  ///< heading -> options
    std::vector<std::string> paragraphs;  ///< of the footer; an example begins with two blanks
};

struct Manual {
    Language language = Language::french;
    std::string version;
    CommandText whole;
    std::vector<CommandText> commands;
};

/// From the tree that parses and prints help.
[[nodiscard]] Manual manual_of(const CLI::App& app, Language language, const std::string& version);

[[nodiscard]] inline bool is_example(const std::string& paragraph) { return paragraph.starts_with("  "); }
/// "maillage run [OPTIONS] [ETUDE.toml]"
[[nodiscard]] std::string synopsis(const CommandText& command);

/// File name -> text.
using Pages = std::map<std::string, std::string>;
/// man(7): maillage.1 and one of each subcommand.
[[nodiscard]] Pages man_pages(const Manual& manual);
/// docs/cli.md.
[[nodiscard]] std::string markdown(const Manual& manual);

[[nodiscard]] std::string bash_completion(const Manual& manual);
[[nodiscard]] std::string zsh_completion(const Manual& manual);
[[nodiscard]] std::string fish_completion(const Manual& manual);

}  // namespace maillage::manuals
