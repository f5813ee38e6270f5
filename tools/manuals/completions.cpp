#include <algorithm>

#include "base/text.hpp"
#include "manual.hpp"

namespace maillage::manuals {

namespace {

std::vector<OptionText> options_of(const CommandText& command) {
    std::vector<OptionText> all;
    for (const auto& [heading, options] : command.groups) {
        all.insert(all.end(), options.begin(), options.end());
    }
    return all;
}

std::vector<std::string> names_of(const Manual& manual) {
    std::vector<std::string> names;
    for (const CommandText& command : manual.commands) {
        names.push_back(command.name);
    }
    return names;
}

std::string all_names(const CommandText& command) {
    std::vector<std::string> names;
    for (const OptionText& option : options_of(command)) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return join(names, " ");
}

/// Within single quotes of a shell: its quotes, and for zsh what _arguments would read as its own.
std::string zsh_text(const std::string& text) {
    std::string written;
    for (const char letter : text) {
        if (letter == '\'') {
            written += "'\\''";
        } else {
            written += letter == '[' || letter == ']' || letter == ':' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
        }
    }
    return written;
}

std::string fish_text(const std::string& text) {
    std::string written;
    for (const char letter : text) {
        written += letter == '\'' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    }
    return "'" + written + "'";
}

std::string zsh_spec(const OptionText& option) {
    const std::string what = "[" + zsh_text(option.what) + "]";
    std::string value;
    if (!option.value.empty()) {
        value = ":" + zsh_text(option.value) + ":" + (!option.choices.empty() ? "(" + join(option.choices, " ") + ")" : option.is_file ? "_files" : "");
    }
    return option.names.size() == 1 ? "'" + option.names.front() + what + value + "'"
                                    : "'(" + join(option.names, " ") + ")'{" + join(option.names, ",") + "}'" + what + value + "'";
}

}  // namespace

std::string bash_completion(const Manual& manual) {
    std::string text =
        "# bash completion for maillage, made from the command's own options.\n"
        "_maillage() {\n"
        "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= words= i\n"
        "    COMPREPLY=()\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${COMP_WORDS[i]} in " + join(names_of(manual), "|") + ") command=${COMP_WORDS[i]}; break ;; esac\n"
        "    done\n"
        "    case \"$command $prev\" in\n";
    for (const CommandText& command : manual.commands) {
        for (const OptionText& option : options_of(command)) {
            if (option.value.empty()) {
                continue;
            }
            std::vector<std::string> patterns;
            for (const std::string& name : option.names) {
                patterns.push_back("\"" + command.name + " " + name + "\"");
            }
            text += "        " + join(patterns, "|") + ") ";
            text += !option.choices.empty() ? "COMPREPLY=($(compgen -W '" + join(option.choices, " ") + "' -- \"$cur\")); return ;;\n"
                    : option.is_file        ? "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
                                            : "return ;;\n";
        }
    }
    text += "    esac\n    case $command in\n        '') words='" + join(names_of(manual), " ") + " " + all_names(manual.whole) + "' ;;\n";
    for (const CommandText& command : manual.commands) {
        text += "        " + command.name + ") words='" + all_names(command) + "' ;;\n";
    }
    return text +
           "    esac\n"
           "    if [[ -z $command || $cur == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
           "    else\n"
           "        compopt -o filenames 2>/dev/null\n"
           "        COMPREPLY=($(compgen -f -- \"$cur\"))\n"
           "    fi\n"
           "}\n"
           "complete -F _maillage maillage\n";
}

std::string zsh_completion(const Manual& manual) {
    std::string text = "#compdef maillage\n# Made from the command's own options.\n\nlocal -a commands\ncommands=(\n";
    for (const CommandText& command : manual.commands) {
        text += "    '" + command.name + ":" + zsh_text(command.what) + "'\n";
    }
    text += ")\nif (( CURRENT == 2 )); then\n    _describe -t commands commande commands\n    _arguments";
    for (const OptionText& option : options_of(manual.whole)) {
        text += " \\\n        " + zsh_spec(option);
    }
    text += "\n    return\nfi\nlocal command=$words[2]\nshift words\n(( CURRENT-- ))\ncase $command in\n";
    for (const CommandText& command : manual.commands) {
        text += "    " + command.name + ")\n        _arguments";
        for (const OptionText& option : options_of(command)) {
            text += " \\\n            " + zsh_spec(option);
        }
        text += " \\\n            '*:" + std::string(command.arguments.empty() ? "" : zsh_text(command.arguments.front().names.front())) + ":_files'\n        ;;\n";
    }
    return text + "esac\n";
}

std::string fish_completion(const Manual& manual) {
    std::string text = "# fish completion for maillage, made from the command's own options.\n";
    const auto line = [&](const std::string& when, const OptionText& option) {
        text += "complete -c maillage -n '" + when + "'";
        for (const std::string& name : option.names) {
            text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        }
        if (!option.value.empty()) {
            text += !option.choices.empty() ? " -x -a '" + join(option.choices, " ") + "'" : option.is_file ? " -r -F" : " -x";
        }
        text += " -d " + fish_text(option.what) + "\n";
    };
    for (const OptionText& option : options_of(manual.whole)) {
        line("__fish_use_subcommand", option);
    }
    for (const CommandText& command : manual.commands) {
        text += "complete -c maillage -n __fish_use_subcommand -f -a " + command.name + " -d " + fish_text(command.what) + "\n";
        for (const OptionText& option : options_of(command)) {
            line("__fish_seen_subcommand_from " + command.name, option);
        }
    }
    return text;
}

}  // namespace maillage::manuals
