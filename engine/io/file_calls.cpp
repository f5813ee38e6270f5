#include "io/file_calls.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>

#include "io/descriptor.hpp"

namespace maillage::io {

namespace {

/// While it lives, a write over the limit of file size gives EFBIG instead of ending the process with SIGXFSZ.
class NoSizeSignal {
public:
    NoSizeSignal() {
        sigemptyset(&m_size);
        sigaddset(&m_size, SIGXFSZ);
        sigset_t pending;
        sigpending(&pending);
        m_pending_before = sigismember(&pending, SIGXFSZ) == 1;
        pthread_sigmask(SIG_BLOCK, &m_size, &m_before);
    }
    ~NoSizeSignal() {
        const timespec at_once{0, 0};
        while (!m_pending_before && sigtimedwait(&m_size, nullptr, &at_once) == SIGXFSZ) {
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    NoSizeSignal(const NoSizeSignal&) = delete;
    NoSizeSignal& operator=(const NoSizeSignal&) = delete;

private:
    sigset_t m_size{};
    sigset_t m_before{};
    bool m_pending_before = false;
};

}  // namespace

int write_all(int file, std::string_view bytes, const FileCalls& calls) {
    const NoSizeSignal guard;
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = calls.write(file, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno != EINTR) {
            return errno;
        }
        if (count == 0) {
            return EIO;
        }
        done += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    return 0;
}

FileCalls FileCalls::system() {
    return {[](int file, const char* bytes, std::size_t count) { return ::write(file, bytes, count); },
            [](int file) { return ::fsync(file); },
            [](const std::string& from, const std::string& to, unsigned flags) {
                return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
            }};
}

int write_new_file(const std::string& path, const std::string& bytes, const FileCalls& calls) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file.open()) {
        return errno;
    }
    if (const int error = write_all(file.number(), bytes, calls); error != 0) {
        return error;
    }
    if (calls.sync(file.number()) != 0) {
        return errno;
    }
    return file.close();
}

int sync_folder(const std::string& path, const FileCalls& calls) {
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open()) {
        return errno;
    }
    return calls.sync(folder.number()) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

}  // namespace maillage::io
