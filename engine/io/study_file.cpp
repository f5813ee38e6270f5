#include "io/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <toml++/toml.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/open.hpp"
#include "model/connection.hpp"
#include "model/settings.hpp"

namespace maillage::io {

namespace {

/// Nothing where TOML has a value that no setting takes.
std::optional<SettingValue> value_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) {
        return *text;
    }
    if (const auto flag = node.value_exact<bool>()) {
        return *flag;
    }
    if (const auto whole = node.value_exact<std::int64_t>()) {
        return *whole;
    }
    if (const auto real = node.value_exact<double>()) {
        return *real;
    }
    if (const toml::array* const list = node.as_array()) {
        std::vector<std::string> words;
        for (const toml::node& item : *list) {
            const auto word = item.value_exact<std::string>();
            if (!word) {
                return std::nullopt;
            }
            words.push_back(*word);
        }
        return words;
    }
    if (const toml::table* const table = node.as_table()) {
        std::map<std::string, double> numbers;
        for (const auto& [name, item] : *table) {
            const auto number = item.is_number() ? item.value<double>() : std::nullopt;
            if (!number) {
                return std::nullopt;
            }
            numbers[std::string(name.str())] = *number;
        }
        return numbers;
    }
    return std::nullopt;
}

class Reader {
public:
    Reader(const std::string& name, const std::filesystem::path& folder) : m_path(name), m_folder(folder) {}

    Study read(const std::string& text) {
        try {
            const toml::table table = toml::parse(text, m_path);
            take(table, "");
        } catch (const toml::parse_error& error) {
            throw InputError({m_path, "", error.source().begin.line},
                             {fmt::format("TOML illisible : {}", error.description()), fmt::format("unreadable TOML: {}", error.description())});
        }
        if (!weighs(m_study.priorities)) {
            throw InputError({m_path, "", 0}, {"[priorities] : tous les poids sont nuls", "[priorities]: all weights are zero"});
        }
        if (m_study.composition && m_study.composition->path.empty()) {
            m_study.composition.reset();
        }
        return std::move(m_study);
    }

private:
    void take(const toml::table& table, const std::string& prefix) {
        for (const auto& [name, node] : table) {
            const std::string key = prefix + std::string(name.str());
            if (const Setting* const setting = setting_of(key)) {
                take(*setting, node);
            } else if (node.is_table() && is_section(key)) {
                take(*node.as_table(), key + ".");
            } else {
                throw_unknown(key, node.source().begin.line);
            }
        }
    }

    void take(const Setting& setting, const toml::node& node) {
        std::optional<SettingValue> value = value_of(node);
        if (!value || !accepts(setting, *value)) {
            throw InputError({m_path, "", node.source().begin.line},
                             {fmt::format("valeur inattendue pour « {} » ; il faut {}", setting.key, expected(setting, Language::french)),
                              fmt::format("unexpected value for \"{}\"; it takes {}", setting.key, expected(setting, Language::english))});
        }
        if (auto* const path = std::get_if<std::string>(&*value); setting.kind == SettingKind::file && !path->empty() && !is_connection(*path) && !path->starts_with(memory_prefix)) {
            *path = (m_folder / *path).lexically_normal().string();
        }
        setting.set(m_study, *value);
    }

    [[nodiscard]] static bool is_section(const std::string& key) {
        return std::any_of(settings().begin(), settings().end(), [&](const Setting& one) { return one.key.starts_with(key + "."); });
    }

    void throw_unknown(const std::string& key, std::size_t line) const {
        std::vector<std::string> known;
        for (const Setting& setting : settings()) {
            known.emplace_back(setting.key);
        }
        std::sort(known.begin(), known.end());
        const std::optional<std::string> nearest = nearest_word(key, known);
        throw InputError({m_path, "", line},
                         {fmt::format("clé inconnue « {} »{}", key, nearest ? fmt::format(" ; vouliez-vous dire « {} » ?", *nearest) : ""),
                          fmt::format("unknown key \"{}\"{}", key, nearest ? fmt::format("; did you mean \"{}\"?", *nearest) : "")});
    }

    std::string m_path;
    std::filesystem::path m_folder;
    Study m_study;
};

}  // namespace

Study read_study(const std::string& path) { return read_study(read_file(path), path, std::filesystem::path(path).parent_path().string()); }

Study read_study(const std::string& text, const std::string& name, const std::string& folder) { return Reader(name, folder).read(text); }

}  // namespace maillage::io
