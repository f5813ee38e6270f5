// What the fuzzers share: input as text, a check that stops the process, a place for a file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace maillage::fuzz {

/// Stops the process, which libFuzzer takes for a finding, unless `held`.
inline void hold(bool held, std::string_view what) {
    if (!held) {
        std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
        std::abort();
    }
}

/// How many actions ended in a result, and how many in an error; said when the process ends. A target where none ends in a result
/// tries nothing.
struct Tally {
    std::uint64_t results = 0;
    std::uint64_t errors = 0;
    Tally() = default;
    ~Tally() {
        if (results + errors > 0) {
            std::fprintf(stderr, "stat::results: %llu of %llu\n", static_cast<unsigned long long>(results), static_cast<unsigned long long>(results + errors));
        }
    }
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;
};
inline Tally tally;

/// Whether `action` ends without one of the engine's errors, which it may throw. Any other exception ends the process.
template <typename Action>
bool goes(const Action& action) {
    try {
        action();
        ++tally.results;
        return true;
    } catch (const Error& error) {
        ++tally.errors;
        hold(!error.said().fr.empty() && !error.said().en.empty(), "an error says what it is, in both languages");
        return false;
    }
}

/// The first `size` bytes taken off the input, or as many as there are.
inline std::string_view take(std::string_view& input, std::size_t size) {
    const std::string_view front = input.substr(0, size);
    input.remove_prefix(front.size());
    return front;
}

inline std::uint8_t take_byte(std::string_view& input) {
    const std::string_view front = take(input, 1);
    return front.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(front.front());
}

/// A folder of this process, in memory where the system has such a place; gone when it ends.
class Folder {
public:
    Folder() {
        const bool shared = std::filesystem::is_directory("/dev/shm");
        std::string name = (shared ? std::string("/dev/shm") : std::filesystem::temp_directory_path().string()) + "/maillage-fuzz-XXXXXX";
        hold(mkdtemp(name.data()) != nullptr, "a folder can be made");
        m_path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const { return m_path + "/" + name; }
    std::string write(const std::string& name, std::string_view bytes) const {
        std::ofstream(path(name), std::ios::binary) << bytes;
        return path(name);
    }

private:
    std::string m_path;
};

}  // namespace maillage::fuzz

#define MAILLAGE_FUZZ_TARGET(function)                                                    \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {   \
        function(std::string_view(reinterpret_cast<const char*>(data), size));            \
        return 0;                                                                         \
    }
