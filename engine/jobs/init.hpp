// init: a study written down, from the files it is about or from a run that was published.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/run.hpp"
#include "model/study.hpp"

namespace maillage::jobs {

/// A file of an earlier run, beside the study written from it.
struct InputAgain {
    enum class State { same, changed, absent };
    std::string name;
    std::string sha256;  ///< as the run read it
    State state = State::absent;
};

struct Initiated {
    std::string text;  ///< of the study
    Study study;
    std::vector<InputAgain> inputs;  ///< of a run written from; those that come with maillage are left out
};

/// Reads and checks what `study` names, and writes it to options.output as ETUDE.toml: the columns recognised, and every other setting, commented out.
/// Paths are relative to the folder of options.output. Throws UsageError, InputError, OutputError, LibraryError; then nothing is written.
[[nodiscard]] Initiated init(const Study& study, const RunOptions& options);

/// The study of the run in `folder`, settings resolved. Its files are named as the run named them, without their folders: put the study beside them,
/// and running it gives the run's bytes again, for the same files and versions. `language` of its comments; else the run's.
[[nodiscard]] Initiated init_again(const std::string& folder, const RunOptions& options, std::optional<Language> language);

}  // namespace maillage::jobs
