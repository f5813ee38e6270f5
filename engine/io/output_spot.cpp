#include "io/output_spot.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <random>
#include <set>
#include <system_error>

#include "base/error.hpp"
#include "io/descriptor.hpp"
#include "io/atomic_dir.hpp"
#include "io/own_folder.hpp"

namespace maillage::io {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t letter_count = 6;

/// Removes a folder that a killed command left, when it is not in use and all in it is ours; `unlocked`: also where the file
/// system can't tell whether it is in use.
void remove_stale(const std::string& folder, const Spot& spot, bool unlocked) {
    const FolderLock lock = lock_folder(folder);
    if (lock.lost() || (lock.error != 0 && !unlocked)) {
        return;
    }
    try {
        std::set<std::string> files = files_of_folder(folder).value_or(std::set<std::string>{});
        if (files.empty()) {  // an output of one file, or a run killed before its manifest was whole
            files = files_of_output(folder, spot.name);
            files.insert(manifest_name);
        }
        if (!foreign_entry(folder, files)) {
            remove_files(folder, files);
        }
    } catch (const OutputError&) {
        return;  // can't be read, so not clearly ours: it stays
    }
}

/// A name beside that nothing has yet.
std::string fresh_name(const Spot& spot) {
    std::random_device random;
    std::uniform_int_distribution<std::size_t> letter(0, letters.size() - 1);
    while (true) {
        std::string path = spot.parent + "/" + spot.beside();
        for (std::size_t i = 0; i < letter_count; ++i) {
            path += letters[letter(random)];
        }
        struct stat state {};
        if (::lstat(path.c_str(), &state) == 0) {
            continue;
        }
        if (errno != ENOENT) {
            refuse_output(spot.named, errno, "création impossible", "can't be made");
        }
        return path;
    }
}

}  // namespace

void refuse_output(const std::string& path, int error, const std::string& french, const std::string& english) {
    const std::string words = errno_words(error);
    throw OutputError({path, "", 0}, {french + " : " + words, english + ": " + words});
}

void refuse_rival(const std::string& named) {
    throw OutputError({named, "", 0}, {"un autre calcul y écrit ou y a écrit entre-temps ; relancez celui-ci",
                                       "another run is writing there, or wrote there in the meantime; run this one again"});
}

bool FolderLock::lost() const { return error == EWOULDBLOCK || error == ENOENT; }

FolderLock lock_folder(const std::string& path) {
    FolderLock lock{Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))};
    struct stat state {};
    if (!lock.folder.open() || ::flock(lock.folder.number(), LOCK_EX | LOCK_NB) != 0) {
        lock.error = errno;
    } else if (::fstat(lock.folder.number(), &state) != 0 || state.st_nlink == 0) {
        lock.error = ENOENT;  // removed between open and flock
    }
    return lock;
}

Spot spot_of(const std::string& named) {
    std::string path = named;
    while (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    if (path.empty() || path.find('\0') != std::string::npos) {
        throw OutputError({"nom de sortie vide", "empty output name"});
    }
    const auto name_of = [](const std::string& whole) { return whole.substr(whole.rfind('/') + 1); };
    std::error_code error;
    if (fs::is_symlink(fs::symlink_status(path, error)) || name_of(path) == "." || name_of(path) == "..") {
        path = fs::canonical(path, error).string();
        if (error) {
            refuse_output(named, error.value(), "lien qui ne mène nulle part", "link that leads nowhere");
        }
    }
    const std::size_t slash = path.rfind('/');
    const std::string parent = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    Spot spot{named, parent, name_of(path)};
    if (spot.name.empty()) {
        throw OutputError({named, "", 0}, {"n'est pas un nom de sortie", "is not an output name"});
    }
    struct stat state {};
    if (::stat(spot.parent.c_str(), &state) != 0) {
        refuse_output(named, errno, "le dossier parent « " + spot.parent + " » manque",
                      "the parent folder \"" + spot.parent + "\" is missing");
    }
    if (!S_ISDIR(state.st_mode)) {
        refuse_output(named, ENOTDIR, "« " + spot.parent + " »", "\"" + spot.parent + "\"");
    }
    if (::access(spot.parent.c_str(), W_OK | X_OK) != 0) {
        refuse_output(named, errno, "écriture impossible dans « " + spot.parent + " »", "can't write in \"" + spot.parent + "\"");
    }
    return spot;
}

void settle(const Spot& spot, const FileCalls& calls) {
    std::error_code ignored;
    const bool missing = fs::symlink_status(spot.path(), ignored).type() == fs::file_type::not_found;
    const bool aside = fs::symlink_status(spot.aside(), ignored).type() == fs::file_type::directory;
    if (missing && aside && files_of_folder(spot.aside())) {
        const FolderLock lock = lock_folder(spot.aside());
        if (lock.lost()) {
            refuse_rival(spot.named);
        }
        if (const int error = calls.rename(spot.aside(), spot.path(), 0); error != 0) {
            refuse_output(spot.named, error, "remise en place impossible de « " + spot.aside() + " »",
                          "can't put back \"" + spot.aside() + "\"");
        }
    } else if (aside) {
        remove_stale(spot.aside(), spot, true);
    }
    std::set<std::string> stale;
    for (fs::directory_iterator entry(spot.parent, ignored); !ignored && entry != fs::directory_iterator();
         entry.increment(ignored)) {
        const std::string name = entry->path().filename().string();
        const bool ours = name.starts_with(spot.beside()) && name.size() == spot.beside().size() + letter_count &&
                          name.find_first_not_of(letters, spot.beside().size()) == std::string::npos;
        if (ours) {
            stale.insert(spot.parent + "/" + name);
        }
    }
    for (const std::string& folder : stale) {
        remove_stale(folder, spot, false);
    }
}

BesideFolder::BesideFolder(const Spot& spot) {
    while (m_lock.lost()) {
        m_path = fresh_name(spot);
        if (::mkdir(m_path.c_str(), 0777) == 0) {
            m_lock = lock_folder(m_path);
        } else if (errno != EEXIST) {
            refuse_output(spot.named, errno, "création impossible", "can't be made");
        }
    }
}

std::set<std::string> files_of_output(const std::string& folder, const std::string& name) {
    const std::size_t dot = name.rfind('.');
    const std::string stem = dot == 0 ? name : name.substr(0, dot);
    std::set<std::string> files;
    std::error_code ignored;  // what can't be listed is not ours
    for (fs::directory_iterator entry(folder, ignored); !ignored && entry != fs::directory_iterator(); entry.increment(ignored)) {
        if (const std::string file = entry->path().filename().string(); file.starts_with(stem)) {
            files.insert(file);
        }
    }
    return files;
}

}  // namespace maillage::io
