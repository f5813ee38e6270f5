// POSIX file descriptors and errno, for the files of this room.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace maillage::io {

/// Owns a file descriptor; -1 is none.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool open() const { return m_number >= 0; }
    /// Closes now; gives what close(2) gave, as errno or 0.
    [[nodiscard]] int close();

private:
    int m_number;
};

/// errno's words ("No space left on device").
[[nodiscard]] std::string errno_words(int error);

/// Opens a regular file to read; never waits on a FIFO or touches a device. Throws InputError, OutputError.
[[nodiscard]] Descriptor open_to_read(const std::string& path);

/// Gives `take` the file piece by piece, to its end. Throws OutputError.
void read_pieces(const Descriptor& file, const std::string& path, const std::function<void(std::string_view)>& take);

}  // namespace maillage::io
