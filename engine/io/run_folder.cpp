#include "io/run_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.hpp"
#include "io/atomic_dir.hpp"
#include "io/open.hpp"
#include "io/own_folder.hpp"
#include "io/run_settings.hpp"
#include "model/catalogue.hpp"

namespace maillage::io {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Reader {
public:
    explicit Reader(const std::string& path) : m_path(path), m_manifest_path(in(manifest_name)) {}

    RunFolder read() {
        read_manifest();
        RunFolder run{m_path, study(), {}, {}};
        try {
            const Json report = Json::parse(trusted("report.json"));
            run.figures = figures(report.at("national"));
            run.pays = pays(report.at("territories"));
        } catch (const Json::exception&) {
            throw InputError({in("report.json")}, {"ce n'est pas le rapport d'un passage", "it is not the report of a run"});
        }
        return run;
    }

private:
    [[nodiscard]] std::string in(const std::string& file) const { return (fs::path(m_path) / file).lexically_normal().string(); }

    void read_manifest() {
        std::error_code error;
        if (!fs::is_directory(m_path, error)) {
            throw InputError({m_path}, {"ce dossier n'existe pas", "there is no such folder"});
        }
        if (!files_of_folder(m_path)) {
            throw InputError({m_path}, {"ce n'est pas le dossier d'un passage de maillage (pas de datapackage.json qui le dise)",
                                        "it is not the folder of a run of maillage (no datapackage.json that says so)"});
        }
        m_manifest = read_file(m_manifest_path);
        const Json manifest = Json::parse(m_manifest, nullptr, false);
        const Json::json_pointer format("/maillage/format");
        const Json::json_pointer release("/maillage/versions/maillage");
        const std::string by = manifest.contains(release) && manifest[release].is_string() ? " " + manifest[release].get<std::string>() : "";
        if (!manifest.contains(format) || !manifest[format].is_number_integer()) {
            throw InputError({m_path}, {fmt::format("écrit par un maillage{} qui n'y mettait pas de quoi recalculer : refaire le passage avec celui-ci", by),
                                        fmt::format("written by a maillage{} that did not put in it what computing again takes: run again with this one", by)});
        }
        if (const auto number = manifest[format].get<std::int64_t>(); number != run_format) {
            throw InputError({m_path}, {fmt::format("dossier au format {}, écrit par maillage{} ; celui-ci lit le format {}", number, by, run_format),
                                        fmt::format("folder of format {}, written by maillage{}; this one reads format {}", number, by, run_format)});
        }
        for (const Json& resource : manifest.value("resources", Json::array())) {
            if (resource.is_object() && resource.value("path", Json()).is_string() && resource.value("hash", Json()).is_string()) {
                m_hashes[resource["path"].get<std::string>()] = resource["hash"].get<std::string>();
            }
        }
    }

    /// The settings, and the folder's own files in the place of those the run read.
    Study study() {
        Study study = settings_of(m_manifest, m_manifest_path);
        for (const auto& [file, hash] : m_hashes) {
            if (file.starts_with("inputs/")) {
                (void)trusted(file);
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
        return study;
    }

    /// Where a file stands that must be in the folder.
    std::string need(const std::string& file) {
        if (!m_hashes.contains(file)) {
            throw InputError({m_path}, {fmt::format("{} n'y est pas : refaire le passage", file), fmt::format("{} is not in it: run again", file)});
        }
        return in(file);
    }

    /// A file's bytes, which are those the run wrote.
    std::string trusted(const std::string& file) {
        std::string bytes = read_file(need(file));
        if ("sha256:" + sha256(bytes) != m_hashes.at(file)) {
            throw InputError({in(file)}, {"modifié depuis le passage : refaire le passage", "changed since the run: run again"});
        }
        return bytes;
    }

    static Range range(const Json& json) { return {json.at("min").get<int>(), json.at("max").get<int>()}; }

    static RunFigures figures(const Json& national) {
        RunFigures figures;
        figures.territories = national.at("territories").get<int>();
        figures.covered = national.at("covered").get<int>();
        figures.emerging = national.at("emerging").get<int>();
        figures.possible = national.at("possible").get<int>();
        figures.uncovered = national.at("uncovered").get<int>();
        figures.covered_max = national.at("covered_max").get<int>();
        figures.facilities = national.at("facilities").get<int>();
        figures.missing_per_territory = range(national.at("missing_per_territory"));
        if (national.contains("missing_national")) {
            figures.missing_national = range(national["missing_national"]);
        }
        if (const Json& people = national.at("population").at("uncovered"); !people.is_null()) {
            figures.people_uncovered = people.get<std::int64_t>();
        }
        return figures;
    }

    std::vector<PublishedPays> pays(const Json& territories) {
        std::vector<PublishedPays> all;
        for (const Json& one : territories) {
            const auto text = [&](const char* name) { return one.at(name).is_null() ? std::string() : one.at(name).get<std::string>(); };
            PublishedPays pays{text("code"), text("nom"), text("departement"), text("region"), {}, {}, {}};
            if (!one.at("population").is_null()) {
                pays.population = one.at("population").get<std::int64_t>();
            }
            const auto* const status = std::find_if(std::begin(catalogue::all_statuses), std::end(catalogue::all_statuses),
                                                    [&](Status known) { return catalogue::id(known) == text("statut"); });
            if (status == std::end(catalogue::all_statuses)) {
                throw InputError({in("report.json")}, {fmt::format("pays {} : statut inconnu « {} »", pays.code, text("statut")),
                                                       fmt::format("pays {}: unknown statut \"{}\"", pays.code, text("statut"))});
            }
            pays.status = *status;
            all.push_back(std::move(pays));
        }
        draw(all);
        return all;
    }

    /// Outlines as published.
    void draw(std::vector<PublishedPays>& all) {
        (void)trusted("layers/pays.geojson");
        Layer layer = read_layer(in("layers/pays.geojson"));
        const std::size_t code = layer.column("code");
        std::map<std::string, LayerRow*> rows;
        for (LayerRow& row : layer.rows) {
            if (code != Layer::npos) {
                rows[row.cells[code]] = &row;
            }
        }
        for (PublishedPays& one : all) {
            if (const auto row = rows.find(one.code); row != rows.end()) {
                one.outline = std::move(row->second->shape.polygons);
            }
        }
    }

    std::string m_path;
    std::string m_manifest_path;
    std::string m_manifest;
    std::map<std::string, std::string> m_hashes;  ///< by file
};

}  // namespace

RunFolder read_run(const std::string& path) { return Reader(path).read(); }

}  // namespace maillage::io
