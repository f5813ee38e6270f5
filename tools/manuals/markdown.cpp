#include <algorithm>

#include "base/text.hpp"
#include "manual.hpp"

namespace maillage::manuals {

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::string::size_type at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
    return text;
}

/// In a cell of a table a bar must be escaped, in code too.
std::string code(const std::string& text) { return "`" + replaced(text, "|", "\\|") + "`"; }

std::string table(const std::string& title, const std::vector<OptionText>& options) {
    std::string text = "| " + title + " | |\n|---|---|\n";
    for (const OptionText& option : options) {
        std::vector<std::string> names;
        std::transform(option.names.begin(), option.names.end(), std::back_inserter(names), code);
        std::string first = join(names, ", ");
        if (!option.value.empty() && option.value != option.names.front()) {
            first.pop_back();
            first += " " + replaced(option.value, "|", "\\|") + "`";
        }
        text += "| " + first + " | " + replaced(option.what, "|", "\\|") + " |\n";
    }
    return text + "\n";
}

std::string paragraphs(const CommandText& command) {
    std::string text;
    for (const std::string& paragraph : command.paragraphs) {
        text += is_example(paragraph) ? (paragraph.starts_with("  maillage ") ? "```sh\n" : "```text\n") + replaced(paragraph.substr(2), "\n  ", "\n") + "\n```\n\n" : paragraph + "\n\n";
    }
    return text;
}

}  // namespace

std::string markdown(const Manual& manual) {
    std::string text =
        "# La commande\n\n<!-- Fait par build/release/bin/manuals à partir de l'aide de la commande : ne pas corriger ici. -->\n\n"
        "Les mêmes mots que `maillage COMMANDE --help` et que `man maillage`. Les réglages d'une étude : [etude.md](etude.md) ; ce qu'écrit un passage : "
        "[formats.md](formats.md) ; comment un chiffre est fait : [method.md](method.md).\n\n| commande | ce qu'elle fait |\n|---|---|\n";
    for (const CommandText& command : manual.commands) {
        text += "| [`maillage " + command.name + "`](#" + command.name + ") | " + command.what + " |\n";
    }
    text += "\n" + paragraphs(manual.whole);
    for (const auto& [heading, options] : manual.whole.groups) {
        text += table(heading, options);
    }
    for (const CommandText& command : manual.commands) {
        text += "## " + command.name + "\n\n" + command.what + "\n\n`" + synopsis(command) + "`\n\n";
        if (!command.arguments.empty()) {
            text += table("Arguments", command.arguments);
        }
        for (const auto& [heading, options] : command.groups) {
            text += table(heading, options);
        }
        text += paragraphs(command);
    }
    text.pop_back();
    return text;
}

}  // namespace maillage::manuals
