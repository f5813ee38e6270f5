#include "model/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage {

namespace {

bool is_within(const Setting& setting, double value) { return std::isfinite(value) && value >= setting.least && value <= setting.most; }

bool is_one_of(const Setting& setting, const std::string& word) {
    return std::find(setting.choices.begin(), setting.choices.end(), word) != setting.choices.end();
}

bool accepts_list(const Setting& setting, const std::vector<std::string>& words) {
    if (words.empty() && setting.key == "ptce.counted") {
        return false;  // no stage at all would count nothing
    }
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) { return !word.empty() && (setting.choices.empty() || is_one_of(setting, word)); });
}

bool accepts_table(const Setting& setting, const std::map<std::string, double>& table) {
    return std::all_of(table.begin(), table.end(), [&](const auto& one) {
        return is_within(setting, one.second) && (setting.kind == SettingKind::weights || one.second == std::floor(one.second));
    });
}

std::string listed(const Setting& setting) {
    std::vector<std::string> words;
    for (const std::string_view choice : setting.choices) {
        words.push_back(choice.empty() ? "\"\"" : std::string(choice));
    }
    return join(words, ", ");
}

}  // namespace

const Setting* setting_of(std::string_view key) {
    const auto found = std::find_if(settings().begin(), settings().end(), [&](const Setting& one) { return one.key == key; });
    return found == settings().end() ? nullptr : &*found;
}

bool accepts(const Setting& setting, const SettingValue& value) {
    const auto* const text = std::get_if<std::string>(&value);
    const auto* const whole = std::get_if<std::int64_t>(&value);
    const auto* const real = std::get_if<double>(&value);
    switch (setting.kind) {
        case SettingKind::text: return text != nullptr && (!setting.is_well_formed || setting.is_well_formed(*text));
        case SettingKind::file: return text != nullptr;
        case SettingKind::integer: return whole != nullptr && is_within(setting, static_cast<double>(*whole));
        case SettingKind::number: return (whole != nullptr && is_within(setting, static_cast<double>(*whole))) || (real != nullptr && is_within(setting, *real));
        case SettingKind::flag: return std::holds_alternative<bool>(value);
        case SettingKind::choice: return text != nullptr && is_one_of(setting, *text);
        case SettingKind::list: {
            const auto* const words = std::get_if<std::vector<std::string>>(&value);
            return words != nullptr && accepts_list(setting, *words);
        }
        case SettingKind::counts:
        case SettingKind::weights: {
            const auto* const table = std::get_if<std::map<std::string, double>>(&value);
            return table != nullptr && accepts_table(setting, *table);
        }
    }
    return false;
}

std::string expected(const Setting& setting, Language language) {
    const auto say = [language](std::string fr, std::string en) { return language == Language::french ? std::move(fr) : std::move(en); };
    const std::string least = readable(setting.least, 0, language);
    const std::string most = readable(setting.most, 0, language);
    switch (setting.kind) {
        case SettingKind::text: return setting.is_well_formed ? say("un texte comme ", "a text such as ") + join(split(setting.type, '|'), say(" ou ", " or "))  : say("un texte", "a text");
        case SettingKind::file: return say("un nom de fichier", "the name of a file");
        case SettingKind::integer: return say(fmt::format("un nombre entier de {} à {}", least, most), fmt::format("a whole number from {} to {}", least, most));
        case SettingKind::number: return say(fmt::format("un nombre de {} à {}", least, most), fmt::format("a number from {} to {}", least, most));
        case SettingKind::flag: return say("true (oui) ou false (non)", "true or false");
        case SettingKind::choice: return say("un de ces mots : ", "one of these words: ") + listed(setting);
        case SettingKind::list:
            return setting.choices.empty() ? say("une liste de textes", "a list of texts") : say("une liste de ces mots : ", "a list of these words: ") + listed(setting);
        case SettingKind::counts: return say("une table de nombres entiers", "a table of whole numbers");
        case SettingKind::weights: return say(fmt::format("une table de nombres de {} à {}", least, most), fmt::format("a table of numbers from {} to {}", least, most));
    }
    return {};
}

std::optional<SettingValue> parsed(const Setting& setting, std::string_view text) {
    SettingValue value = std::string(text);
    if (setting.kind == SettingKind::integer || setting.kind == SettingKind::number) {
        const std::optional<double> number = parse_number(text);
        if (!number) {
            return std::nullopt;
        }
        constexpr double exactly = 9e15;
        value = *number == std::floor(*number) && std::fabs(*number) < exactly ? SettingValue(static_cast<std::int64_t>(*number)) : SettingValue(*number);
    } else if (setting.kind == SettingKind::list) {
        value = split(text, ',');
    }
    return accepts(setting, value) ? std::optional(std::move(value)) : std::nullopt;
}

void check_composition(const Study& study) {
    if (study.composition && study.composition->path.empty()) {
        throw UsageError({"--key, --by et --composition-cog vont avec --composition", "--key, --by and --composition-cog go with --composition"});
    }
}

}  // namespace maillage
