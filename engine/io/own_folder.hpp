// Which folders are ours, and which files in them: the manifest says.
#pragma once

#include <optional>
#include <set>
#include <string>

namespace maillage::io {

/// Relative, without empty, "." or ".." parts: a path that can't leave its folder.
[[nodiscard]] bool stays_inside(const std::string& path);

/// Files that a manifest lists, itself among them; nothing when the text is no manifest of ours ("name": "maillage").
[[nodiscard]] std::optional<std::set<std::string>> files_of_manifest(const std::string& text);

/// The same for the manifest in `folder`; nothing without one.
[[nodiscard]] std::optional<std::set<std::string>> files_of_folder(const std::string& folder);

/// The first entry below `folder`, in order, that is neither one of `files` nor a folder that leads to one.
/// Throws OutputError when it can't be looked through.
[[nodiscard]] std::optional<std::string> foreign_entry(const std::string& folder, const std::set<std::string>& files);

/// Removes `files` and the folders that lead to them, then `folder` if nothing is left in it. What can't be removed stays, as does all
/// where memory runs out: destructors call this.
void remove_files(const std::string& folder, const std::set<std::string>& files) noexcept;

}  // namespace maillage::io
