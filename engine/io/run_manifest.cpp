#include "io/run_manifest.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.hpp"
#include "io/atomic_dir.hpp"
#include "io/json_numbers.hpp"
#include "io/open.hpp"
#include "io/own_folder.hpp"
#include "io/run_settings.hpp"
#include "model/run_folder.hpp"

namespace maillage::io {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

}  // namespace

RunManifest::RunManifest(const std::string& folder) : m_folder(folder) {
    std::error_code error;
    if (!fs::is_directory(m_folder, error)) {
        throw InputError({m_folder}, {"ce dossier n'existe pas", "there is no such folder"});
    }
    if (!files_of_folder(m_folder)) {
        throw InputError({m_folder}, {"ce n'est pas le dossier d'un passage de maillage (pas de datapackage.json qui le dise)",
                                    "it is not the folder of a run of maillage (no datapackage.json that says so)"});
    }
    m_text = read_file(place_of(manifest_name));
    const Json manifest = Json::parse(m_text, nullptr, false);
    const Json::json_pointer format("/maillage/format");
    const Json::json_pointer release("/maillage/versions/maillage");
    const std::string by = manifest.contains(release) && manifest[release].is_string() ? " " + manifest[release].get<std::string>() : "";
    if (!manifest.contains(format) || !manifest[format].is_number_integer()) {
        throw InputError({m_folder}, {fmt::format("écrit par un maillage{} qui n'y mettait pas de quoi recalculer : refaire le passage avec celui-ci", by),
                                    fmt::format("written by a maillage{} that did not put in it what computing again takes: run again with this one", by)});
    }
    if (const auto number = manifest[format].get<std::int64_t>(); number != run_format) {
        throw InputError({m_folder}, {fmt::format("dossier au format {}, écrit par maillage{} ; celui-ci lit le format {}", number, by, run_format),
                                    fmt::format("folder of format {}, written by maillage{}; this one reads format {}", number, by, run_format)});
    }
    try {
        for (const Json& resource : manifest.at("resources")) {
            m_files[resource.at("path").get<std::string>()] = resource.at("hash").get<std::string>();
        }
        for (const Json& input : manifest.at("maillage").at("inputs")) {
            m_inputs.push_back({input.at("file").get<std::string>(), input.at("sha256").get<std::string>(), whole_number<std::size_t>(input.at("bytes"))});
        }
    } catch (const Json::exception&) {
        throw InputError({place_of(manifest_name)}, {"les fichiers du passage n'y sont pas tous dits", "the files of the run are not all told in it"});
    }
}

Study RunManifest::settings() const { return settings_of(m_text, place_of(manifest_name)); }

std::string RunManifest::place_of(const std::string& file) const { return (fs::path(m_folder) / file).lexically_normal().string(); }

std::string RunManifest::need(const std::string& file) const {
    if (!m_files.contains(file)) {
        throw InputError({m_folder}, {fmt::format("{} n'y est pas : refaire le passage", file), fmt::format("{} is not in it: run again", file)});
    }
    return place_of(file);
}

std::string RunManifest::bytes(const std::string& file) const {
    std::string bytes = read_file(need(file));
    if ("sha256:" + sha256(bytes) != m_files.at(file)) {
        throw InputError({place_of(file)}, {"modifié depuis le passage : refaire le passage", "changed since the run: run again"});
    }
    return bytes;
}

Layer RunManifest::layer(const std::string& file) const {
    (void)bytes(file);
    return read_layer(place_of(file));
}

}  // namespace maillage::io
