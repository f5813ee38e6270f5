// The system calls that publishing rests on, so that tests can make each of them fail, and what is made of them.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace maillage::io {

/// write and sync as write(2), fsync(2); rename as renameat2(2), which gives errno or 0.
struct FileCalls {
    std::function<ssize_t(int file, const char* bytes, std::size_t count)> write;
    std::function<int(int file)> sync;
    std::function<int(const std::string& from, const std::string& to, unsigned flags)> rename;

    [[nodiscard]] static FileCalls system();
};

/// Writes all of `bytes`; 0 or errno.
[[nodiscard]] int write_all(int file, std::string_view bytes, const FileCalls& calls);

/// Makes a new file of mode 0666 less the umask, writes and fsyncs it. 0, or errno of what failed; then the file may be there.
[[nodiscard]] int write_new_file(const std::string& path, const std::string& bytes, const FileCalls& calls);

/// fsync of a folder; 0 also where the file system can't.
[[nodiscard]] int sync_folder(const std::string& path, const FileCalls& calls);

}  // namespace maillage::io
