#include "io/study_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <map>
#include <toml++/toml.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/open.hpp"
#include "model/catalogue.hpp"

namespace maillage::io {

namespace {

/// One key's value taken into the study; false when it is of the wrong kind.
using Taker = std::function<bool(const toml::node&)>;

class Reader {
public:
    explicit Reader(const std::string& path) : m_path(path), m_folder(std::filesystem::path(path).parent_path()) {
        expect_texts();
        expect_files();
        expect_numbers();
        expect_others();
    }

    Study read() {
        try {
            const toml::table table = toml::parse(read_file(m_path), m_path);
            take(table, "");
        } catch (const toml::parse_error& error) {
            throw InputError({m_path, "", error.source().begin.line},
                             {fmt::format("TOML illisible : {}", error.description()), fmt::format("unreadable TOML: {}", error.description())});
        }
        if (!m_composition.path.empty()) {
            m_study.composition = m_composition;
        }
        return std::move(m_study);
    }

private:
    void text(const std::string& key, std::string& target) {
        m_takers[key] = [&target](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            target = value.value_or("");
            return value.has_value();
        };
    }
    void file(const std::string& key, std::string& target) {
        m_takers[key] = [this, &target](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            target = value ? (m_folder / *value).lexically_normal().string() : "";
            return value.has_value();
        };
    }
    template <typename Integer>
    void number(const std::string& key, Integer& target) {
        m_takers[key] = [&target](const toml::node& node) {
            const auto value = node.value_exact<std::int64_t>();
            if (!value || *value < 0 || *value > 1'000'000'000) {
                return false;
            }
            target = static_cast<int>(*value);
            return true;
        };
    }
    void flag(const std::string& key, bool& target) {
        m_takers[key] = [&target](const toml::node& node) {
            const auto value = node.value_exact<bool>();
            target = value.value_or(false);
            return value.has_value();
        };
    }

    void expect_texts() {
        text("title", m_study.title);
        text("pays.code", m_study.pays.code);
        text("pays.name", m_study.pays.name);
        text("pays.crs", m_study.pays.crs);
        FacilityInput& ptce = m_study.ptce;
        const std::map<std::string, std::string*> fields{
            {"id", &ptce.id},         {"name", &ptce.name},   {"lon", &ptce.lon},   {"lat", &ptce.lat},
            {"commune", &ptce.commune}, {"epci", &ptce.epci}, {"departement", &ptce.departement}, {"region", &ptce.region},
            {"status", &ptce.status}, {"year", &ptce.year},   {"precision", &ptce.precision},     {"crs", &ptce.crs}};
        for (const auto& [name, target] : fields) {
            text("ptce." + name, *target);
        }
        text("ptce.known_total_source", m_study.known_total_source);
        text("composition.key", m_composition.key);
        text("composition.by", m_composition.by);
        text("targets.source", m_study.targets.source);
        file("corrections", m_study.corrections);
        text("region", m_study.region);
    }

    void expect_files() {
        file("pays.path", m_study.pays.path);
        file("ptce.path", m_study.ptce.path);
        file("ptce.statuses", m_study.ptce.statuses);
        file("composition.path", m_composition.path);
        file("gazetteer.path", m_study.gazetteer);
        file("gazetteer.communes", m_study.communes);
        file("gazetteer.population", m_study.population);
        file("gazetteer.national_outline", m_study.national_outline);
    }

    void expect_numbers() {
        number("ptce.known_total", m_study.known_total);
        number("targets.per_territory", m_study.targets.per_territory);
        number("targets.national", m_study.targets.national);
        number("targets.year", m_study.targets.year);
        number("date_reference", m_study.date_reference);
    }

    void expect_others() {
        flag("points_only", m_study.points_only);
        flag("strict", m_study.strict);
        m_takers["repair_limit"] = [this](const toml::node& node) {
            const auto value = node.value<double>();
            m_study.repair_limit = value.value_or(0);
            return node.is_number() && *value >= 0 && *value <= 100;
        };
        m_takers["lang"] = [this](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            m_study.language = value == "en" ? Language::english : Language::french;
            return value == "fr" || value == "en";
        };
        m_takers["rules"] = [this](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            m_study.rules = value == "petr" ? Rules::petr : Rules::none;
            return value == "petr" || value == "";
        };
        m_takers["simplify"] = [this](const toml::node& node) {
            m_study.simplify = simplify_of(node.value_exact<std::string>().value_or(""));
            return m_study.simplify.has_value();
        };
        m_takers["ptce.counted"] = [this](const toml::node& node) {
            const toml::array* list = node.as_array();
            m_study.counted.clear();
            if (list == nullptr || list->empty()) {
                return false;
            }
            for (const toml::node& item : *list) {
                const auto name = item.value_exact<std::string>();
                const auto* const stage = std::find_if(std::begin(catalogue::all_stages), std::end(catalogue::all_stages),
                                                       [&](Stage one) { return name && catalogue::id(one) == *name; });
                if (stage == std::end(catalogue::all_stages) || *stage == Stage::unknown) {
                    return false;
                }
                m_study.counted.push_back(*stage);
            }
            return true;
        };
    }

    void take(const toml::table& table, const std::string& prefix) {
        for (const auto& [name, node] : table) {
            const std::string key = prefix + std::string(name.str());
            const std::size_t line = node.source().begin.line;
            const auto taker = m_takers.find(key);
            if (taker != m_takers.end()) {
                if (!taker->second(node)) {
                    throw InputError({m_path, "", line}, {fmt::format("valeur inattendue pour « {} »", key), fmt::format("unexpected value for \"{}\"", key)});
                }
            } else if (node.is_table() && is_section(key)) {
                take(*node.as_table(), key + ".");
            } else {
                throw_unknown(key, line);
            }
        }
    }

    [[nodiscard]] bool is_section(const std::string& key) const {
        const auto after = m_takers.lower_bound(key + ".");
        return after != m_takers.end() && after->first.starts_with(key + ".");
    }

    void throw_unknown(const std::string& key, std::size_t line) const {
        std::vector<std::string> known;
        for (const auto& [name, taker] : m_takers) {
            known.push_back(name);
        }
        const std::optional<std::string> nearest = nearest_word(key, known);
        throw InputError({m_path, "", line},
                         {fmt::format("clé inconnue « {} »{}", key, nearest ? fmt::format(" ; vouliez-vous dire « {} » ?", *nearest) : ""),
                          fmt::format("unknown key \"{}\"{}", key, nearest ? fmt::format("; did you mean \"{}\"?", *nearest) : "")});
    }

    std::string m_path;
    std::filesystem::path m_folder;
    std::map<std::string, Taker> m_takers;
    Study m_study;
    CompositionInput m_composition;
};

}  // namespace

Study read_study(const std::string& path) { return Reader(path).read(); }

}  // namespace maillage::io
