#include "io/run_folder.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "io/json_numbers.hpp"
#include "io/published_pays.hpp"
#include "io/run_manifest.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::json;

class Reader {
public:
    explicit Reader(const std::string& path) : m_manifest(path) {}

    RunFolder read() {
        RunFolder run{m_manifest.folder(), study(), {}, {}};
        try {
            const Json report = Json::parse(m_manifest.bytes("report.json"));
            run.figures = figures(report.at("national"));
        } catch (const Json::exception&) {
            throw InputError({in("report.json")}, {"ce n'est pas le rapport d'un passage", "it is not the report of a run"});
        }
        run.pays = published_pays(m_manifest);
        return run;
    }

private:
    [[nodiscard]] std::string in(const std::string& file) const { return m_manifest.place_of(file); }
    [[nodiscard]] std::string need(const std::string& file) const { return m_manifest.need(file); }

    /// The settings, and the folder's own files in the place of those the run read.
    Study study() {
        Study study = m_manifest.settings();
        for (const auto& [file, hash] : m_manifest.files()) {
            if (file.starts_with("inputs/")) {
                (void)m_manifest.bytes(file);
            }
        }
        study.pays = {need("inputs/pays.geojson"), "code", "nom", ""};
        const FacilityInput own{need("inputs/liste.csv"), "id",     "nom",       "lon",    "lat",  "code_commune",  "commune", "code_postal", "code_epci",
                                "territoire",             "departement", "region", "perimetre", "statut", "annee", "precision", "incertitude_m", "",
                                study.ptce.cog,           ""};
        study.ptce = own;
        if (study.composition) {
            study.composition = CompositionInput{need("inputs/composition.csv"), "cle", "pays", study.composition->cog};
        }
        for (std::size_t i = 0; i < study.priorities.columns.size(); ++i) {
            study.priorities.columns[i].column = priority_column(i);
        }
        (void)need("inputs/gazetteer/communes.csv");
        study.gazetteer = in("inputs/gazetteer");
        if (!study.communes.empty() || !study.population.empty()) {
            study.communes = study.population = need("inputs/communes.csv");
        }
        study.national_outline.clear();
        study.corrections.clear();
        study.what_if = {};  // nothing but files of the folder is read
        return study;
    }

    static Range range(const Json& json) { return {whole_number<int>(json.at("min")), whole_number<int>(json.at("max"))}; }

    static RunFigures figures(const Json& national) {
        RunFigures figures;
        figures.territories = whole_number<int>(national.at("territories"));
        figures.covered = whole_number<int>(national.at("covered"));
        figures.emerging = whole_number<int>(national.at("emerging"));
        figures.possible = whole_number<int>(national.at("possible"));
        figures.uncovered = whole_number<int>(national.at("uncovered"));
        figures.covered_max = whole_number<int>(national.at("covered_max"));
        figures.facilities = whole_number<int>(national.at("facilities"));
        figures.missing_per_territory = range(national.at("missing_per_territory"));
        if (national.contains("missing_national")) {
            figures.missing_national = range(national["missing_national"]);
        }
        if (const Json& people = national.at("population").at("uncovered"); !people.is_null()) {
            figures.people_uncovered = whole_number<std::int64_t>(people);
        }
        return figures;
    }

    RunManifest m_manifest;
};

}  // namespace

RunFolder read_run(const std::string& path) { return Reader(path).read(); }

}  // namespace maillage::io
