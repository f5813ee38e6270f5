#include "manual.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace maillage::manuals {

namespace {

bool is_word(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char letter) { return std::islower(letter) != 0 || letter == '-'; });
}

OptionText text_of(const CLI::Option& option) {
    OptionText text;
    for (const std::string& name : option.get_snames()) {
        text.names.push_back("-" + name);
    }
    for (const std::string& name : option.get_lnames()) {
        text.names.push_back("--" + name);
    }
    text.value = option.get_type_size() == 0 ? "" : option.get_type_name();
    if (option.get_positional()) {
        text.names = {option.get_name(true)};
        text.value = text.names.front();
    }
    text.what = option.get_description();
    const std::vector<std::string> words = split(text.value, '|');
    if (std::all_of(words.begin(), words.end(), is_word)) {
        text.choices = words;
    }
    text.is_file = text.value == "F" || text.value.starts_with("DIR") || text.value.ends_with("_DIR") || text.value.ends_with(".toml") || text.value == "COUNTS…";
    return text;
}

CommandText text_of(const CLI::App& command, const std::string& name) {
    CommandText text{name, command.get_description(), {}, {}, {}};
    for (const CLI::Option* const option : command.get_options()) {
        if (option->get_positional()) {
            text.arguments.push_back(text_of(*option));
            continue;
        }
        const auto group = std::find_if(text.groups.begin(), text.groups.end(), [&](const auto& one) { return one.first == option->get_group(); });
        (group == text.groups.end() ? text.groups.emplace_back(option->get_group(), std::vector<OptionText>()) : *group).second.push_back(text_of(*option));
    }
    const std::string footer = command.get_footer();
    for (std::string::size_type from = 0; from < footer.size();) {
        const std::string::size_type end = std::min(footer.find("\n\n", from), footer.size());
        text.paragraphs.push_back(footer.substr(from, end - from));
        from = end + 2;
    }
    return text;
}

}  // namespace

Manual manual_of(const CLI::App& app, Language language, const std::string& version) {
    Manual manual{language, version, text_of(app, ""), {}};
    for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
        manual.commands.push_back(text_of(*command, command->get_name()));
    }
    return manual;
}

std::string synopsis(const CommandText& command) {
    std::string text = "maillage " + (command.name.empty() ? "" : command.name + " ") + "[OPTIONS]";
    for (const OptionText& argument : command.arguments) {
        text += " [" + argument.names.front() + "]";
    }
    return text;
}

}  // namespace maillage::manuals
