#include "io/atomic_dir.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "io/atomic_dir_detail.hpp"
#include "io/descriptor.hpp"
#include "io/output_spot.hpp"
#include "io/own_folder.hpp"

namespace maillage::io {

namespace {

namespace fs = std::filesystem;

fs::file_type type_at(const std::string& path) {
    std::error_code error;
    return fs::symlink_status(path, error).type();
}

void refuse_foreign(const std::string& named, const std::string& folder) {
    const auto files = files_of_folder(folder);
    if (!files) {
        throw OutputError({named, "", 0}, {std::string("n'est pas un dossier de maillage (pas de ") + manifest_name +
                                               " reconnu) : il n'est pas remplacé ; choisissez un autre nom",
                                           std::string("is not a folder of maillage (no ") + manifest_name +
                                               " of ours): it is not replaced; choose another name"});
    }
    if (const auto foreign = foreign_entry(folder, *files)) {
        throw OutputError({named, "", 0}, {"contient « " + *foreign + " », que maillage n'a pas écrit : déplacez-le d'abord",
                                           "holds \"" + *foreign + "\", which maillage did not write: move it first"});
    }
}

void check_folder(const Spot& spot, bool overwrite) {
    const fs::file_type type = type_at(spot.path());
    if (type == fs::file_type::not_found) {
        return;
    }
    if (type != fs::file_type::directory) {
        throw OutputError({spot.named, "", 0}, {"existe et n'est pas un dossier", "exists and is not a folder"});
    }
    if (!overwrite) {
        throw OutputError({spot.named, "", 0},
                          {"existe déjà ; ajoutez -O pour le remplacer", "exists already; add -O to replace it"});
    }
    refuse_foreign(spot.named, spot.path());
}

/// Names to write; throws when the manifest among them isn't ours or doesn't list the others.
std::set<std::string> checked_names(const std::string& named, const std::vector<OutputFile>& files) {
    std::set<std::string> names;
    std::optional<std::set<std::string>> listed;
    bool sound = true;
    for (const OutputFile& file : files) {
        sound = sound && stays_inside(file.path) && names.insert(file.path).second;
        if (file.path == manifest_name) {
            listed = files_of_manifest(file.bytes);
        }
    }
    for (const std::string& name : names) {
        sound = sound && listed && listed->contains(name);
    }
    if (!sound || names.empty()) {
        throw OutputError({named, "", 0}, {std::string(manifest_name) + " ne liste pas chaque fichier à écrire, une fois",
                                           std::string(manifest_name) + " does not list each file to write, once"});
    }
    return names;
}

/// What is written beside the target, by name; gone with this object.
class Beside {
public:
    Beside(const Spot& spot, std::set<std::string> names) : m_names(std::move(names)), m_folder(spot) {}
    ~Beside() { remove_files(path(), m_names); }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    [[nodiscard]] const std::string& path() const { return m_folder.path(); }
    /// The folder's files are now others: those of the run it was exchanged for.
    void holds(std::set<std::string> names) { m_names = std::move(names); }

private:
    std::set<std::string> m_names;
    BesideFolder m_folder;
};

void write_file(const Spot& spot, const std::string& folder, const OutputFile& file, const FileCalls& calls) {
    const std::string named = spot.named + (spot.named.ends_with('/') ? "" : "/") + file.path;
    for (std::size_t slash = file.path.find('/'); slash != std::string::npos; slash = file.path.find('/', slash + 1)) {
        const std::string inner = folder + "/" + file.path.substr(0, slash);
        if (::mkdir(inner.c_str(), 0777) != 0 && errno != EEXIST) {
            refuse_output(named, errno, "création impossible", "can't be made");
        }
    }
    if (const int error = write_new_file(folder + "/" + file.path, file.bytes, calls); error != 0) {
        refuse_output(named, error, "écriture impossible", "can't be written");
    }
}

/// The manifest first: a folder left by a killed run can then be told for ours.
void write_files(const Spot& spot, const std::string& folder, const std::vector<OutputFile>& files, const FileCalls& calls) {
    std::set<std::string> folders{folder};
    for (const bool manifest : {true, false}) {
        for (const OutputFile& file : files) {
            if ((file.path == manifest_name) == manifest) {
                write_file(spot, folder, file, calls);
                for (std::size_t slash = file.path.find('/'); slash != std::string::npos;
                     slash = file.path.find('/', slash + 1)) {
                    folders.insert(folder + "/" + file.path.substr(0, slash));
                }
            }
        }
    }
    for (auto inner = folders.rbegin(); inner != folders.rend(); ++inner) {
        if (const int error = sync_folder(*inner, calls); error != 0) {
            refuse_output(spot.named, error, "écriture impossible", "can't be written");
        }
    }
}

bool unsupported(int error) { return error == EINVAL || error == ENOSYS || error == ENOTSUP; }

[[noreturn]] void refuse_placing(const Spot& spot, int error) {
    if (error == EEXIST || error == ENOTEMPTY || error == ENOENT) {
        refuse_rival(spot.named);
    }
    refuse_output(spot.named, error, "mise en place impossible", "can't be put in place");
}

/// The folder is in its place: makes that last, then takes the step that goes with it. Where either fails, `undo` first.
void make_last(const Spot& spot, const FileCalls& calls, const std::function<void()>& in_place, const std::function<void()>& undo) {
    if (const int error = sync_folder(spot.parent, calls); error != 0) {
        undo();
        refuse_output(spot.named, error, "mise en place impossible", "can't be put in place");
    }
    try {
        if (in_place) {
            in_place();
        }
    } catch (...) {
        undo();
        throw;
    }
}

void place_new(const Spot& spot, const Beside& beside, const FileCalls& calls, const std::function<void()>& in_place) {
    int error = calls.rename(beside.path(), spot.path(), RENAME_NOREPLACE);
    if (unsupported(error)) {
        const bool taken = type_at(spot.path()) != fs::file_type::not_found;  // a plain rename would replace an empty folder
        error = taken ? EEXIST : calls.rename(beside.path(), spot.path(), 0);
    }
    if (error != 0) {
        refuse_placing(spot, error);
    }
    make_last(spot, calls, in_place, [&] { calls.rename(spot.path(), beside.path(), 0); });
}

/// For file systems that can't exchange: the old folder aside, the new one in.
void place_by_moves(const Spot& spot, const Beside& beside, const FileCalls& calls, const std::function<void()>& in_place) {
    const auto put_back = [&] { calls.rename(spot.aside(), spot.path(), 0); };
    if (const int error = calls.rename(spot.path(), spot.aside(), 0); error != 0) {
        refuse_placing(spot, error);
    }
    try {
        refuse_foreign(spot.named, spot.aside());
    } catch (...) {
        put_back();
        throw;
    }
    if (const int error = calls.rename(beside.path(), spot.path(), 0); error != 0) {
        put_back();
        refuse_placing(spot, error);
    }
    make_last(spot, calls, in_place, [&] {
        calls.rename(spot.path(), beside.path(), 0);
        put_back();
    });
    remove_files(spot.aside(), files_of_folder(spot.aside()).value_or(std::set<std::string>{}));
}

void place_over(const Spot& spot, Beside& beside, const FileCalls& calls, const std::function<void()>& in_place) {
    const int error = calls.rename(beside.path(), spot.path(), RENAME_EXCHANGE);
    if (unsupported(error)) {
        place_by_moves(spot, beside, calls, in_place);
        return;
    }
    if (error != 0) {
        refuse_placing(spot, error);
    }
    const auto exchange_back = [&] {
        if (calls.rename(beside.path(), spot.path(), RENAME_EXCHANGE) != 0) {
            beside.holds({});  // it holds the older run: nothing of it may be removed
        }
    };
    try {
        refuse_foreign(spot.named, beside.path());  // again: something may have come since check_target
    } catch (...) {
        exchange_back();
        throw;
    }
    make_last(spot, calls, in_place, exchange_back);
    beside.holds(files_of_folder(beside.path()).value_or(std::set<std::string>{}));
}

}  // namespace

namespace detail {

void check_target(const std::string& target, bool overwrite, const FileCalls& calls) {
    const Spot spot = spot_of(target);
    settle(spot, calls);
    check_folder(spot, overwrite);
}

void publish(const std::string& target, bool overwrite, const std::vector<OutputFile>& files, const FileCalls& calls, const std::function<void()>& in_place) {
    check_target(target, overwrite, calls);
    const Spot spot = spot_of(target);
    Beside beside(spot, checked_names(target, files));
    write_files(spot, beside.path(), files, calls);
    if (type_at(spot.path()) == fs::file_type::not_found) {
        place_new(spot, beside, calls, in_place);
        return;
    }
    const FolderLock older = lock_folder(spot.path());  // no other run may take it for stale, nor write over it
    if (!overwrite || older.lost()) {
        refuse_rival(target);
    }
    place_over(spot, beside, calls, in_place);
}

}  // namespace detail

void check_target(const std::string& target, bool overwrite) { detail::check_target(target, overwrite, FileCalls::system()); }

void publish(const std::string& target, bool overwrite, const std::vector<OutputFile>& files, const std::function<void()>& in_place) {
    detail::publish(target, overwrite, files, FileCalls::system(), in_place);
}

}  // namespace maillage::io
