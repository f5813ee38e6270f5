// Files other than they were, by as much as an input says: bytes of any file, values and elements of an XML part.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz.hpp"

namespace maillage::fuzz {

/// A place in `size` things: two bytes of input.
inline std::size_t place(std::string_view& input, std::size_t size) {
    const std::size_t high = take_byte(input);
    return (high * 256 + take_byte(input)) % size;
}

/// Some bytes elsewhere than they were: each time a place, how many go there, how many come, and those.
inline std::string bytes_edited(std::string text, std::string_view input) {
    while (!input.empty()) {
        const std::size_t at = place(input, text.size() + 1);
        text.erase(at, take_byte(input));
        text.insert(at, take(input, take_byte(input)));
    }
    return text;
}

/// Where in an XML text something stands: from, and how long.
struct Span {
    std::size_t from;
    std::size_t size;
};

/// The values of `text` (attributes' and texts), then its elements, from "<" to the end of what closes them.
struct XmlSpans {
    std::vector<Span> values;
    std::vector<Span> elements;

    explicit XmlSpans(std::string_view text) {
        std::vector<std::size_t> open;
        for (std::size_t at = text.find('<'); at < text.size();) {
            const std::size_t end = text.find('>', at);
            hold(end < text.size(), "a part to edit is well-formed");
            const std::string_view tag = text.substr(at, end + 1 - at);
            if (tag.starts_with("</")) {
                elements.push_back({open.back(), end + 1 - open.back()});
                open.pop_back();
            } else if (tag.ends_with("/>")) {
                elements.push_back({at, tag.size()});
            } else {
                open.push_back(at);
            }
            for (std::size_t quote = tag.find('"'); quote < tag.size(); quote = tag.find('"', quote + 1)) {
                const std::size_t close = tag.find('"', quote + 1);
                values.push_back({at + quote + 1, close - quote - 1});
                quote = close;
            }
            at = text.find('<', end);
            if (at < text.size() && at > end + 1) {
                values.push_back({end + 1, at - end - 1});
            }
        }
    }
};

/// `text` as a value: without what would end it.
inline std::string xml_value(std::string_view text) {
    std::string value;
    for (const char letter : text) {
        value += std::string_view("<>&\"").find(letter) != std::string_view::npos ? '_' : letter;
    }
    return value;
}

/// Some values or elements of a well-formed XML text other than they were, and it well-formed: each time which, and what for.
inline std::string xml_edited(std::string text, std::string_view input) {
    constexpr int most = 8;  // each may double the text
    for (int edit = 0; edit < most && !input.empty(); ++edit) {
        const XmlSpans spans(text);
        const std::uint8_t kind = take_byte(input) % 10;
        if (kind < 6 && !spans.values.empty()) {
            const Span value = spans.values[place(input, spans.values.size())];
            std::string with;
            switch (kind) {
                case 0: with = xml_value(take(input, take_byte(input))); break;
                case 1: {
                    const Span other = spans.values[place(input, spans.values.size())];
                    with = text.substr(other.from, other.size);
                    break;
                }
                case 2: with = std::to_string(take_byte(input)); break;
                case 3: with = "-" + std::to_string(take_byte(input)) + ".5"; break;
                case 4: {
                    constexpr std::array<std::string_view, 8> far{"9223372036854775807", "18446744073709551616", "1e300", "nan", "0", "XFD1048576", "4294967296", "A1:XFD1048576"};
                    with = far[take_byte(input) % far.size()];
                    break;
                }
                default: with = text.substr(value.from, value.size) + xml_value(take(input, take_byte(input)));
            }
            text.replace(value.from, value.size, with);
        } else if (!spans.elements.empty()) {
            const Span element = spans.elements[place(input, spans.elements.size())];
            const std::string copy = text.substr(element.from, element.size);
            if (kind == 6 && spans.elements.size() > 1) {
                text.erase(element.from, element.size);
            } else if (kind < 9) {
                text.insert(element.from, copy);
            } else {
                text.insert(spans.elements[place(input, spans.elements.size())].from, copy);
            }
        }
    }
    return text;
}

}  // namespace maillage::fuzz
