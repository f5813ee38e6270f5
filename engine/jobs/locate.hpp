// locate: the territory of each point of a stream of any length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/location.hpp"
#include "model/study.hpp"

namespace maillage::jobs {

struct LocateOptions {
    TerritoryInput pays;
    double repair_limit = 5;    ///< as Study::repair_limit
    std::string points;         ///< FILE or FILE:LAYER
    std::string lon, lat, crs;  ///< as FacilityInput's
    std::string output;         ///< .csv, .fgb or .gpkg; "" = none
    std::string counts;         ///< .json or .csv; "" = none
    std::string prefix = "pays";  ///< of the columns added: pays_code, pays_nom, pays_situation
    bool with_name = false;
    bool overwrite = false;
    std::size_t shown = 10;    ///< rejected rows that are told; 0: all
    std::size_t threads = 0;   ///< 0: one a core
    std::function<void(std::string_view step)> step;                         ///< may be empty
    std::function<void(std::uint64_t rows, double share_read)> progress;  ///< called in turn, by any thread; may be empty
};

struct Rejection {
    std::size_t row = 0;  ///< as in Place::row
    Fault fault = Fault::none;
    std::string written;
};

struct Located {
    LocationCounts counts;
    std::string points_path;
    std::vector<Rejection> rejections;  ///< the first `shown`
    std::size_t findings = 0;           ///< about the inputs
};

/// Reads, locates, counts and writes; the same bytes at any number of threads. Memory does not grow with the points, but for formats that are
/// not streamed (io/point_source). Throws UsageError, InputError, OutputError, LibraryError; then the outputs are as they were.
[[nodiscard]] Located locate(const LocateOptions& options);

/// Counts of any split of the points, added up; where `output` is given they are written there. Throws as locate does, and InputError for counts of
/// different layers.
[[nodiscard]] LocationCounts merge_counts(const std::vector<std::string>& parts, const std::string& output, bool overwrite);

}  // namespace maillage::jobs
