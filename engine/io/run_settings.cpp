#include "io/run_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "model/run_folder.hpp"
#include "model/settings.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::json;

/// Nothing where JSON has a value that no setting takes.
std::optional<SettingValue> value_of(const Json& json) {
    if (json.is_boolean()) {
        return json.get<bool>();
    }
    if (json.is_number()) {
        const bool whole = json.is_number_integer() && (!json.is_number_unsigned() || json.get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max());
        return whole ? SettingValue(json.get<std::int64_t>()) : SettingValue(json.get<double>());
    }
    if (json.is_string()) {
        return json.get<std::string>();
    }
    if (json.is_array() && std::all_of(json.begin(), json.end(), [](const Json& one) { return one.is_string(); })) {
        return json.get<std::vector<std::string>>();
    }
    if (json.is_object() && std::all_of(json.begin(), json.end(), [](const Json& one) { return one.is_number(); })) {
        return json.get<std::map<std::string, double>>();
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const std::string& path, std::string_view key) {
    throw InputError({path}, {fmt::format("réglage illisible : « {} »", key), fmt::format("setting that can't be read: \"{}\"", key)});
}

}  // namespace

Study settings_of(const std::string& text, const std::string& path) {
    const Json manifest = Json::parse(text, nullptr, false);
    const Json::json_pointer place("/maillage/study");
    if (manifest.is_discarded() || !manifest.contains(place) || !manifest[place].is_object()) {
        throw InputError({path}, {"les réglages du passage n'y sont pas", "the settings of the run are not in it"});
    }
    Study study;
    for (const Setting& setting : settings()) {
        const Json::json_pointer at = place / Json::json_pointer(place_of_setting(setting.key));
        const Json::json_pointer section = at.parent_pointer();
        if (manifest.contains(section) && !manifest[section].is_object() && !manifest[section].is_null()) {
            refuse(path, section.back());
        }
        const Json json = manifest.contains(at) ? manifest[at] : Json();
        if (json.is_null() || setting.key == "postgis") {  // what was written there is not written again
            continue;
        }
        const std::optional<SettingValue> value = value_of(json);
        if (!value || !accepts(setting, *value)) {
            refuse(path, setting.key);
        }
        setting.set(study, *value);
    }
    if (!weighs(study.priorities)) {
        refuse(path, "priorities");
    }
    if (study.composition && study.composition->path.empty()) {
        study.composition.reset();
    }
    return study;
}

}  // namespace maillage::io
