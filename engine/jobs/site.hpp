// site: where the next facilities would do most, from the folder of a run.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/layer.hpp"
#include "model/siting.hpp"
#include "model/study.hpp"

namespace maillage::jobs {

struct SiteOptions {
    std::string folder;                ///< that run wrote
    std::optional<long long> count;    ///< how many sites; nothing: `all`
    bool all = false;                  ///< how few for all that can be reached
    double radius_km = 30;
    SiteObjective objective = SiteObjective::people;
    std::string candidates;            ///< layer or table; "" = the most populous commune of each pays to cover
    LayersInMemory in_memory{};        ///< `candidates` may name one of these
    double time_limit_s = 60;          ///< of the search for the best
    std::string output;                ///< .geojson or .csv; "" = none
    bool overwrite = false;
    std::function<void(std::string_view step)> progress;  ///< told each stage's name as it begins; may be empty
};

struct Sited {
    Siting siting;
    Language language = Language::french;  ///< of the run
    double seconds = 0;                    ///< that the search took; never written to a file
};

/// Reads, solves, and writes the layer where it is asked for. Throws UsageError, InputError, OutputError, LibraryError; then nothing is written.
[[nodiscard]] Sited site(const SiteOptions& options);

}  // namespace maillage::jobs
