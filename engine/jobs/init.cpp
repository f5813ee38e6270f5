#include "jobs/init.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.hpp"
#include "formats/study_toml.hpp"
#include "io/atomic_file.hpp"
#include "io/open.hpp"
#include "io/run_manifest.hpp"
#include "model/connection.hpp"
#include "model/settings.hpp"

namespace maillage::jobs {

namespace {

namespace fs = std::filesystem;

/// Every file the study names, from the folder of `target`. Connections stay as they are, but for the password.
Study relative_to(const std::string& target, const Study& given) {
    Study study = given;
    const fs::path folder = fs::absolute(target).parent_path();
    for (const Setting& setting : settings()) {
        const SettingValue value = setting.get(study);
        const auto* const path = std::get_if<std::string>(&value);
        if (path != nullptr && is_connection(*path)) {
            setting.set(study, without_password(*path));
        } else if (setting.kind == SettingKind::file && path != nullptr) {
            setting.set(study, fs::absolute(*path).lexically_normal().lexically_proximate(folder.lexically_normal()).string());
        }
    }
    return study;
}

/// The file of FILE:LAYER or FILE.zip:MEMBER that a folder holds under this name.
std::string file_of(const std::string& name) { return split(name, ':').front(); }

InputAgain beside(const std::string& target, const SourceFile& input) {
    const std::string path = (fs::absolute(target).parent_path() / file_of(input.path)).string();
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        return {input.path, input.sha256, InputAgain::State::absent};
    }
    return {input.path, input.sha256, io::fingerprint(path).sha256 == input.sha256 ? InputAgain::State::same : InputAgain::State::changed};
}

bool is_named(const Study& study, const std::string& file) {
    for (const Setting& setting : settings()) {
        const SettingValue value = setting.get(study);
        if (const auto* const path = std::get_if<std::string>(&value); setting.kind == SettingKind::file && path != nullptr && file_of(*path) == file_of(file)) {
            return true;
        }
    }
    return false;
}

}  // namespace

Initiated init(const Study& study, const RunOptions& options) {
    io::AtomicFile file(options.output, options.overwrite);
    const Result result = check(study, options);
    const bool french = study.language == Language::french;
    std::vector<std::string> remarks{
        french ? "Une étude de maillage, écrite par « maillage init ». Les chemins partent du dossier de ce fichier." : "A study of maillage, written by \"maillage init\". Paths begin at this file's folder.",
        french ? "Une ligne qui commence par # est un réglage laissé à sa valeur par défaut, ou un exemple : ôter le # pour le fixer." : "A line that begins with # is a setting left to its default, or an example: remove the # to set it."};
    for (const Finding& finding : result.findings) {
        if (finding.code == FindingCode::encoding_cp1252 || finding.code == FindingCode::separator_not_comma) {
            remarks.push_back(fs::path(finding.path).filename().string() + (french ? " : " : ": ") + catalogue::sentence(finding, study.language));
        }
    }
    Initiated made{"", relative_to(options.output, study), {}};
    made.text = formats::study_toml(made.study, result.readings, remarks, study.language);
    file.write(made.text);
    file.publish();
    return made;
}

Initiated init_again(const std::string& folder, const RunOptions& options, std::optional<Language> asked) {
    io::AtomicFile file(options.output, options.overwrite);
    const io::RunManifest manifest(folder);
    Initiated made{"", manifest.settings(), {}};
    const Language language = asked.value_or(made.study.language);
    const bool french = language == Language::french;
    made.study.dashboard = manifest.files().contains("dashboard.html");
    std::vector<std::string> remarks{
        french ? "L'étude d'un passage, reprise de son datapackage.json, réglages résolus." : "The study of a run, taken from its datapackage.json, settings resolved.",
        french ? "À côté des mêmes fichiers et avec les mêmes versions, elle redonne les mêmes octets." : "Beside the same files and with the same versions, it gives the same bytes again."};
    for (const SourceFile& input : manifest.inputs()) {
        if (is_named(made.study, input.path)) {
            made.inputs.push_back(beside(options.output, input));
            remarks.push_back(fmt::format("sha256 {}  {}", input.sha256, input.path));
        }
    }
    made.text = formats::study_toml(made.study, {}, remarks, language);
    file.write(made.text);
    file.publish();
    return made;
}

}  // namespace maillage::jobs
