#include "io/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "base/error.hpp"

namespace maillage::io {

Descriptor::~Descriptor() {
    if (m_number >= 0) {
        ::close(m_number);
    }
}

int Descriptor::close() { return ::close(std::exchange(m_number, -1)) == 0 ? 0 : errno; }

std::string errno_words(int error) { return std::generic_category().message(error); }

Descriptor open_to_read(const std::string& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.open()) {
        const int error = errno;
        if (error == ENOENT || error == ENOTDIR) {
            throw InputError({path, "", 0}, {"fichier introuvable", "no such file"});
        }
        throw OutputError({path, "", 0}, {"lecture impossible : " + errno_words(error), "can't be read: " + errno_words(error)});
    }
    struct stat state {};
    if (::fstat(file.number(), &state) != 0 || !S_ISREG(state.st_mode)) {
        throw InputError({path, "", 0}, {"n'est pas un fichier ordinaire", "is not a regular file"});
    }
    return file;
}

void read_pieces(const Descriptor& file, const std::string& path, const std::function<void(std::string_view)>& take) {
    std::vector<char> piece(std::size_t{1} << 16U);
    while (true) {
        const ssize_t count = ::read(file.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            const std::string words = errno_words(errno);
            throw OutputError({path, "", 0}, {"lecture impossible : " + words, "can't be read: " + words});
        }
        if (count == 0) {
            return;
        }
        take({piece.data(), static_cast<std::size_t>(count)});
    }
}

}  // namespace maillage::io
