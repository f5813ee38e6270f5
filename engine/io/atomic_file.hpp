// A file written piece by piece, all or nothing.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "io/file_calls.hpp"

namespace maillage::io {

/// Written in a folder beside its target and put in place when whole (io/atomic_dir, publish_file). One that is not published is gone
/// with this object, with what a library kept next to it, and the target is as it was; what a killed process left is removed by the
/// next that writes there (io/output_spot).
class AtomicFile {
public:
    /// `ending` ends its name there, for libraries that go by it. Throws OutputError: `target` exists without `overwrite`, is no
    /// regular file, or is where nothing can be written.
    AtomicFile(const std::string& target, bool overwrite, const std::string& ending = "");
    AtomicFile(const std::string& target, bool overwrite, const std::string& ending, FileCalls calls);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Its path in that folder: nothing stands there before the first `write`, so that a library may make the file instead.
    [[nodiscard]] const std::string& beside() const;

    /// Throws OutputError.
    void write(std::string_view bytes);
    /// Nothing is written after it. Throws OutputError.
    void publish();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace maillage::io
