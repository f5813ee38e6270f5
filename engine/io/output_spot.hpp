// Where an output goes: its parent folder and name, and the names beside it that a run may use.
#pragma once

#include <cerrno>
#include <set>
#include <string>

#include "io/descriptor.hpp"
#include "io/file_calls.hpp"

namespace maillage::io {

struct Spot {
    std::string named;   ///< as the user named it, for messages
    std::string parent;  ///< "." for a bare name
    std::string name;

    [[nodiscard]] std::string path() const { return parent + "/" + name; }
    /// Where an older run is kept while a new one takes its place, on file systems that can't exchange two folders.
    [[nodiscard]] std::string aside() const { return parent + "/." + name + ".maillage-old"; }
    /// The folder in which an output is written, beside its place, begins so; six letters follow.
    [[nodiscard]] std::string beside() const { return "." + name + ".maillage-"; }
};

/// Symbolic links are followed, slashes at the end dropped. Throws OutputError when the parent is no folder that can be
/// written in, or a link leads nowhere.
[[nodiscard]] Spot spot_of(const std::string& named);

/// Brings back the older run set aside by a run that was cut short; removes what commands cut short left beside, unless in use.
/// Throws OutputError when the older run can't be put back, or another run is at it.
void settle(const Spot& spot, const FileCalls& calls);

/// A folder locked by flock for as long as this lives: no other run takes it for a stale one.
struct FolderLock {
    Descriptor folder;
    int error = 0;  ///< 0 when the lock is held

    /// By another run, or removed by one. Another error means a file system that can't lock.
    [[nodiscard]] bool lost() const;
};

[[nodiscard]] FolderLock lock_folder(const std::string& path);

/// A new folder beside, of mode 0777 less the umask, locked for as long as this lives. Throws OutputError.
class BesideFolder {
public:
    explicit BesideFolder(const Spot& spot);
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
    FolderLock m_lock{Descriptor(-1), ENOENT};
};

/// What stands in `folder` for an output of one file called `name`: itself, and what a library keeps next to it, whose names begin
/// as its own does, up to its last dot.
[[nodiscard]] std::set<std::string> files_of_output(const std::string& folder, const std::string& name);

/// Throws OutputError: another run has written, or is writing, at `named`.
[[noreturn]] void refuse_rival(const std::string& named);

/// Throws OutputError: "what: errno's words".
[[noreturn]] void refuse_output(const std::string& path, int error, const std::string& french, const std::string& english);

}  // namespace maillage::io
