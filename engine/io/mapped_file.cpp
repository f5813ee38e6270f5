#include "io/mapped_file.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "base/error.hpp"
#include "io/descriptor.hpp"

namespace maillage::io {

MappedFile::MappedFile(const std::string& path) {
    const Descriptor file = open_to_read(path);
    const auto refuse = [&] {
        const std::string words = errno_words(errno);
        throw OutputError({path}, {"lecture impossible : " + words, "can't be read: " + words});
    };
    struct stat status {};
    if (fstat(file.number(), &status) != 0) {
        refuse();
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        return;
    }
    void* const start = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
    if (start == MAP_FAILED) {
        refuse();
    }
    m_bytes = {static_cast<const std::byte*>(start), size};
}

MappedFile::~MappedFile() {
    if (!m_bytes.empty()) {
        munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
    }
}

MappedFile::MappedFile(MappedFile&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

}  // namespace maillage::io
