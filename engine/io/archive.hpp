// A zip held in memory. Nothing is ever unpacked to disk; sizes are counted while inflating, whatever the archive declares.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "io/open.hpp"

namespace maillage::io {

class Archive {
public:
    struct Entry {
        std::string name;         ///< UTF-8; CP437 names converted
        std::uint64_t bytes = 0;  ///< as declared
        std::uint64_t index = 0;
    };

    /// `place` is for messages. Throws InputError: not a zip, too many entries, an encrypted entry, a name that leaves the
    /// archive (absolute, "..", a NUL, a backslash path of that kind) or stands twice, more bytes declared than `limits`
    /// allow, in all or against what they take packed.
    Archive(std::string bytes, Place place, const Limits& limits);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// Files only, in the archive's order.
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// Null when there is none.
    [[nodiscard]] const Entry* find(const std::string& name) const;
    /// Throws InputError when the entry is damaged or holds more bytes than it declares.
    [[nodiscard]] std::string read(const Entry& entry);

private:
    struct Handle;

    void take_entry(std::uint64_t index, const Limits& limits);
    [[noreturn]] void refuse(const std::string& name, const Said& what) const;

    std::string m_bytes;
    Place m_place;
    std::unique_ptr<Handle> m_handle;
    std::vector<Entry> m_entries;
    std::uint64_t m_declared = 0;  ///< bytes of all entries
};

}  // namespace maillage::io
