#include "io/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "io/atomic_dir_detail.hpp"
#include "io/descriptor.hpp"
#include "io/output_spot.hpp"
#include "io/own_folder.hpp"

namespace maillage::io {

namespace {

/// A file written in a folder beside the target; gone with this object, whatever it then holds, unless kept.
class FileBeside {
public:
    FileBeside(const Spot& spot, const std::string& ending)
        : m_folder(spot), m_name(spot.name + (spot.name.ends_with(ending) ? "" : ending)), m_path(m_folder.path() + "/" + m_name) {}
    ~FileBeside() { remove(); }
    FileBeside(const FileBeside&) = delete;
    FileBeside& operator=(const FileBeside&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    void keep() { m_kept = true; }
    void remove() noexcept {
        try {
            if (!std::exchange(m_kept, true)) {
                remove_files(m_folder.path(), files_of_output(m_folder.path(), m_name));
            }
        } catch (const std::exception&) {  // no memory to look through it: the next that writes there takes it away
            return;
        }
    }

private:
    BesideFolder m_folder;
    std::string m_name;
    std::string m_path;
    bool m_kept = false;
};

Spot settled(const std::string& target, const FileCalls& calls) {
    Spot spot = spot_of(target);
    settle(spot, calls);
    return spot;
}

bool unsupported(int error) { return error == EINVAL || error == ENOSYS || error == ENOTSUP; }

/// True when something is there, a regular file that may be replaced. Throws OutputError when it may not.
bool replaces(const Spot& spot, bool overwrite) {
    struct stat state {};
    if (::lstat(spot.path().c_str(), &state) != 0) {
        return false;
    }
    if (!S_ISREG(state.st_mode)) {
        throw OutputError({spot.named, "", 0}, {"existe et n'est pas un fichier ordinaire", "exists and is not a regular file"});
    }
    if (!overwrite) {
        throw OutputError({spot.named, "", 0},
                          {"existe déjà ; ajoutez -O pour le remplacer", "exists already; add -O to replace it"});
    }
    return true;
}

/// Puts the file in place; gives how to undo it.
std::function<void()> place(const Spot& spot, FileBeside& beside, bool over, const FileCalls& calls) {
    int error = calls.rename(beside.path(), spot.path(), over ? RENAME_EXCHANGE : RENAME_NOREPLACE);
    if (error == 0 && over) {
        return [&] {
            if (calls.rename(beside.path(), spot.path(), RENAME_EXCHANGE) != 0) {
                beside.keep();  // it holds the older file
            }
        };
    }
    if (unsupported(error) && over) {  // atomic, but the older file is gone at once
        error = calls.rename(beside.path(), spot.path(), 0);
        if (error == 0) {
            return [] {};
        }
    } else if (unsupported(error)) {
        error = ::link(beside.path().c_str(), spot.path().c_str()) == 0 ? 0 : errno;
    }
    if (error == EEXIST || error == ENOENT) {
        refuse_rival(spot.named);
    }
    if (error != 0) {
        refuse_output(spot.named, error, "mise en place impossible", "can't be put in place");
    }
    return [&] { ::unlink(spot.path().c_str()); };
}

}  // namespace

struct AtomicFile::Parts {
    Parts(const std::string& target, bool overwrite, const std::string& ending, FileCalls given)
        : spot(settled(target, given)), over(replaces(spot, overwrite)), beside(spot, ending), calls(std::move(given)) {}

    [[nodiscard]] Descriptor opened(int flags) const {
        Descriptor opened(::open(beside.path().c_str(), flags | O_NOFOLLOW | O_CLOEXEC, 0666));
        if (!opened.open()) {
            refuse_output(spot.named, errno, "écriture impossible", "can't be written");
        }
        return opened;
    }

    Spot spot;
    bool over;
    FileBeside beside;
    FileCalls calls;
    Descriptor file{-1};
};

AtomicFile::AtomicFile(const std::string& target, bool overwrite, const std::string& ending)
    : AtomicFile(target, overwrite, ending, FileCalls::system()) {}

AtomicFile::AtomicFile(const std::string& target, bool overwrite, const std::string& ending, FileCalls calls) {
    if (target.ends_with('/')) {
        throw OutputError({target, "", 0}, {"est un nom de dossier, pas de fichier", "is a folder's name, not a file's"});
    }
    m_parts = std::make_unique<Parts>(target, overwrite, ending, std::move(calls));
}

AtomicFile::~AtomicFile() = default;

const std::string& AtomicFile::beside() const { return m_parts->beside.path(); }

void AtomicFile::write(std::string_view bytes) {
    if (!m_parts->file.open()) {
        m_parts->file = m_parts->opened(O_WRONLY | O_CREAT | O_EXCL);
    }
    if (const int error = write_all(m_parts->file.number(), bytes, m_parts->calls); error != 0) {
        refuse_output(m_parts->spot.named, error, "écriture impossible", "can't be written");
    }
}

void AtomicFile::publish() {
    Parts& parts = *m_parts;
    if (!parts.file.open()) {  // a library wrote it
        parts.file = parts.opened(O_RDWR);
    }
    int error = parts.calls.sync(parts.file.number()) == 0 ? 0 : errno;
    error = error == 0 ? parts.file.close() : error;
    if (error != 0) {
        refuse_output(parts.spot.named, error, "écriture impossible", "can't be written");
    }
    const std::function<void()> undo = place(parts.spot, parts.beside, parts.over, parts.calls);
    if (const int failed = sync_folder(parts.spot.parent, parts.calls); failed != 0) {
        undo();
        refuse_output(parts.spot.named, failed, "mise en place impossible", "can't be put in place");
    }
    parts.beside.remove();  // the older file
}

namespace detail {

void publish_file(const std::string& target, bool overwrite, const std::string& bytes, const FileCalls& calls) {
    AtomicFile file(target, overwrite, "", calls);
    file.write(bytes);
    file.publish();
}

}  // namespace detail

void publish_file(const std::string& target, bool overwrite, const std::string& bytes) {
    detail::publish_file(target, overwrite, bytes, FileCalls::system());
}

}  // namespace maillage::io
