// A folder written all or nothing (design, rule 11).
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace maillage::io {

/// A file to publish: path within the folder ("layers/pays.geojson") and its bytes.
struct OutputFile {
    std::string path;
    std::string bytes;
};

/// Name of the manifest: its presence marks a folder of ours; it lists every other file under "resources"[].path.
inline constexpr const char* manifest_name = "datapackage.json";

/// Refuses early, before any work: `target` exists without `overwrite`; exists and holds no manifest of ours
/// ("profile" member aside, "name": "maillage"), or a file the manifest does not list; its parent is missing or can't be
/// written; it is not a folder. Also finishes a publication that an earlier run could not (see publish). Throws OutputError.
void check_target(const std::string& target, bool overwrite);

/// Writes `files` (one of them the manifest) into a new folder beside `target`, fsyncs each file and folder, then puts it in
/// place: by renameat2 with RENAME_NOREPLACE where nothing is there, with RENAME_EXCHANGE over an older run. Where the
/// file system has neither, the old folder is moved aside, the new one moved in, and check_target of the next run brings
/// the old one back should that have been cut short. On any failure `target` is as it was, what was written beside it is
/// removed, and OutputError says which file and why (errno's words). Throws OutputError.
/// `in_place` is the last step, taken when the folder stands there and the older run, if any, can still be put back: where it
/// throws, that is done.
void publish(const std::string& target, bool overwrite, const std::vector<OutputFile>& files, const std::function<void()>& in_place = {});

/// One file, the same way (for compose). Refused when it exists without `overwrite`.
void publish_file(const std::string& target, bool overwrite, const std::string& bytes);

}  // namespace maillage::io
