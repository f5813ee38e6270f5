#include "formats/study_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.hpp"
#include "base/text.hpp"
#include "model/settings.hpp"

namespace maillage::formats {

namespace {

/// A basic string of TOML 1.0.
std::string quoted(const std::string& text) {
    std::string written = "\"";
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        constexpr unsigned char first_printable = 0x20;
        constexpr unsigned char del = 0x7f;
        if (letter == '"' || letter == '\\') {
            written += {'\\', letter};
        } else if (code < first_printable || code == del) {
            written += fmt::format("\\u{:04X}", code);
        } else {
            written += letter;
        }
    }
    return written + "\"";
}

std::string toml(const SettingValue& value) {
    struct Writer {
        std::string operator()(std::monostate) const { return "\"\""; }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
        std::string operator()(double number) const { return shortest(number); }
        std::string operator()(const std::string& text) const { return quoted(text); }
        std::string operator()(const std::vector<std::string>& list) const {
            std::vector<std::string> words;
            std::transform(list.begin(), list.end(), std::back_inserter(words), quoted);
            return "[" + join(words, ", ") + "]";
        }
        std::string operator()(const std::map<std::string, double>& table) const {
            std::vector<std::string> parts;
            for (const auto& [name, number] : table) {
                parts.push_back(quoted(name) + " = " + shortest(number));
            }
            return parts.empty() ? "{}" : "{ " + join(parts, ", ") + " }";
        }
    };
    return std::visit(Writer{}, value);
}

/// A value to show where the study has none.
SettingValue example(const Setting& setting) {
    switch (setting.kind) {
        case SettingKind::integer: return setting.example;
        case SettingKind::number: return std::min(50.0, setting.most);
        case SettingKind::choice: return std::string(setting.choices.front());
        case SettingKind::list: return setting.choices.empty() ? std::vector<std::string>{"ptce-001"} : std::vector<std::string>{std::string(setting.choices.front())};
        case SettingKind::counts: return std::map<std::string, double>{{"53", 20}};
        case SettingKind::weights: return std::map<std::string, double>{{"taux_chomage", 1}};
        case SettingKind::text: return setting.is_well_formed && setting.type.find('|') != std::string_view::npos ? SettingValue(split(setting.type, '|').front()) : SettingValue(std::string());
        case SettingKind::file:
        case SettingKind::flag: break;
    }
    return std::string();
}

std::string section_of(std::string_view key) {
    const std::string_view::size_type dot = key.find('.');
    return dot == std::string_view::npos ? "" : std::string(key.substr(0, dot));
}

class Writer {
public:
    Writer(const Study& study, const std::vector<Reading>& readings, Language language) : m_study(study), m_readings(readings), m_language(language) {}

    std::string text(const std::vector<std::string>& remarks) {
        for (const std::string& remark : remarks) {
            m_text += "# " + remark + "\n";
        }
        m_text += "\n";
        std::string section;
        for (const Setting& setting : settings()) {
            if (const std::string here = section_of(setting.key); here != section) {
                section = here;
                m_text += "\n[" + section + "]\n";
                remark_reading(section);
            }
            line(setting, section);
        }
        return std::move(m_text);
    }

private:
    [[nodiscard]] std::string say(const char* fr, const char* en) const { return m_language == Language::french ? fr : en; }

    [[nodiscard]] const Reading* reading(const std::string& role) const {
        const auto found = std::find_if(m_readings.begin(), m_readings.end(), [&](const Reading& one) { return one.role == role; });
        return found == m_readings.end() ? nullptr : &*found;
    }

    void remark_reading(const std::string& section) {
        const Reading* const read = reading(section);
        if (read == nullptr) {
            return;
        }
        m_text += "# " + fmt::format(fmt::runtime(say("{} ligne(s) lue(s)", "{} row(s) read")), read->rows) +
                  (read->crs.empty() ? "" : say(" ; système de coordonnées : ", "; CRS: ") + read->crs) + "\n";
        if (!read->unused.empty()) {
            m_text += "# " + say("colonnes dont rien n'est tiré : ", "columns nothing is read from: ") + join(read->unused, ", ") + "\n";
        }
    }

    /// The column it was read from; nothing for other settings.
    [[nodiscard]] SettingValue recognised(const Setting& setting, const std::string& section) const {
        const Reading* const read = reading(section);
        if (read == nullptr || setting.type != "COL") {
            return {};
        }
        const auto found = std::find_if(read->fields.begin(), read->fields.end(), [&](const auto& one) { return section + "." + one.first == setting.key; });
        return found == read->fields.end() ? SettingValue() : SettingValue(found->second);
    }

    void line(const Setting& setting, const std::string& section) {
        const SettingValue own = setting.get(m_study);
        const SettingValue usual = setting.get(m_usual);
        const SettingValue seen = recognised(setting, section);
        const bool given = own != usual;
        const bool active = given || !std::holds_alternative<std::monostate>(seen);
        SettingValue value = given ? own : seen;
        if (!active) {
            value = std::holds_alternative<std::monostate>(usual) ? example(setting) : usual;
        }
        const std::string name(section.empty() ? setting.key : setting.key.substr(section.size() + 1));
        const std::string written = (active ? "" : "# ") + name + " = " + toml(value);
        m_text += fmt::format("{:<34} # {}", written, setting.what.in(m_language));
        if (setting.kind == SettingKind::number || setting.kind == SettingKind::integer ? setting.most < widest : !setting.choices.empty()) {
            m_text += " ; " + expected(setting, m_language);
        }
        if (active && !given) {
            m_text += say(" ; reconnue", "; recognised");
        }
        m_text += "\n";
    }

    static constexpr double widest = 1'000'000;
    const Study& m_study;
    const Study m_usual;
    const std::vector<Reading>& m_readings;
    Language m_language;
    std::string m_text;
};

}  // namespace

std::string study_toml(const Study& study, const std::vector<Reading>& readings, const std::vector<std::string>& remarks, Language language) {
    return Writer(study, readings, language).text(remarks);
}

}  // namespace maillage::formats
