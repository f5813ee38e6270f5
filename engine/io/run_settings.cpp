#include "io/run_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/catalogue.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::json;

class Settings {
public:
    Settings(const Json& study, const std::string& path) : m_study(study), m_path(path) {}

    Study read() {
        Study study;
        read_files(study);
        read_columns(study.ptce);
        read_counting(study);
        read_rest(study);
        return study;
    }

private:
    void read_files(Study& study) {
        take("pays.path", study.pays.path);
        take("pays.code", study.pays.code);
        take("pays.name", study.pays.name);
        take("pays.crs", study.pays.crs);
        take("pays.source", study.pays.origin.source);
        take("pays.licence", study.pays.origin.licence);
        if (at("composition") != nullptr) {
            study.composition.emplace();
            take("composition.path", study.composition->path);
            take("composition.key", study.composition->key);
            take("composition.by", study.composition->by);
            take("composition.cog", study.composition->cog);
            take("composition.source", study.composition->origin.source);
            take("composition.licence", study.composition->origin.licence);
        }
        take("gazetteer.path", study.gazetteer);
        take("gazetteer.communes", study.communes);
        take("gazetteer.population", study.population);
        take("gazetteer.national_outline", study.national_outline);
        take("corrections", study.corrections);
    }

    void read_columns(FacilityInput& ptce) {
        take("ptce.path", ptce.path);
        take("ptce.source", ptce.origin.source);
        take("ptce.licence", ptce.origin.licence);
        take("ptce.id", ptce.id);
        take("ptce.name", ptce.name);
        take("ptce.lon", ptce.lon);
        take("ptce.lat", ptce.lat);
        take("ptce.commune", ptce.commune);
        take("ptce.commune_name", ptce.commune_name);
        take("ptce.postal_code", ptce.postal_code);
        take("ptce.epci", ptce.epci);
        take("ptce.territory", ptce.territory);
        take("ptce.departement", ptce.departement);
        take("ptce.region", ptce.region);
        take("ptce.area", ptce.area);
        take("ptce.status", ptce.status);
        take("ptce.year", ptce.year);
        take("ptce.precision", ptce.precision);
        take("ptce.uncertainty", ptce.uncertainty);
        take("ptce.crs", ptce.crs);
        take("ptce.statuses", ptce.statuses);
        take("ptce.cog", ptce.cog);
    }

    void read_counting(Study& study) {
        choose("ptce.count", study.count_by, {{"siege", CountBy::seat}, {"perimetre", CountBy::area}});
        take("ptce.share", study.share);
        choose("ptce.share_of", study.share_of, {{"population", ShareOf::population}, {"surface", ShareOf::area}});
        take("ptce.uncertainty_m", study.uncertainty_m);
        take("ptce.attested_since", study.attested_since);
        take("ptce.known_total", study.known_total);
        take("ptce.known_total_by_region", study.known_total_by_region);
        take("ptce.known_total_source", study.known_total_source);
        std::vector<std::string> counted;
        take("counted", counted);
        study.counted.clear();
        for (const std::string& name : counted) {
            const auto* const stage = std::find_if(std::begin(catalogue::all_stages), std::end(catalogue::all_stages),
                                                   [&](Stage one) { return catalogue::id(one) == name; });
            if (stage == std::end(catalogue::all_stages)) {
                refuse("counted");
            }
            study.counted.push_back(*stage);
        }
    }

    void read_rest(Study& study) {
        take("title", study.title);
        take("targets.per_territory", study.targets.per_territory);
        take("targets.national", study.targets.national);
        take("targets.year", study.targets.year);
        take("targets.source", study.targets.source);
        take("region", study.region);
        take("date_reference", study.date_reference);
        read_priorities(study.priorities);
        take("pace_years", study.pace_years);
        take("horizon", study.horizon);
        take("repair_limit", study.repair_limit);
        choose("rules", study.rules, {{"petr", Rules::petr}});
        if (std::string simplify; at("simplify") != nullptr) {
            take("simplify", simplify);
            study.simplify = simplify_of(simplify);
        }
        if (std::string simplified; at("simplified") != nullptr) {
            take("simplified", simplified);
            study.simplified = simplify_of(simplified).value_or(usual_simplified);
        }
        std::vector<std::string> formats;
        take("formats", formats);
        for (const std::string& name : formats) {
            const auto* const format = std::find_if(std::begin(catalogue::all_formats), std::end(catalogue::all_formats),
                                                    [&](Format one) { return catalogue::id(one) == name; });
            if (format == std::end(catalogue::all_formats)) {
                refuse("formats");
            }
            study.formats.insert(*format);
        }
        take("points_only", study.points_only);
        take("strict", study.strict);
        take("what_if.with", study.what_if.with);
        take("what_if.without", study.what_if.without);
        choose("language", study.language, {{"fr", Language::french}, {"en", Language::english}});
    }

    void read_priorities(PriorityWeights& weights) {
        take("priorities.population", weights.population);
        take("priorities.distance", weights.distance);
        take("priorities.white_zone", weights.white_zone);
        take("priorities.chance", weights.chance);
        choose("priorities.normalisation", weights.normalisation,
               {{std::string(catalogue::id(Normalisation::rank)), Normalisation::rank}, {std::string(catalogue::id(Normalisation::min_max)), Normalisation::min_max}});
        std::map<std::string, double> columns;
        take("priorities.columns", columns);
        for (const auto& [title, weight] : columns) {
            weights.columns.push_back({CriterionKind::column, weight, title});
        }
    }

    /// The value of "ptce.share"; nothing where it is null or not there.
    [[nodiscard]] const Json* at(const std::string& key) const {
        const Json* json = &m_study;
        for (const std::string& part : split(key, '.')) {
            const auto found = json->is_object() ? json->find(part) : json->end();
            if (!json->is_object() || found == json->end() || found->is_null()) {
                return nullptr;
            }
            json = &*found;
        }
        return json;
    }

    template <typename Value>
    void take(const std::string& key, Value& target) const {
        if (const Json* const json = at(key)) {
            try {
                target = json->get<Value>();
            } catch (const Json::exception&) {
                refuse(key);
            }
        }
    }
    template <typename Value>
    void take(const std::string& key, std::optional<Value>& target) const {
        if (at(key) != nullptr) {
            take(key, target.emplace());
        }
    }
    template <typename Choice>
    void choose(const std::string& key, Choice& target, const std::vector<std::pair<std::string, Choice>>& choices) const {
        if (std::string word; at(key) != nullptr) {
            take(key, word);
            const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& one) { return one.first == word; });
            if (found == choices.end()) {
                refuse(key);
            }
            target = found->second;
        }
    }

    [[noreturn]] void refuse(const std::string& key) const {
        throw InputError({m_path}, {fmt::format("réglage illisible : « {} »", key), fmt::format("setting that can't be read: \"{}\"", key)});
    }

    const Json& m_study;
    const std::string& m_path;
};

}  // namespace

Study settings_of(const std::string& text, const std::string& path) {
    const Json manifest = Json::parse(text, nullptr, false);
    const Json::json_pointer study("/maillage/study");
    if (manifest.is_discarded() || !manifest.contains(study) || !manifest[study].is_object()) {
        throw InputError({path}, {"les réglages du passage n'y sont pas", "the settings of the run are not in it"});
    }
    return Settings(manifest[study], path).read();
}

}  // namespace maillage::io
