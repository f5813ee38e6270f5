#include "io/shapefile.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace maillage::io {

namespace {

std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
        value = (value << 8U) + (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    return value;
}

/// The table's header: little-endian numbers at fixed places, then 32 bytes a field, then a mark.
struct Header {
    std::size_t records, length, record_length;

    explicit Header(std::string_view dbf)
        : records(number_at(dbf, 4, 4)), length(number_at(dbf, 8, 2)), record_length(number_at(dbf, 10, 2)) {}
};

constexpr std::size_t field_length = 32;

bool texts_are_utf8(std::string_view dbf) {
    const Header header(dbf);
    std::size_t from = 1;  // after the deletion mark
    for (std::size_t at = field_length; at + field_length <= std::min(header.length, dbf.size()) && dbf[at] != '\r';
         at += field_length) {
        const std::string_view name = dbf.substr(at, 11);
        const std::size_t width = number_at(dbf, at + 16, 1);
        if (!is_utf8(name.substr(0, name.find('\0')))) {
            return false;
        }
        for (std::size_t i = 0; dbf[at + 11] == 'C' && i < header.records; ++i) {
            const std::size_t cell = header.length + i * header.record_length + from;
            if (cell >= dbf.size()) {
                break;
            }
            const std::string_view text = dbf.substr(cell, width);
            if (!is_utf8(text.substr(0, text.find('\0')))) {
                return false;
            }
        }
        from += width;
    }
    return true;
}

}  // namespace

DbfEncoding encoding_of(std::string_view dbf, std::string_view cpg) {
    std::string name;
    for (const char letter : trim(cpg.substr(0, cpg.find('\n')))) {
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
            name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        }
    }
    constexpr std::array<std::string_view, 2> utf8{"UTF8", "65001"};
    constexpr std::array<std::string_view, 8> western{"1252",  "CP1252",   "ANSI1252", "WINDOWS1252",
                                                      "88591", "ISO88591", "LATIN1",   "ISOLATIN1"};
    if (name.empty()) {
        return texts_are_utf8(dbf) ? DbfEncoding::utf8 : DbfEncoding::cp1252_guessed;
    }
    if (std::find(utf8.begin(), utf8.end(), name) != utf8.end()) {
        return DbfEncoding::utf8;
    }
    return std::find(western.begin(), western.end(), name) != western.end() ? DbfEncoding::cp1252 : DbfEncoding::other;
}

std::size_t dbf_records(std::string_view dbf, const Place& place) {
    const Header header(dbf);
    if (dbf.size() < field_length || header.length <= field_length || header.record_length == 0 ||
        (dbf.size() - std::min(dbf.size(), header.length)) / header.record_length < header.records) {
        throw InputError(place, {"le fichier .dbf est abîmé ou coupé : redemandez-le à la source",
                                 "the .dbf is damaged or cut short: ask for it again at its source"});
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < header.records; ++i) {
        count += dbf[header.length + i * header.record_length] == '*' ? 0U : 1U;
    }
    return count;
}

}  // namespace maillage::io
