// Zip archives written byte by byte (APPNOTE 6.3), so that a test may lie in any field.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maillage::io {

struct ZipEntry {
    std::string name;
    std::string data;                 ///< as it stands in the archive
    std::string content{};            ///< what it inflates to; "" = data
    std::uint16_t method = 0;         ///< 0 stored, 8 deflated
    std::uint16_t flags = 0x800;      ///< 0x800: the name is UTF-8; 1: encrypted
    std::int64_t declared_size = -1;  ///< -1: the true one
};

inline std::uint32_t crc32_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int i = 0; i < 8; ++i) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0U ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

inline std::string little(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8U) {
        text += static_cast<char>(value & 0xFFU);
    }
    return text;
}

/// `bytes` as one stored block of a deflate stream (RFC 1951, 3.2.4).
inline std::string deflated(const std::string& bytes) {
    return std::string("\x01", 1) + little(bytes.size(), 2) + little(~bytes.size() & 0xFFFFU, 2) + bytes;
}

/// `zeros` zero bytes, deflated by hand to about a thousandth: a literal 0, then copies of 258 bytes from one byte back, in the
/// fixed Huffman code (RFC 1951, 3.2.6): literal 0 is 00110000, length 258 is 11000101, distance 1 is 00000, end is 0000000.
inline std::string deflated_zeros(std::size_t copies) {
    std::string bits = "110";  // last block, fixed codes (least bit first)
    bits += "00110000";
    for (std::size_t i = 0; i < copies; ++i) {
        bits += "1100010100000";
    }
    bits += "0000000";
    std::string bytes((bits.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < bits.size(); ++i) {
        bytes[i / 8] = static_cast<char>(static_cast<unsigned char>(bytes[i / 8]) | ((bits[i] == '1' ? 1U : 0U) << (i % 8)));
    }
    return bytes;
}

inline std::string zip_of(const std::vector<ZipEntry>& entries) {
    std::string files;
    std::string directory;
    for (const ZipEntry& entry : entries) {
        const std::string& content = entry.content.empty() ? entry.data : entry.content;
        const std::uint64_t size = entry.declared_size < 0 ? content.size() : static_cast<std::uint64_t>(entry.declared_size);
        const std::string common = little(entry.flags, 2) + little(entry.method, 2) + little(0, 4) +
                                   little(crc32_of(content), 4) + little(entry.data.size(), 4) + little(size, 4) +
                                   little(entry.name.size(), 2) + little(0, 2);
        directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
                     little(0, 4) + little(files.size(), 4) + entry.name;
        files += "PK\x03\x04" + little(20, 2) + common + entry.name + entry.data;
    }
    return files + directory + "PK\x05\x06" + little(0, 4) + little(entries.size(), 2) + little(entries.size(), 2) +
           little(directory.size(), 4) + little(files.size(), 4) + little(0, 2);
}

}  // namespace maillage::io
