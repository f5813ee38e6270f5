// publish: layers, reports and manifest, all or nothing (design, rules 8 to 11).
#pragma once

#include <string>
#include <vector>

#include "io/atomic_dir.hpp"
#include "model/result.hpp"

namespace maillage::stages {

/// Everything a run's folder holds, and `others`, the manifest last. `result` is drawn (stages/draw). `page` is the template of
/// dashboard.html (formats/dashboard); where it is "", there is none.
[[nodiscard]] std::vector<io::OutputFile> drawn_up(const Result& result, const std::string& page = "", const std::vector<io::OutputFile>& others = {});

/// Refuses early what `place` would refuse. Without a folder nothing is published. Throws OutputError, InputError for a malformed connection,
/// UsageError for tables without a folder.
void check_outputs(const Study& study, const std::string& folder, bool overwrite);

/// `files`, as drawn_up gave them, into `folder`, and the layers into the tables of the study's database, both or neither: the tables
/// are written in a transaction that waits, the folder is put in its place, the transaction is committed; where that fails, the
/// folder is put back. Killed between the two last steps, the folder is new and the tables are not: run again with -O.
/// Throws OutputError; then folder and tables are as they were.
void place(const Result& result, const std::string& folder, bool overwrite, const std::vector<io::OutputFile>& files);

/// Throws OutputError; then `folder` is as it was.
void publish(const Result& result, const std::string& folder, bool overwrite, const std::string& page = "");

}  // namespace maillage::stages
