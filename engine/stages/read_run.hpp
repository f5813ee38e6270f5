// read_run: a folder that run wrote, back to nouns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/run_manifest.hpp"
#include "model/coverage.hpp"
#include "model/gazetteer.hpp"
#include "model/geometry.hpp"
#include "model/run_folder.hpp"
#include "model/study.hpp"

namespace maillage::stages {

/// What a run knew, as far as its folder tells.
struct PastRun {
    std::string path;                    ///< the folder, as the user named it
    Study study;                         ///< the manifest's settings
    std::vector<PublishedPays> pays;     ///< those kept, by code
    std::vector<DemandPoint> demand;     ///< of the whole country, by code; points with 6 decimals
    std::vector<std::optional<std::size_t>> demand_pays;  ///< by demand point: index of the one pays it is in
    std::vector<Point> facilities;       ///< where the counted ones surely are (as for nearest, stages/measure), those beyond the région too
    std::size_t facilities_counted = 0;  ///< with or without such a place
};

/// Throws InputError: a file that is not what a run writes.
[[nodiscard]] PastRun read_run(const io::RunManifest& folder);

}  // namespace maillage::stages
