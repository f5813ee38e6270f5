// run: the whole job, from files to a published folder. check: the same without publishing.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/result.hpp"
#include "stages/corrections.hpp"
#include "stages/read.hpp"

namespace maillage::jobs {

struct RunOptions {
    std::string assets;       ///< folder the tool brings: france/ is the default gazetteer
    std::string version;      ///< of the tool
    std::string output;       ///< DIR; "" = nothing is written
    bool overwrite = false;
    std::string page{};       ///< file of the template of dashboard.html; "" = none is written
    std::function<void(std::string_view step)> progress{};  ///< told each stage's name as it begins; may be empty
};

/// Reads, measures, draws and publishes. Throws UsageError, InputError, OutputError, LibraryError; then `output` is as it was.
/// With study.strict, a duplicate of any kind publishes nothing: the result says so (see refused_by_strict).
[[nodiscard]] Result run(const Study& study, const RunOptions& options);

/// Reads, validates and measures; writes nothing. Without a list, the pays are read and validated and nothing is measured.
[[nodiscard]] Result check(const Study& study, const RunOptions& options);

/// The same of inputs already read.
[[nodiscard]] Result check(const Study& study, stages::Inputs&& inputs, const RunOptions& options);

/// The template of dashboard.html that stands at `path`. Throws InputError: it is none.
[[nodiscard]] std::string page_template(const std::string& path);

/// The rows of the inputs that findings of `result` ask to correct, as a table to fill in and give back (study.corrections).
/// Reads the inputs again. Throws InputError, OutputError, LibraryError.
[[nodiscard]] stages::RowsToCorrect rows_to_correct(const Result& result);

/// Are there duplicates (rule 4)?
[[nodiscard]] bool has_duplicates(const Result& result);

}  // namespace maillage::jobs
