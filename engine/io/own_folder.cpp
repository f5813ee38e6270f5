#include "io/own_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <new>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/atomic_dir.hpp"
#include "io/open.hpp"

namespace maillage::io {

namespace {

namespace fs = std::filesystem;

/// "a/b" and "a" for "a/b/c.json".
std::set<std::string> folders_of(const std::set<std::string>& files) {
    std::set<std::string> folders;
    for (const std::string& file : files) {
        for (std::size_t slash = file.find('/'); slash != std::string::npos; slash = file.find('/', slash + 1)) {
            folders.insert(file.substr(0, slash));
        }
    }
    return folders;
}

}  // namespace

bool stays_inside(const std::string& path) {
    const std::vector<std::string> parts = split(path, '/');
    const bool plain = path.find('\0') == std::string::npos;
    return plain && std::none_of(parts.begin(), parts.end(),
                                 [](const std::string& part) { return part.empty() || part == "." || part == ".."; });
}

std::optional<std::set<std::string>> files_of_manifest(const std::string& text) {
    const nlohmann::json manifest = nlohmann::json::parse(text, nullptr, false);
    if (!manifest.is_object() || !manifest.contains("name") || manifest["name"] != "maillage") {
        return std::nullopt;
    }
    std::set<std::string> files{manifest_name};
    if (manifest.contains("resources") && manifest["resources"].is_array()) {
        for (const nlohmann::json& resource : manifest["resources"]) {
            const bool named = resource.is_object() && resource.contains("path") && resource["path"].is_string();
            if (named && stays_inside(resource["path"].get<std::string>())) {
                files.insert(resource["path"].get<std::string>());
            }
        }
    }
    return files;
}

std::optional<std::set<std::string>> files_of_folder(const std::string& folder) {
    const std::string manifest = folder + "/" + manifest_name;
    std::error_code error;
    constexpr Limits manifest_limits{std::uint64_t{64} << 20U, 0};
    if (!fs::is_regular_file(fs::symlink_status(manifest, error))) {
        return std::nullopt;
    }
    try {
        return files_of_manifest(read_file(manifest, manifest_limits));
    } catch (const InputError&) {
        return std::nullopt;  // larger than any of ours, or gone
    }
}

std::optional<std::string> foreign_entry(const std::string& folder, const std::set<std::string>& files) {
    const std::set<std::string> folders = folders_of(files);
    std::set<std::string> foreign;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const std::string path = entry->path().lexically_relative(folder).string();
        const fs::file_type type = entry->symlink_status().type();
        const bool known = type == fs::file_type::directory ? folders.contains(path) : files.contains(path);
        if (!known || (type != fs::file_type::directory && type != fs::file_type::regular)) {
            foreign.insert(path);
        }
    }
    if (error) {
        throw OutputError({folder, "", 0},
                          {"dossier illisible : " + error.message(), "folder can't be read: " + error.message()});
    }
    return foreign.empty() ? std::nullopt : std::optional(*foreign.begin());
}

void remove_files(const std::string& folder, const std::set<std::string>& files) noexcept try {
    for (const std::string& file : files) {
        if (file != manifest_name) {
            ::unlink((folder + "/" + file).c_str());
        }
    }
    const std::set<std::string> folders = folders_of(files);
    for (auto inner = folders.rbegin(); inner != folders.rend(); ++inner) {  // "a/b" stands after "a"
        ::rmdir((folder + "/" + *inner).c_str());
    }
    if (files.contains(manifest_name)) {  // last: cut short, the folder can still be told for ours
        ::unlink((folder + "/" + manifest_name).c_str());
    }
    ::rmdir(folder.c_str());
} catch (const std::bad_alloc&) {
    return;  // the next that writes there takes it away (io/output_spot)
}

}  // namespace maillage::io
