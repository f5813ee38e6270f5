// XML by events (expat). No DTD, so no entity of the file's own: a document with a DOCTYPE is refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace maillage::io {

/// The attributes of an element.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : m_pairs(pairs) {}
    /// Value of the attribute `name` in a namespace that ends as `space` ("" for none at all); `otherwise` without.
    [[nodiscard]] std::string_view get(std::string_view name, std::string_view space = "", std::string_view otherwise = "") const;

private:
    const char** m_pairs;
};

/// Names are local ones, without prefix. An exception ends the reading and reaches the caller of parse_xml.
class XmlEvents {
public:
    virtual ~XmlEvents() = default;
    /// `from` and `size`: the tag in the document's bytes.
    virtual void open(std::string_view name, const XmlAttributes& attributes, std::size_t from, std::size_t size) = 0;
    virtual void close(std::string_view name, std::size_t from, std::size_t size) = 0;
    virtual void text(std::string_view) {}
};

/// Throws InputError: not well-formed, a DOCTYPE; and what `events` throw.
void parse_xml(std::string_view bytes, const Place& place, XmlEvents& events);

}  // namespace maillage::io
