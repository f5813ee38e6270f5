#include "io/postgis_rows.hpp"

#include <ogr_api.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "base/number.hpp"
#include "io/ogr_drawing.hpp"

namespace maillage::io {

namespace {

constexpr std::string_view null = "\\N";

/// What COPY would take for something else is said by its escapes.
std::string escaped(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (const char letter : text) {
        switch (letter) {
            case '\\': line += "\\\\"; break;
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            case '\0': line += "\xEF\xBF\xBD"; break;
            default: line += letter;
        }
    }
    return line;
}

/// {"a","b"}, before COPY's own escapes.
std::string array_of(const std::vector<std::string>& items) {
    std::string text = "{";
    for (const std::string& item : items) {
        text += text.size() > 1 ? ",\"" : "\"";
        for (const char letter : item) {
            text += letter == '"' || letter == '\\' ? std::string("\\") + letter : std::string(1, letter);
        }
        text += '"';
    }
    return text + "}";
}

struct ValueWriter {
    std::string operator()(std::monostate) const { return std::string(null); }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return shortest(value); }
    std::string operator()(const std::string& value) const { return escaped(value); }
    std::string operator()(const std::vector<std::string>& value) const { return escaped(array_of(value)); }
};

void put_byte(std::string& text, unsigned char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
}

/// WKB with PostGIS's flag and number of the system after its type.
std::string ewkb_of(const Drawing& drawing) {
    const OwnGeometry geometry = drawn_geometry(drawing);
    if (!geometry) {
        return std::string(null);
    }
    std::vector<unsigned char> wkb(static_cast<std::size_t>(OGR_G_WkbSize(geometry.get())));
    if (OGR_G_ExportToWkb(geometry.get(), wkbNDR, wkb.data()) != OGRERR_NONE) {
        throw LibraryError({"GDAL : géométrie impossible à écrire", "GDAL: a geometry can't be written"});
    }
    constexpr std::size_t type_end = 5;  // order of bytes, then four bytes of type
    constexpr std::array<unsigned char, 4> epsg_4326{0xE6, 0x10, 0, 0};
    constexpr unsigned char has_system = 0x20;
    wkb[type_end - 1] = static_cast<unsigned char>(wkb[type_end - 1] | has_system);
    std::string text;
    text.reserve(2 * (wkb.size() + epsg_4326.size()));
    for (std::size_t i = 0; i < wkb.size(); ++i) {
        if (i == type_end) {
            for (const unsigned char byte : epsg_4326) {
                put_byte(text, byte);
            }
        }
        put_byte(text, wkb[i]);
    }
    return text;
}

}  // namespace

std::string copy_lines(const PublishedLayer& layer, bool ranked) {
    std::string lines;
    std::size_t rank = 0;
    for (const Feature& feature : *layer.features) {
        lines += ranked ? std::to_string(++rank) + "\t" : "";
        for (const Value& value : feature.values) {
            lines += std::visit(ValueWriter{}, value) + "\t";
        }
        for (const auto& [name, cell] : feature.source) {
            lines += (cell.empty() ? std::string(null) : escaped(cell)) + "\t";
        }
        lines += ewkb_of(feature.drawing) + "\n";
    }
    return lines;
}

}  // namespace maillage::io
