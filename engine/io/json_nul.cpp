#include "io/json_nul.hpp"

#include <fmt/format.h>

#include "io/descriptor.hpp"

namespace maillage::io {

namespace {

constexpr std::string_view escape = "\\u0000";

[[noreturn]] void refuse(const Place& place, std::size_t byte) {
    throw InputError(place, {fmt::format("caractère nul dans un texte, à l'octet {}", byte),
                             fmt::format("null character in a text, at byte {}", byte)});
}

}  // namespace

void NulSearch::pass(std::string_view piece, const Place& place) {
    std::string joined;
    if (!m_cut.empty()) {
        joined = m_cut + std::string(piece);
        m_before -= m_cut.size();
        piece = joined;
        m_cut.clear();
    }
    std::size_t at = 0;
    while ((at = piece.find_first_of(std::string_view("\\\0", 2), at)) != std::string_view::npos) {
        const std::string_view rest = piece.substr(at, escape.size());
        if (rest.front() == '\0' || rest == escape) {
            refuse(place, m_before + at + 1);
        }
        if (rest.size() == 1 || (rest.size() < escape.size() && escape.starts_with(rest))) {
            m_cut = rest;
            break;
        }
        at += 2;  // an escaped backslash begins nothing
    }
    m_before += piece.size();
}

void refuse_nul(const std::string& path) {
    NulSearch search;
    read_pieces(open_to_read(path), path, [&](std::string_view piece) { search.pass(piece, {path, "", 0}); });
}

}  // namespace maillage::io
