// A disk that fills up, to be preloaded: below FAILING_DISK_FOLDER, write(2) and its kin take FAILING_DISK_BYTES bytes in
// all and then fail with ENOSPC; a write that reaches the limit is a short one, as on a real disk.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool on_the_disk(int file) {
    const char* const folder = std::getenv("FAILING_DISK_FOLDER");
    std::array<char, 4096> path{};
    const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path.data(), path.size());
    return folder != nullptr && length > 0 && std::string_view(path.data(), static_cast<std::size_t>(length)).starts_with(folder);
}

/// How many of `count` bytes still fit; takes that room.
std::size_t room_for(std::size_t count) {
    static std::atomic<long long> room{
        std::atoll(std::getenv("FAILING_DISK_BYTES") == nullptr ? "0" : std::getenv("FAILING_DISK_BYTES"))};
    const auto wanted = static_cast<long long>(count);
    const long long before = room.fetch_sub(wanted);
    return static_cast<std::size_t>(std::clamp(before, 0LL, wanted));
}

template <typename Write>
ssize_t limited(int file, std::size_t count, const Write& write) {
    const std::size_t fits = on_the_disk(file) ? room_for(count) : count;
    if (fits == 0 && count > 0) {
        errno = ENOSPC;
        return -1;
    }
    return write(fits);
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    return limited(file, count, [&](std::size_t fits) { return real(file, bytes, fits); });
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return limited(file, count, [&](std::size_t fits) { return real(file, bytes, fits, offset); });
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return limited(file, count, [&](std::size_t fits) { return real(file, bytes, fits, offset); });
}

/// As its first buffer's write: short, which its callers must expect.
ssize_t writev(int file, const iovec* parts, int count) {
    static const auto real = next<ssize_t (*)(int, const iovec*, int)>("writev");
    return on_the_disk(file) && count > 0 ? write(file, parts[0].iov_base, parts[0].iov_len) : real(file, parts, count);
}
}
