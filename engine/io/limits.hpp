// How much of a file is let in. Every limit has a name, is told with it when reached, and can be raised (--allow NAME=VALUE).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace maillage::io {

struct Limits {
    std::uint64_t bytes = std::uint64_t{4} << 30U;  ///< of one file
    std::uint64_t rows = 50'000'000;                ///< of one layer or table
    std::uint64_t columns = 20'000;                 ///< of one layer or table
    std::uint64_t vertices = 200'000'000;           ///< of one layer
    std::uint64_t text = std::uint64_t{1} << 24U;   ///< bytes of one cell
    std::uint64_t cells = 20'000'000;               ///< of one sheet of a workbook
    // of an archive; a workbook (.xlsx, .ods) is one
    std::uint64_t entries = 1000;
    std::uint64_t unpacked = std::uint64_t{4} << 30U;      ///< bytes, all entries together
    std::uint64_t ratio = 200;                             ///< unpacked to packed bytes of an entry,
    std::uint64_t ratio_floor = std::uint64_t{16} << 20U;  ///< of those with more unpacked bytes than this
    std::uint64_t memory = 0;                              ///< bytes the process may hold; 0: as many as the machine has
};

/// A limit by the name users give it.
struct LimitName {
    std::string_view name;
    std::uint64_t Limits::*member;
    Said what;  ///< that it was reached, in words
};
[[nodiscard]] std::span<const LimitName> limit_names();

/// What the process lets in: where no others are given. Set once, before anything is read.
[[nodiscard]] const Limits& process_limits();
void set_process_limits(const Limits& limits);

/// `text` is NAME=VALUE; VALUE a whole number, of thousands, millions or milliards with K, M or G behind it. Throws UsageError: no such
/// name (with the nearest), no such number.
void set_limit(Limits& limits, const std::string& text);

/// Bounds what the process may hold from here on: past `limits.memory` an allocation throws std::bad_alloc (RLIMIT_DATA of Linux; files
/// mapped to be read are not counted). For a command: a library does not bound the process it lives in. Gives the bound, in bytes; 0
/// where none could be set, or a sanitizer needs more than any machine has.
std::uint64_t bound_memory(const Limits& limits);

/// Throws InputError when `count` is more than the limit: what, the limit, and how to raise it.
void keep_within(const Place& place, std::uint64_t count, std::uint64_t Limits::*member, const Limits& limits);

}  // namespace maillage::io
