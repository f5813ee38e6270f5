#include "io/run_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"
#include "io/atomic_dir.hpp"
#include "io/open.hpp"
#include "io/own_folder.hpp"
#include "model/catalogue.hpp"

namespace maillage::io {

namespace {

using nlohmann::json;

/// "0.1" of "0.1.0".
std::string series(const std::string& version) {
    const std::string::size_type major = version.find('.');
    return version.substr(0, major == std::string::npos ? major : version.find('.', major + 1));
}

Stage stage_of(const std::string& word) {
    const auto* const found =
        std::find_if(std::begin(catalogue::all_stages), std::end(catalogue::all_stages), [&](Stage one) { return catalogue::id(one) == word; });
    if (found == std::end(catalogue::all_stages)) {
        throw std::domain_error("counted");
    }
    return *found;
}

std::string text(const json& value) { return value.is_null() ? "" : value.get<std::string>(); }

Study study_of(const json& written) {
    Study study;
    study.title = text(written.at("title"));
    study.counted.clear();
    for (const json& stage : written.at("counted")) {
        study.counted.push_back(stage_of(stage.get<std::string>()));
    }
    if (const json& since = written.at("ptce").at("attested_since"); !since.is_null()) {
        study.attested_since = since.get<int>();
    }
    study.targets.per_territory = written.at("targets").at("per_territory").get<int>();
    study.targets.national = written.at("targets").at("national").get<int>();
    study.region = text(written.at("region"));
    study.language = written.at("language") == "en" ? Language::english : Language::french;
    return study;
}

std::map<std::string, std::string> files_of(const json& manifest) {
    std::map<std::string, std::string> files;
    constexpr std::string_view algorithm = "sha256:";
    for (const json& resource : manifest.at("resources")) {
        const auto path = resource.at("path").get<std::string>();
        const auto hash = resource.at("hash").get<std::string>();
        if (!stays_inside(path) || !hash.starts_with(algorithm)) {
            throw std::domain_error("resources");
        }
        files[path] = hash.substr(algorithm.size());
    }
    return files;
}

[[noreturn]] void refuse_version(const std::string& folder, const std::string& theirs, const std::string& ours) {
    throw InputError({folder}, {"écrit par maillage " + theirs + ", cette commande est " + ours + " : refaire le passage (maillage run … -O)",
                                "written by maillage " + theirs + ", this command is " + ours + ": run it again (maillage run … -O)"});
}

}  // namespace

RunFolder open_run(const std::string& folder, const std::string& version) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        throw InputError({folder}, {"pas de dossier de ce nom ; donner celui qu'a écrit « maillage run … -o DOSSIER »",
                                    "no folder of that name; give the one that \"maillage run … -o FOLDER\" wrote"});
    }
    if (!files_of_folder(folder)) {
        throw InputError({folder}, {std::string("n'est pas un dossier écrit par « maillage run » : pas de ") + manifest_name + " qui le dise",
                                    std::string("is not a folder that \"maillage run\" wrote: no ") + manifest_name + " says so"});
    }
    const std::string manifest_path = folder + "/" + manifest_name;
    try {
        const json manifest = json::parse(read_file(manifest_path));
        const json& lineage = manifest.at("maillage");
        if (const auto wrote = lineage.at("versions").at("maillage").get<std::string>(); series(wrote) != series(version)) {
            refuse_version(folder, wrote, version);
        }
        return {folder, study_of(lineage.at("study")), files_of(manifest)};
    } catch (const Error&) {
        throw;
    } catch (const std::exception& unreadable) {
        const std::string words = unreadable.what();
        throw InputError({manifest_path}, {"n'est pas le manifeste d'un passage de cette version (" + words + ") : refaire le passage",
                                           "is not the manifest of a run of this version (" + words + "): run it again"});
    }
}

Layer read_from(const RunFolder& folder, const std::string& file) {
    const std::string path = folder.path + "/" + file;
    const auto listed = folder.files.find(file);
    if (listed == folder.files.end()) {
        throw InputError({path}, {"n'est pas dans le manifeste du dossier : refaire le passage", "is not in the folder's manifest: run it again"});
    }
    if (sha256(read_file(path)) != listed->second) {
        throw InputError({path}, {"a changé depuis le passage, qui ne dirait plus vrai : refaire le passage, ou remettre le fichier",
                                  "has changed since the run, whose figures would no longer hold: run it again, or put the file back"});
    }
    return read_layer(path);
}

}  // namespace maillage::io
