#include "io/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <toml++/toml.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/open.hpp"
#include "model/catalogue.hpp"
#include "model/connection.hpp"

namespace maillage::io {

namespace {

/// One key's value taken into the study; false when it is of the wrong kind.
using Taker = std::function<bool(const toml::node&)>;

class Reader {
public:
    Reader(const std::string& name, const std::filesystem::path& folder) : m_path(name), m_folder(folder) {
        expect_texts();
        expect_files();
        expect_numbers();
        expect_priorities();
        expect_others();
    }

    Study read(const std::string& text) {
        try {
            const toml::table table = toml::parse(text, m_path);
            take(table, "");
        } catch (const toml::parse_error& error) {
            throw InputError({m_path, "", error.source().begin.line},
                             {fmt::format("TOML illisible : {}", error.description()), fmt::format("unreadable TOML: {}", error.description())});
        }
        if (!weighs()) {
            throw InputError({m_path, "", 0}, {"[priorities] : tous les poids sont nuls", "[priorities]: all weights are zero"});
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
            const bool is_file = value && !is_connection(*value) && !value->starts_with(memory_prefix);
            target = is_file ? (m_folder / *value).lexically_normal().string() : value.value_or("");
            return value.has_value();
        };
    }
    template <typename Integer>
    void number(const std::string& key, Integer& target) {
        m_takers[key] = [&target](const toml::node& node) {
            const auto value = node.value_exact<std::int64_t>();
            if (!value || *value < 0 || *value > most) {
                return false;
            }
            target = static_cast<int>(*value);
            return true;
        };
    }
    void percentage(const std::string& key, double& target) {
        m_takers[key] = [&target](const toml::node& node) {
            const auto value = node.value<double>();
            target = value.value_or(0);
            return node.is_number() && *value >= 0 && *value <= 100;
        };
    }
    template <typename Choice>
    void choice(const std::string& key, Choice& target, std::map<std::string, Choice> choices) {
        m_takers[key] = [&target, choices = std::move(choices)](const toml::node& node) {
            const auto found = choices.find(node.value_exact<std::string>().value_or("?"));
            target = found == choices.end() ? target : found->second;
            return found != choices.end();
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
            {"commune_name", &ptce.commune_name}, {"postal_code", &ptce.postal_code}, {"territory", &ptce.territory}, {"area", &ptce.area},
            {"status", &ptce.status}, {"year", &ptce.year},   {"precision", &ptce.precision}, {"uncertainty", &ptce.uncertainty},     {"crs", &ptce.crs}};
        for (const auto& [name, target] : fields) {
            text("ptce." + name, *target);
        }
        text("pays.source", m_study.pays.origin.source);
        text("pays.licence", m_study.pays.origin.licence);
        text("ptce.source", ptce.origin.source);
        text("ptce.licence", ptce.origin.licence);
        text("composition.source", m_composition.origin.source);
        text("composition.licence", m_composition.origin.licence);
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
        file("what_if.with", m_study.what_if.with);
        m_takers["what_if.without"] = [this](const toml::node& node) {
            const toml::array* list = node.as_array();
            m_study.what_if.without.clear();
            if (list == nullptr) {
                return false;
            }
            for (const toml::node& item : *list) {
                const auto id = item.value_exact<std::string>();
                if (!id || id->empty()) {
                    return false;
                }
                m_study.what_if.without.push_back(*id);
            }
            return true;
        };
        file("gazetteer.path", m_study.gazetteer);
        file("gazetteer.communes", m_study.communes);
        file("gazetteer.population", m_study.population);
        file("gazetteer.national_outline", m_study.national_outline);
    }

    void expect_numbers() {
        number("ptce.known_total", m_study.known_total);
        number("ptce.attested_since", m_study.attested_since);
        number("ptce.cog", m_study.ptce.cog);
        number("composition.cog", m_composition.cog);
        number("targets.per_territory", m_study.targets.per_territory);
        number("targets.national", m_study.targets.national);
        number("targets.year", m_study.targets.year);
        number("date_reference", m_study.date_reference);
    }

    void weight(const std::string& key, double& target) {
        m_takers[key] = [&target](const toml::node& node) {
            const auto value = node.is_number() ? node.value<double>() : std::nullopt;
            target = value.value_or(0);
            return value && *value >= 0 && *value <= heaviest;
        };
    }

    void expect_priorities() {
        PriorityWeights& weights = m_study.priorities;
        weight("priorities.population", weights.population);
        weight("priorities.distance", weights.distance);
        weight("priorities.white_zone", weights.white_zone);
        weight("priorities.chance", weights.chance);
        choice("priorities.normalisation", weights.normalisation, {{"rang", Normalisation::rank}, {"min-max", Normalisation::min_max}});
        m_takers["priorities.columns"] = [&weights](const toml::node& node) {
            const toml::table* table = node.as_table();
            if (table == nullptr) {
                return false;
            }
            for (const auto& [name, given] : *table) {
                const auto value = given.is_number() ? given.value<double>() : std::nullopt;
                if (!value || !(std::fabs(*value) <= heaviest)) {
                    return false;
                }
                weights.columns.push_back({CriterionKind::column, *value, std::string(name.str())});
            }
            return true;
        };
        number("horizon", m_study.horizon);
        m_takers["pace_years"] = [this](const toml::node& node) {
            constexpr std::int64_t longest = 100;
            const auto value = node.value_exact<std::int64_t>();
            m_study.pace_years = static_cast<int>(value.value_or(1));
            return value && *value >= 1 && *value <= longest;
        };
    }

    [[nodiscard]] bool weighs() const {
        const PriorityWeights& weights = m_study.priorities;
        return weights.population + weights.distance + weights.white_zone + weights.chance > 0 ||
               std::any_of(weights.columns.begin(), weights.columns.end(), [](const Criterion& one) { return one.weight != 0; });
    }

    void expect_others() {
        flag("points_only", m_study.points_only);
        flag("strict", m_study.strict);
        percentage("repair_limit", m_study.repair_limit);
        percentage("ptce.share", m_study.share);
        m_takers["ptce.uncertainty_m"] = [this](const toml::node& node) {
            m_study.uncertainty_m = node.is_number() ? node.value<double>() : std::nullopt;
            return m_study.uncertainty_m && is_uncertainty(*m_study.uncertainty_m);
        };
        choice("ptce.count", m_study.count_by, {{"siege", CountBy::seat}, {"perimetre", CountBy::area}});
        choice("ptce.share_of", m_study.share_of, {{"population", ShareOf::population}, {"surface", ShareOf::area}});
        m_takers["ptce.known_total_by_region"] = [this](const toml::node& node) {
            const toml::table* table = node.as_table();
            if (table == nullptr) {
                return false;
            }
            for (const auto& [name, total] : *table) {
                const auto value = total.value_exact<std::int64_t>();
                if (!value || *value < 0 || *value > most) {
                    return false;
                }
                m_study.known_total_by_region[std::string(name.str())] = static_cast<int>(*value);
            }
            return true;
        };
        choice("lang", m_study.language, {{"fr", Language::french}, {"en", Language::english}});
        choice("rules", m_study.rules, {{"petr", Rules::petr}, {"", Rules::none}});
        m_takers["simplify"] = [this](const toml::node& node) {
            m_study.simplify = simplify_of(node.value_exact<std::string>().value_or(""));
            return m_study.simplify.has_value();
        };
        m_takers["simplified"] = [this](const toml::node& node) {
            const std::optional<Simplify> given = simplify_of(node.value_exact<std::string>().value_or(""));
            m_study.simplified = given.value_or(usual_simplified);
            return given.has_value();
        };
        m_takers["postgis"] = [this](const toml::node& node) {
            m_study.postgis = node.value_exact<std::string>().value_or("?");
            return m_study.postgis.empty() || is_connection(m_study.postgis);
        };
        m_takers["formats"] = [this](const toml::node& node) {
            const toml::array* list = node.as_array();
            m_study.formats.clear();
            for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
                const auto name = list->get(i)->value_exact<std::string>();
                const auto* const format = std::find_if(std::begin(catalogue::all_formats), std::end(catalogue::all_formats),
                                                        [&](Format one) { return name && catalogue::id(one) == *name; });
                if (format == std::end(catalogue::all_formats)) {
                    return false;
                }
                m_study.formats.insert(*format);
            }
            return list != nullptr;
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

    static constexpr std::int64_t most = 1'000'000'000;
    static constexpr double heaviest = 1'000'000;  ///< of weights
    std::string m_path;
    std::filesystem::path m_folder;
    std::map<std::string, Taker> m_takers;
    Study m_study;
    CompositionInput m_composition;
};

}  // namespace

Study read_study(const std::string& path) { return read_study(read_file(path), path, std::filesystem::path(path).parent_path().string()); }

Study read_study(const std::string& text, const std::string& name, const std::string& folder) { return Reader(name, folder).read(text); }

}  // namespace maillage::io
