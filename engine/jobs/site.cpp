#include "jobs/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "formats/sites.hpp"
#include "io/atomic_file.hpp"
#include "io/open.hpp"
#include "io/run_manifest.hpp"
#include "stages/read_run.hpp"
#include "stages/site.hpp"

namespace maillage::jobs {

namespace {

void begin(const SiteOptions& options, std::string_view step) {
    if (options.progress) {
        options.progress(step);
    }
}

std::string text_of(const std::string& path, const Siting& siting) {
    if (path.ends_with(".geojson")) {
        return formats::sites_geojson(siting);
    }
    if (path.ends_with(".csv")) {
        return formats::sites_csv(siting);
    }
    throw UsageError({"-o " + path + " : le nom doit finir par .geojson ou .csv", "-o " + path + ": the name must end in .geojson or .csv"});
}

void check_question(const SiteOptions& options) {
    if (options.all && options.count) {
        throw UsageError({"--new et --all ne vont pas ensemble : l'un donne le nombre, l'autre le cherche", "--new and --all don't go together: one gives the number, the other looks for it"});
    }
    if (!options.all && !options.count) {
        throw UsageError({"il manque --new N (combien de PTCE de plus), ou --all", "--new N (how many more PTCE) is missing, or --all"});
    }
    if (options.count && *options.count < 1) {
        throw UsageError({fmt::format("--new {} : donner au moins 1", *options.count), fmt::format("--new {}: give at least 1", *options.count)});
    }
    constexpr long long most = 1'000'000;
    if (options.count && *options.count > most) {
        throw UsageError({fmt::format("--new : au plus {}", most), fmt::format("--new: at most {}", most)});
    }
    if (!std::isfinite(options.radius_km) || options.radius_km <= 0) {
        throw UsageError({fmt::format("--radius-km {} : le rayon doit être plus grand que 0", options.radius_km),
                          fmt::format("--radius-km {}: the radius must be more than 0", options.radius_km)});
    }
    if (!(options.time_limit_s > 0)) {
        throw UsageError({fmt::format("--time-limit {} : donner plus de 0 seconde", options.time_limit_s),
                          fmt::format("--time-limit {}: give more than 0 seconds", options.time_limit_s)});
    }
}

/// Refuses what can't be written before any work is done; nothing foreign may come into a folder that -O replaces.
void check_output(const SiteOptions& options) {
    if (options.output.empty()) {
        return;
    }
    (void)text_of(options.output, {});
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::weakly_canonical(options.folder, error);
    const std::filesystem::path target = std::filesystem::weakly_canonical(std::filesystem::absolute(options.output), error);
    if (std::mismatch(folder.begin(), folder.end(), target.begin(), target.end()).first == folder.end()) {
        throw UsageError({"-o " + options.output + " : écrire hors du dossier du passage, que -O doit pouvoir remplacer",
                          "-o " + options.output + ": write outside the run's folder, which -O must be able to replace"});
    }
    const io::AtomicFile refused_if_it_must_be(options.output, options.overwrite);
}

}  // namespace

Sited site(const SiteOptions& options) {
    check_question(options);
    begin(options, "read");
    const io::RunManifest folder(options.folder);
    check_output(options);
    const stages::PastRun run = stages::read_run(folder);
    const stages::SiteCandidates candidates = options.candidates.empty() ? stages::seats(run, options.objective) : stages::listed(run, io::read_named(options.candidates, options.in_memory));
    begin(options, "solve");
    const stages::SiteQuestion question{options.objective, options.all, static_cast<std::size_t>(options.count.value_or(0)), options.radius_km, options.time_limit_s};
    const auto began = std::chrono::steady_clock::now();
    Sited sited{stages::site(run, question, candidates), run.study.language, 0};
    sited.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (!options.output.empty()) {
        io::AtomicFile file(options.output, options.overwrite);
        file.write(text_of(options.output, sited.siting));
        file.publish();
    }
    return sited;
}

}  // namespace maillage::jobs
