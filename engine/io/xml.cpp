#include "io/xml.hpp"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <type_traits>

namespace maillage::io {

namespace {

constexpr char space_end = '|';  ///< between namespace and local name; no IRI holds it

struct FreeParser {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

std::string_view local_name(std::string_view name) {
    const std::size_t end = name.rfind(space_end);
    return end == std::string_view::npos ? name : name.substr(end + 1);
}

/// Carries events over C; keeps the first exception.
struct Bridge {
    XML_Parser parser;
    XmlEvents& events;
    const Place& place;
    std::exception_ptr failure;

    template <typename Action>
    void run(const Action& action) {
        if (failure) {
            return;
        }
        try {
            action();
        } catch (...) {
            failure = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
    [[nodiscard]] std::size_t from() const { return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser)); }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(XML_GetCurrentByteCount(parser)); }
};

void XMLCALL on_open(void* data, const char* name, const char** pairs) {
    auto& bridge = *static_cast<Bridge*>(data);
    bridge.run([&] { bridge.events.open(local_name(name), XmlAttributes(pairs), bridge.from(), bridge.size()); });
}

void XMLCALL on_close(void* data, const char* name) {
    auto& bridge = *static_cast<Bridge*>(data);
    bridge.run([&] { bridge.events.close(local_name(name), bridge.from(), bridge.size()); });
}

void XMLCALL on_text(void* data, const char* text, int size) {
    auto& bridge = *static_cast<Bridge*>(data);
    bridge.run([&] { bridge.events.text({text, static_cast<std::size_t>(size)}); });
}

void XMLCALL on_doctype(void* data, const char*, const char*, const char*, int) {
    auto& bridge = *static_cast<Bridge*>(data);
    bridge.run([&] {
        throw InputError(bridge.place, {"déclaration DOCTYPE refusée (elle peut renvoyer à d'autres fichiers) : ôtez-la",
                                        "DOCTYPE declaration refused (it may refer to other files): take it out"});
    });
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name, std::string_view space, std::string_view otherwise) const {
    for (const char** pair = m_pairs; *pair != nullptr; pair += 2) {
        const std::string_view whole = *pair;
        const std::string_view local = local_name(whole);
        const std::string_view in = local.size() == whole.size() ? "" : whole.substr(0, whole.size() - local.size() - 1);
        if (local == name && (space.empty() ? in.empty() : in.ends_with(space))) {
            return pair[1];
        }
    }
    return otherwise;
}

void parse_xml(std::string_view bytes, const Place& place, XmlEvents& events) {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(XML_ParserCreateNS(nullptr, space_end));
    if (!parser) {
        throw LibraryError({"expat : mémoire insuffisante", "expat: out of memory"});
    }
    Bridge bridge{parser.get(), events, place, nullptr};
    XML_SetUserData(parser.get(), &bridge);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    constexpr std::size_t most = std::size_t{1} << 24U;
    while (true) {
        const std::string_view piece = bytes.substr(0, most);
        bytes.remove_prefix(piece.size());
        const XML_Status state = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), bytes.empty() ? 1 : 0);
        if (bridge.failure) {
            std::rethrow_exception(bridge.failure);
        }
        if (state != XML_STATUS_OK) {
            const std::string words = std::string(XML_ErrorString(XML_GetErrorCode(parser.get()))) + " (" +
                                      std::to_string(XML_GetCurrentLineNumber(parser.get())) + ":" +
                                      std::to_string(XML_GetCurrentColumnNumber(parser.get()) + 1) + ")";
            throw InputError(place, {"XML illisible : " + words, "unreadable XML: " + words});
        }
        if (bytes.empty()) {
            return;
        }
    }
}

}  // namespace maillage::io
