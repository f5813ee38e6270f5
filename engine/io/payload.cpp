#include "io/payload.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> sidecar_endings{".shx", ".dbf", ".prj", ".cpg"};

std::string without_ending(std::string_view name) { return std::string(name.substr(0, name.rfind('.'))); }

/// The one of `names` that is `shapefile` with another ending: written the same, else in another case.
std::optional<std::string> sidecar_of(std::string_view shapefile, std::string_view ending, const std::vector<std::string>& names,
                                      const Place& place) {
    const std::string stem = without_ending(shapefile);
    const std::string wanted = lower(stem) + std::string(ending);
    std::vector<std::string> found;
    for (const std::string& name : names) {
        if (lower(name) == wanted) {
            found.push_back(name);
        }
    }
    if (found.size() > 1) {
        std::erase_if(found, [&](const std::string& name) { return without_ending(name) != stem; });
    }
    if (found.size() > 1) {
        const std::string list = join(found, ", ");
        throw InputError(place,
                         {"plusieurs fichiers pour le même shapefile : " + list, "several files for one shapefile: " + list});
    }
    return found.empty() ? std::nullopt : std::optional(found.front());
}

/// Adds the sidecars that stand among `names`, read by `read`.
void add_sidecars(Payload& payload, std::string_view shapefile, const std::vector<std::string>& names,
                  const std::function<std::string(const std::string&)>& read) {
    for (const std::string_view ending : sidecar_endings) {
        if (const std::optional<std::string> name = sidecar_of(shapefile, ending, names, {payload.path, "", 0})) {
            payload.sidecars.emplace_back(ending, read(*name));
        }
    }
}

std::vector<std::string> files_beside(const std::string& path) {
    const fs::path folder = fs::path(path).parent_path();
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, error), end; !error && entry != end;
         entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    if (error) {
        throw OutputError({path, "", 0}, {"dossier illisible : " + error.message(), "folder can't be read: " + error.message()});
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// What archivers and publishers put beside the data.
bool is_aside(const std::string& name) {
    const std::string_view base = base_name(name);
    return name.starts_with("__MACOSX/") || base.starts_with('.') || !kind_of(name);
}

/// The readable members: tables in .txt only where nothing else is, since notes come as .txt.
std::vector<std::string> readable(const Archive& archive) {
    std::vector<std::string> names;
    for (const Archive::Entry& entry : archive.entries()) {
        if (!is_aside(entry.name)) {
            names.push_back(entry.name);
        }
    }
    const auto is_note = [](const std::string& name) { return ending_of(name) == ".txt"; };
    if (!std::all_of(names.begin(), names.end(), is_note)) {
        std::erase_if(names, is_note);
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// The member that `asked` begins with, by its whole name or its last part, and the layer that follows.
std::pair<std::string, std::string> asked_member(const Archive& archive, const Place& place, const std::string& asked) {
    for (std::size_t end = asked.size(); end != std::string::npos && end > 0; end = asked.rfind(':', end - 1)) {
        const std::string name = asked.substr(0, end);
        const std::string layer = end == asked.size() ? "" : asked.substr(end + 1);
        if (archive.find(name) != nullptr) {
            return {name, layer};
        }
        std::vector<std::string> found;
        for (const Archive::Entry& entry : archive.entries()) {
            if (base_name(entry.name) == name && !entry.name.starts_with("__MACOSX/")) {
                found.push_back(entry.name);
            }
        }
        if (found.size() == 1) {
            return {found.front(), layer};
        }
    }
    const std::string names = join(readable(archive), ", ");
    throw InputError({place.path, asked, 0},
                     {"introuvable dans l'archive, qui contient : " + names, "not in the archive, which has: " + names});
}

std::string only_member(const Archive& archive, const Place& place) {
    const std::vector<std::string> names = readable(archive);
    const std::string list = join(names, ", ");
    if (names.empty()) {
        throw InputError(place, {"aucun fichier lisible dans l'archive (lus : " + all_endings() + ")",
                                 "no readable file in the archive (read: " + all_endings() + ")"});
    }
    if (std::any_of(names.begin(), names.end(), [](const std::string& name) { return kind_of(name) == FileKind::zip; })) {
        throw InputError(place,
                         {"contient une autre archive : décompressez-la d'abord, ou précisez FICHIER.zip:NOM, parmi " + list,
                          "holds another archive: unpack it first, or say FILE.zip:NAME, one of " + list});
    }
    if (names.size() > 1) {
        throw InputError(place, {"plusieurs fichiers lisibles : précisez FICHIER.zip:NOM, parmi " + list,
                                 "several readable files: say FILE.zip:NAME, one of " + list});
    }
    return names.front();
}

Payload payload_of_archive(const Opened& opened, const Limits& limits) {
    const Place place{opened.path, "", 0};
    Archive archive(read_file(opened.path, limits), place, limits);
    const auto [member, layer] =
        opened.layer.empty() ? std::pair(only_member(archive, place), std::string()) : asked_member(archive, place, opened.layer);
    const std::optional<FileKind> kind = kind_of(member);
    if (!kind) {
        const Said remedy = remedy_for(member);
        throw InputError({opened.path, member, 0}, {"format non accepté (attendus : " + all_endings() + ") ; " + remedy.fr,
                                                    "kind of file not accepted (expected: " + all_endings() + "); " + remedy.en});
    }
    if (*kind == FileKind::zip) {
        throw InputError({opened.path, member, 0}, {"est une archive dans une archive : décompressez-la d'abord",
                                                    "is an archive within an archive: unpack it first"});
    }
    Payload payload{opened.path + ":" + member, layer, *kind, archive.read(*archive.find(member)), true, {}, {opened.path}};
    if (payload.bytes.empty()) {
        throw InputError({payload.path, "", 0}, {"fichier vide", "empty file"});
    }
    if (*kind == FileKind::shapefile) {
        std::vector<std::string> names;
        for (const Archive::Entry& entry : archive.entries()) {
            names.push_back(entry.name);
        }
        add_sidecars(payload, member, names, [&](const std::string& name) { return archive.read(*archive.find(name)); });
    }
    return payload;
}

}  // namespace

Payload payload_of(const Opened& opened, const Limits& limits) {
    if (opened.kind == FileKind::zip) {
        return payload_of_archive(opened, limits);
    }
    Payload payload{opened.path, opened.layer, opened.kind, "", true, {}, {opened.path}};
    payload.in_memory = opened.kind != FileKind::geopackage && opened.kind != FileKind::flatgeobuf;
    if (payload.in_memory) {
        payload.bytes = read_file(opened.path, limits);
    }
    if (opened.kind == FileKind::shapefile) {
        const std::string folder = opened.path.substr(0, opened.path.size() - base_name(opened.path).size());
        add_sidecars(payload, base_name(opened.path), files_beside(opened.path), [&](const std::string& name) {
            payload.files.push_back(folder + name);
            return read_file(folder + name, limits);
        });
    }
    return payload;
}

}  // namespace maillage::io
