// The settings of a study, each once: its key in ETUDE.toml, its option, its words, and where it stands in a Study.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/catalogue.hpp"
#include "model/study.hpp"

namespace maillage {

/// A value, however it is written. Nothing: left to its default.
using SettingValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>, std::map<std::string, double>>;

enum class SettingKind {
    text,
    file,     ///< a path; in a study, from the study's own folder
    integer,
    number,
    flag,
    choice,
    list,     ///< of texts, or of some of `choices`
    counts,   ///< text -> whole number
    weights,  ///< text -> number
};

/// Under which heading help and pages show it.
enum class SettingGroup { input, rule, output, what_if };

struct Setting {
    std::string_view key;     ///< "ptce.share"
    std::string_view option;  ///< "--share"; "" = a study's only
    std::string_view type;    ///< of the option's value: "PCT"
    catalogue::Words what;
    SettingKind kind = SettingKind::text;
    SettingGroup group = SettingGroup::rule;
    std::vector<std::string_view> choices{};  ///< of a choice or list; empty: any text
    double least = 0, most = 0;               ///< of numbers
    std::int64_t example = 2026;              ///< of a whole number without a default
    std::function<bool(std::string_view)> is_well_formed{};  ///< of a text, where not every one will do
    std::function<void(Study&, const SettingValue&)> set{};  ///< of a value that is accepted
    std::function<SettingValue(const Study&)> get{};         ///< nothing where the study leaves it open
};

/// Top-level keys first, then section by section.
[[nodiscard]] const std::vector<Setting>& settings();
/// nullptr where there is none of this key.
[[nodiscard]] const Setting* setting_of(std::string_view key);

/// Is the value of the setting's kind and within its bounds?
[[nodiscard]] bool accepts(const Setting& setting, const SettingValue& value);
/// What it takes: "un nombre de 0 à 100".
[[nodiscard]] std::string expected(const Setting& setting, Language language);
/// A value written on the command line; lists are parted by commas. Nothing where it is not accepted.
[[nodiscard]] std::optional<SettingValue> parsed(const Setting& setting, std::string_view text);

/// Why `composition` can't be as it is: settings of a composition that is not named. Throws UsageError.
void check_composition(const Study& study);

}  // namespace maillage
