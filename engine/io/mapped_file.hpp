// A file's bytes where the kernel keeps them: read when touched, shared between processes, never copied.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace maillage::io {

/// A whole regular file, read only. Its bytes begin at a multiple of the page size. A file that another process shortens
/// meanwhile can't be read any more (SIGBUS): replace such files by renaming, never in place.
class MappedFile {
public:
    /// Throws InputError, OutputError as open_to_read does. An empty file has no bytes.
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }

private:
    std::span<const std::byte> m_bytes;
};

}  // namespace maillage::io
